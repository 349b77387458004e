package ikabud.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an instance is looked after, as keys and values that people type: {@code restart=always delay=2s}. Pure. */
public final class SupervisionKeys {
    /** When it is restarted: a word of {@link RestartMode}. */
    public static final String RESTART = "restart";

    /** Restarts within the window before it is given up. */
    public static final String MAX_RESTARTS = "max-restarts";

    /** How far back restarts are counted. */
    public static final String WINDOW = "window";

    /** The delay before the first restart. */
    public static final String DELAY = "delay";

    /** What has to serve before it starts: ids with commas between them, or nothing. */
    public static final String DEPENDS_ON = "depends-on";

    /** All of them, in the order to show them. */
    public static final List<String> NAMES = List.of(RESTART, MAX_RESTARTS, WINDOW, DELAY, DEPENDS_ON);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,7})(ms|s|m|h)?");

    private SupervisionKeys() {}

    /** What holds, by key. */
    public static Map<String, String> values(Supervision supervision) {
        RestartPolicy policy = supervision.restart();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(RESTART, policy.mode().word());
        values.put(MAX_RESTARTS, String.valueOf(policy.maxRestarts()));
        values.put(WINDOW, text(policy.window()));
        values.put(DELAY, text(policy.delay()));
        values.put(
                DEPENDS_ON,
                String.join(
                        ",", supervision.needs().stream().map(InstanceId::value).toList()));
        return values;
    }

    /**
     * The same with what was typed; other keys than these are left to others.
     *
     * @param mistakes gets one sentence for each value that cannot be, which then stays as it was
     */
    public static Supervision change(Supervision before, Map<String, String> typed, List<String> mistakes) {
        TypedKeys keys = new TypedKeys(typed, mistakes);
        RestartPolicy policy = before.restart();
        RestartMode mode = keys.read(RESTART, policy.mode(), "one of never, on-failure, always", SupervisionKeys::mode);
        int most = keys.read(MAX_RESTARTS, policy.maxRestarts(), "a whole number from 0", SupervisionKeys::number);
        Duration window = keys.read(
                WINDOW,
                policy.window(),
                "a time more than 0, such as 60s or 10m",
                text -> length(text).filter(time -> !time.isZero()));
        Duration delay = keys.read(DELAY, policy.delay(), "a time such as 0, 500ms or 2s", SupervisionKeys::length);
        List<InstanceId> needs =
                keys.read(DEPENDS_ON, before.needs(), "ids with commas between them, or nothing", SupervisionKeys::ids);
        return new Supervision(new RestartPolicy(mode, most, window, delay), needs);
    }

    private static Optional<RestartMode> mode(String text) {
        for (RestartMode mode : RestartMode.values()) {
            if (mode.word().equals(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Optional<Duration> length(String text) {
        Matcher length = LENGTH.matcher(text);
        if (!length.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(length.group(1));
        String unit = length.group(2) == null ? "s" : length.group(2);
        return Optional.of(
                switch (unit) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofSeconds(amount);
                });
    }

    private static Optional<List<InstanceId>> ids(String text) {
        Set<InstanceId> ids = new LinkedHashSet<>();
        for (String name : text.split(",", -1)) {
            try {
                if (!name.isBlank()) {
                    ids.add(new InstanceId(name.strip()));
                }
            } catch (IkabudException impossible) {
                return Optional.empty();
            }
        }
        return Optional.of(new ArrayList<>(ids));
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
