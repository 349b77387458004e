package ikabud.config;

import ikabud.model.Health;
import ikabud.model.LogLevel;
import ikabud.model.Phase;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a piece of the screen means; a theme says how each meaning looks. What a role leaves open comes from its parent. */
public enum Role {
    TEXT(null),
    TEXT_DIM(TEXT),
    TITLE(TEXT),
    KEY(TEXT),
    FOOTER(TEXT_DIM),
    BORDER(TEXT_DIM),
    BORDER_FOCUS(BORDER),

    HEADER(TEXT),
    HEADER_SORTED(HEADER),
    ROW_SELECTED(TEXT),
    ROW_SELECTED_UNFOCUSED(ROW_SELECTED),
    ROW_TAGGED(TEXT),
    ROW_NEW(TEXT),
    ROW_GONE(TEXT_DIM),
    ROW_STALE(TEXT_DIM),

    STATE_UP(TEXT),
    STATE_STARTING(TEXT),
    STATE_RELOADING(STATE_STARTING),
    STATE_STOPPING(TEXT),
    STATE_BACKOFF(STATE_STOPPING),
    STATE_DOWN(TEXT_DIM),
    STATE_FAILED(TEXT),
    STATE_UNKNOWN(TEXT_DIM),

    VALUE_OK(TEXT),
    VALUE_WARN(TEXT),
    VALUE_CRITICAL(VALUE_WARN),
    METER(VALUE_OK),
    METER_EMPTY(TEXT_DIM),
    SPARK(METER),

    LOG_DEBUG(TEXT_DIM),
    LOG_NOTICE(TEXT),
    LOG_WARNING(TEXT),
    LOG_ERROR(LOG_WARNING),
    LOG_FATAL(LOG_ERROR),
    LOG_TIME(TEXT_DIM),
    LOG_POOL(TEXT_DIM),
    LOG_MATCH(TEXT),
    LOG_MARK(TEXT_DIM),

    DIALOG(TEXT),
    DIALOG_DANGER(DIALOG),
    BUTTON(DIALOG),
    BUTTON_FOCUS(BUTTON),
    INPUT(TEXT),
    TOAST_INFO(TEXT),
    TOAST_OK(TOAST_INFO),
    TOAST_ERROR(TOAST_INFO),
    BANNER_READONLY(TITLE),
    BANNER_PAUSED(TITLE),
    BANNER_ROOT(TITLE);

    private static final Map<String, Role> BY_KEY = new HashMap<>();

    static {
        for (Role role : values()) {
            BY_KEY.put(role.key(), role);
        }
    }

    private final @Nullable Role parent;

    Role(@Nullable Role parent) {
        this.parent = parent;
    }

    /** Its name in a theme file, such as {@code row.selected}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The role that fills in what this one leaves open; empty for {@link #TEXT} only. */
    public Optional<Role> parent() {
        return Optional.ofNullable(parent);
    }

    /** The role of that name. */
    public static Optional<Role> named(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** How a phase is shown. */
    public static Role of(Phase phase) {
        return switch (phase) {
            case DOWN -> STATE_DOWN;
            case STARTING -> STATE_STARTING;
            case UP -> STATE_UP;
            case RELOADING -> STATE_RELOADING;
            case STOPPING -> STATE_STOPPING;
            case BACKOFF -> STATE_BACKOFF;
            case FAILED -> STATE_FAILED;
            case UNKNOWN -> STATE_UNKNOWN;
        };
    }

    /** How a state of health is shown. */
    public static Role of(Health health) {
        return switch (health) {
            case UNKNOWN, DOWN -> TEXT_DIM;
            case HEALTHY -> VALUE_OK;
            case SATURATED, DEGRADED -> VALUE_WARN;
            case FAILING -> VALUE_CRITICAL;
        };
    }

    /** How the text of a log line is shown. */
    public static Role of(LogLevel level) {
        return switch (level) {
            case DEBUG -> LOG_DEBUG;
            case NOTICE -> LOG_NOTICE;
            case WARNING -> LOG_WARNING;
            case ERROR -> LOG_ERROR;
            case FATAL -> LOG_FATAL;
        };
    }
}
