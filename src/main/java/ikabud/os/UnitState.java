package ikabud.os;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What systemd says of a unit.
 *
 * @param active such as {@code active} or {@code failed}
 * @param sub such as {@code running}, {@code auto-restart}, {@code stop-sigterm}
 * @param result why it last ended: {@code success}, {@code exit-code}, {@code signal}, {@code oom-kill}, {@code watchdog}, …
 * @param mainPid the master while it runs
 * @param lastPid the master that ran last
 * @param exitCode how the last one ended: 1 by itself, 2 by a signal, 3 by a signal with a core dump; 0 where it runs
 * @param exitStatus its exit code, or the signal
 * @param restarts how often systemd restarted it since it was last started by hand
 * @param delay how long systemd waits before a restart
 * @param group its control group; empty where it has none
 * @param enabled whether it is started at boot
 * @param stale whether its file has changed since systemd read it
 */
public record UnitState(
        boolean loaded,
        String active,
        String sub,
        String result,
        OptionalInt mainPid,
        OptionalInt lastPid,
        int exitCode,
        int exitStatus,
        int restarts,
        Duration delay,
        String group,
        boolean enabled,
        boolean stale) {
    /** The properties to ask for. */
    static final String PROPERTIES = "Id,LoadState,ActiveState,SubState,Result,MainPID,ExecMainPID,ExecMainCode,"
            + "ExecMainStatus,NRestarts,RestartUSec,ControlGroup,UnitFileState,NeedDaemonReload";

    /** A unit that systemd says nothing of. */
    static final UnitState UNKNOWN = of(Map.of());

    private static final long MICROS = 1000;

    /** Reads what {@code systemctl show} prints of several units: a block of {@code Name=value} lines for each. */
    // Id=ikabud-blog.service
    // ActiveState=active
    // RestartUSec=1s
    public static Map<String, UnitState> parse(String output) {
        Map<String, UnitState> states = new HashMap<>();
        for (String block : output.split("\n\n", -1)) {
            Map<String, String> values = new HashMap<>();
            block.lines().forEach(line -> {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            });
            Optional.ofNullable(values.get("Id")).ifPresent(id -> states.put(id, of(values)));
        }
        return states;
    }

    private static UnitState of(Map<String, String> values) {
        return new UnitState(
                values.getOrDefault("LoadState", "").equals("loaded"),
                values.getOrDefault("ActiveState", ""),
                values.getOrDefault("SubState", ""),
                values.getOrDefault("Result", ""),
                pid(values, "MainPID"),
                pid(values, "ExecMainPID"),
                number(values, "ExecMainCode"),
                number(values, "ExecMainStatus"),
                number(values, "NRestarts"),
                time(values.getOrDefault("RestartUSec", "")),
                values.getOrDefault("ControlGroup", ""),
                values.getOrDefault("UnitFileState", "").equals("enabled"),
                values.getOrDefault("NeedDaemonReload", "").equals("yes"));
    }

    private static OptionalInt pid(Map<String, String> values, String name) {
        int pid = number(values, name);
        return pid > 0 ? OptionalInt.of(pid) : OptionalInt.empty();
    }

    private static int number(Map<String, String> values, String name) {
        try {
            return Integer.parseInt(values.getOrDefault(name, "0"));
        } catch (NumberFormatException odd) {
            return 0;
        }
    }

    /** Reads times as systemd prints them: {@code 1min 30s}, {@code 100ms}, {@code 2.500s}; what it cannot read is zero. */
    static Duration time(String text) {
        Duration sum = Duration.ZERO;
        for (String part : text.trim().split(" ", -1)) {
            sum = sum.plus(part(part));
        }
        return sum;
    }

    private static Duration part(String part) {
        int unit = 0;
        while (unit < part.length() && (Character.isDigit(part.charAt(unit)) || part.charAt(unit) == '.')) {
            unit++;
        }
        try {
            double amount = Double.parseDouble(part.substring(0, unit));
            return Duration.ofNanos((long) (amount * nanos(part.substring(unit))));
        } catch (NumberFormatException none) {
            return Duration.ZERO;
        }
    }

    private static double nanos(String unit) {
        return switch (unit) {
            case "us" -> MICROS;
            case "ms" -> MICROS * MICROS;
            case "min" -> Duration.ofMinutes(1).toNanos();
            case "h" -> Duration.ofHours(1).toNanos();
            default -> Duration.ofSeconds(1).toNanos();
        };
    }
}
