package ikabud.backend;

import ikabud.config.Kind;
import ikabud.config.Kinds;
import ikabud.model.BackendKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Limits;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Sizes;
import ikabud.template.Template;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** Fills in an instance's systemd unit. Pure. */
final class UnitFile {
    private static final String TEMPLATES = "systemd";
    private static final String INSTANCE = "instance.service";
    private static final String SLICE = "ikabud.slice";

    // RestartSteps= and RestartMaxDelaySec= are from 254 on; before that systemd warns of them.
    private static final int GROWING_DELAYS = 254;
    private static final Seal SEAL = new Seal("#");
    private static final List<Path> HOMES = List.of(Path.of("/home"), Path.of("/root"), Path.of("/run/user"));
    static final String NO_NAME = "systemd runs units only as users that have a name";
    private static final String OWN_TEMPORARY = "a unit of systemd has a /tmp of its own and would not see it";
    private static final List<Path> PRIVATE = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

    private final Layout layout;
    private final Kinds kinds;
    private final Duration startTimeout;
    private final Duration stopTimeout;
    private final IntSupplier version;

    /**
     * Units of that layout.
     *
     * @param startTimeout how long a start may take
     * @param stopTimeout how long running requests may take to end
     * @param version of systemd; asked when a unit is filled in
     */
    UnitFile(Layout layout, Kinds kinds, Duration startTimeout, Duration stopTimeout, IntSupplier version) {
        this.layout = layout;
        this.kinds = kinds;
        this.startTimeout = startTimeout;
        this.stopTimeout = stopTimeout;
        this.version = version;
    }

    /** The unit of an instance. */
    static String name(InstanceId id) {
        return id.unitName();
    }

    /** The unit's file, sealed. */
    String render(Instance instance, Kind kind, Map<String, String> directives) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", instance.id().value());
        values.put("kind", instance.kind());
        values.put("php", instance.phpVersion());
        values.put("binary", instance.phpBinary().toString());
        values.put("config", layout.fpmConfig(instance.id()).toString());
        values.put(
                "options",
                directives.entrySet().stream()
                        // A value has no quotes, but may have blanks.
                        .map(directive -> " -d '" + directive.getKey() + "=" + directive.getValue() + "'")
                        .collect(Collectors.joining()));
        values.put("user", instance.owner().name());
        values.put("group", String.valueOf(instance.owner().gid()));
        values.put(
                "needs",
                instance.supervision().needs().stream().map(UnitFile::name).collect(Collectors.joining(" ")));
        values.put("start-timeout", seconds(startTimeout));
        values.put("stop-timeout", seconds(stopTimeout));
        values.putAll(restarts(instance.supervision().restart()));
        values.putAll(limits(instance.limits()));
        values.putAll(places(instance));
        String slow = kind.values(instance.variables()).getOrDefault("slow-after", "0");
        values.put("traces", slow.matches("0+[smh]?") ? "" : " ptrace");
        return SEAL.on(text(INSTANCE, escaped(values)));
    }

    /** The slice of all instances, sealed. */
    String renderSlice() {
        return SEAL.on(text(SLICE, Map.of()));
    }

    static boolean isOurs(String file) {
        return SEAL.isOn(file);
    }

    static boolean isUntouched(String file) {
        return SEAL.isWhole(file);
    }

    private String text(String file, Map<String, String> values) {
        return Template.parse(TEMPLATES + "/" + file, kinds.shared(TEMPLATES, file))
                .render(values);
    }

    private Map<String, String> restarts(RestartPolicy policy) {
        boolean never = policy.mode() == RestartMode.NEVER;
        return Map.of(
                "restart", never ? "no" : "always",
                "spare-config", policy.mode() == RestartMode.ON_FAILURE ? "yes" : "",
                "delay", policy.delay().toMillis() + "ms",
                "grows", version.getAsInt() >= GROWING_DELAYS && !policy.delay().isZero() ? "yes" : "",
                "window", seconds(policy.window()),
                // The first start is one of them.
                "burst", never ? "" : String.valueOf(policy.maxRestarts() + 1));
    }

    private static Map<String, String> limits(Limits limits) {
        return Map.of(
                "memory-max", size(limits.memoryBytes()),
                "memory-high", size(limits.effectiveHighBytes()),
                "swap-max", limits.swapBytes().isPresent() ? size(limits.swapBytes()) : "0",
                "cpu-quota",
                        limits.cpuPercent().isPresent() ? limits.cpuPercent().getAsInt() + "%" : "",
                "tasks-max",
                        limits.tasks().isPresent()
                                ? String.valueOf(limits.tasks().getAsInt())
                                : "");
    }

    private static String size(OptionalLong bytes) {
        return bytes.isPresent() ? Sizes.format(bytes.getAsLong()) : "";
    }

    /** What keeps an instance from being a unit, whatever the machine is. */
    static List<String> obstacles(Instance instance) {
        List<String> obstacles = new ArrayList<>();
        if (instance.owner().nameless()) {
            obstacles.add(NO_NAME);
        }
        if (PRIVATE.stream().anyMatch(instance.documentRoot()::startsWith)) {
            obstacles.add("its document root is " + instance.documentRoot() + ", and " + OWN_TEMPORARY);
        }
        return obstacles;
    }

    private Map<String, String> places(Instance instance) {
        Path root = instance.documentRoot();
        Path home = layout.home(instance.id());
        boolean inside = root.startsWith(home);
        boolean inHomes = HOMES.stream().anyMatch(root::startsWith);
        if (PRIVATE.stream().anyMatch(root::startsWith)) {
            throw IkabudException.usage(
                    "document root " + root,
                    OWN_TEMPORARY,
                    "move the site elsewhere, or use --backend " + BackendKind.DIRECT.word());
        }
        return Map.of(
                "rendered", layout.rendered(instance.id()).toString(),
                "home", home.toString(),
                "logs", layout.logDirectory(instance.id()).toString(),
                "document-root", root.toString(),
                "writable", inside ? "" : "-" + root,
                "homes", inHomes ? "yes" : "",
                "no-homes", inHomes ? "" : "yes");
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    // A percent sign begins what systemd replaces.
    private static Map<String, String> escaped(Map<String, String> values) {
        Map<String, String> escaped = new LinkedHashMap<>();
        values.forEach((name, value) -> escaped.put(name, name.equals("cpu-quota") ? value : value.replace("%", "%%")));
        return escaped;
    }
}
