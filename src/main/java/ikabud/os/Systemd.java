package ikabud.os;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import ikabud.model.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The system's systemd, asked through {@code systemctl}: many units in one question, and nothing while nothing happens. Safe
 * from any thread.
 */
public final class Systemd {
    private static final Path RUNS = Path.of("/run/systemd/system");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 1 << 20;
    private static final int SPOKEN = 300;

    private final Spawner spawner;

    /** Asks through programs that the spawner starts. */
    public Systemd(Spawner spawner) {
        this.spawner = spawner;
    }

    /** Whether systemd is the machine's first process, as {@code sd_booted(3)} tells. */
    public static boolean isBooted() {
        return Files.isDirectory(RUNS);
    }

    /** Its version, such as 252; empty where it cannot be asked. */
    public Optional<Integer> version() {
        // systemd 252 (252.38-1~deb12u1)
        Captured captured = run(PATIENCE, "--version");
        String[] words = captured.output().split("\\s+", 3);
        try {
            return words.length < 2 ? Optional.empty() : Optional.of(Integer.valueOf(words[1]));
        } catch (NumberFormatException odd) {
            return Optional.empty();
        }
    }

    /** What it says of one unit. */
    public UnitState state(String unit) {
        return Optional.ofNullable(states(List.of(unit)).get(unit)).orElse(UnitState.UNKNOWN);
    }

    /** What it says of these units, by name. */
    public Map<String, UnitState> states(Collection<String> units) {
        if (units.isEmpty()) {
            return Map.of();
        }
        List<String> command = new ArrayList<>(List.of("show", "--property=" + UnitState.PROPERTIES, "--"));
        command.addAll(units);
        return UnitState.parse(require("asking systemd", run(PATIENCE, command.toArray(String[]::new))));
    }

    /** Starts a unit and returns when it is ready, has failed, or the time is over. Says whether it is ready. */
    public boolean start(String unit, Duration patience) {
        return run(patience, "start", "--", unit).succeeded();
    }

    /** Has a unit stop, without waiting for it. */
    public void beginStop(String unit) {
        require("stopping " + unit, run(PATIENCE, "stop", "--no-block", "--", unit));
    }

    /** Runs the unit's reload commands; empty if they succeed, else what was said. */
    public Optional<String> reload(String unit, Duration patience) {
        Captured captured = run(patience, "reload", "--", unit);
        return captured.succeeded() ? Optional.empty() : Optional.of(words(captured));
    }

    /** Sends a signal to all processes of a unit, or to its main one alone. */
    public void kill(String unit, Signal signal, boolean all) {
        String whom = all ? "--kill-whom=all" : "--kill-whom=main";
        require("signal to " + unit, run(PATIENCE, "kill", whom, "--signal=" + signal.number(), "--", unit));
    }

    /** Forgets failures of a unit, so that they do not count against its next start. */
    public void forgetFailures(String unit) {
        // One that systemd has not loaded has none to forget.
        run(PATIENCE, "reset-failed", "--", unit);
    }

    /** Has the unit started at each boot, or not any more. */
    public void enable(String unit, boolean atBoot) {
        require("enabling " + unit, run(PATIENCE, atBoot ? "enable" : "disable", "--quiet", "--", unit));
    }

    /** Has systemd read all unit files anew. */
    public void readFilesAnew() {
        require("reading unit files", run(PATIENCE, "daemon-reload"));
    }

    /** What it and the unit said since its last start, oldest first and neutralised; at most {@code most} lines. */
    public List<String> lastWords(String unit, int most) {
        Captured captured = spawner.run(
                List.of("journalctl", "--no-pager", "--output=cat", "--lines=" + most, "--unit=" + unit),
                Map.of(),
                PATIENCE,
                MOST);
        return captured.output().lines().map(PlainText::neutralise).toList();
    }

    private Captured run(Duration patience, String... words) {
        List<String> command = new ArrayList<>(List.of("systemctl", "--no-ask-password", "--no-pager"));
        command.addAll(List.of(words));
        return spawner.run(command, Map.of("LC_ALL", "C"), patience, MOST);
    }

    private static String require(String what, Captured captured) {
        if (captured.timedOut()) {
            throw IkabudException.failed(
                    what,
                    "systemd did not answer within " + PATIENCE.toSeconds() + " s",
                    "look at `systemctl list-jobs`");
        }
        if (!captured.succeeded()) {
            String words = words(captured);
            ExitCode code = words.contains("Access denied") || words.contains("authentication required")
                    ? ExitCode.NEEDS_RIGHTS
                    : ExitCode.FAILED;
            throw new IkabudException(code, what, words, "look at `journalctl -xe`", null);
        }
        return captured.output();
    }

    private static String words(Captured captured) {
        String said = PlainText.neutralise(captured.output()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("systemctl said nothing"));
        return PlainText.shorten(said, SPOKEN);
    }
}
