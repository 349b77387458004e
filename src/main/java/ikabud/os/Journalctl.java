package ikabud.os;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads systemd's journal by {@code journalctl}. Safe from any thread. */
final class Journalctl {
    private static final String WHAT = "systemd's journal";
    private static final String REMEDY = "try `journalctl -n 1`";

    private final Function<List<String>, RunningProgram> start;

    /** Reads through programs that the spawner starts. */
    Journalctl(Spawner spawner) {
        this(command -> spawner.listen(command, Map.of("LC_ALL", "C")));
    }

    Journalctl(Function<List<String>, RunningProgram> start) {
        this.start = start;
    }

    /** The last entries of a unit, the newest first. */
    RunningProgram last(String unit, int most) {
        return run(List.of("--reverse", "--lines=" + most, "--unit=" + unit));
    }

    /** The entries of some units from that moment on, without an end. */
    RunningProgram since(Collection<String> units, Instant from) {
        String moment = String.format(Locale.ROOT, "@%d.%06d", from.getEpochSecond(), from.getNano() / 1000);
        List<String> words = new ArrayList<>(List.of("--follow", "--no-tail", "--since=" + moment));
        units.forEach(unit -> words.add("--unit=" + unit));
        return run(words);
    }

    private RunningProgram run(List<String> words) {
        List<String> command = new ArrayList<>(List.of("journalctl", "--no-pager", "--output=export"));
        command.add("--output-fields=" + String.join(",", JournalEntry.FIELDS));
        command.addAll(words);
        return start.apply(command);
    }

    /** What to tell of one that ended by itself and should not have, or not so. */
    static IkabudException failure(RunningProgram ended) {
        String words = ended.words().replaceFirst("\\.$", "");
        if (words.contains("ermission")) {
            return new IkabudException(
                    ExitCode.NEEDS_RIGHTS, WHAT, words, "become root, or a member of the group systemd-journal", null);
        }
        String said = words.isEmpty() ? "" : ", " + words;
        return IkabudException.failed(WHAT, "journalctl ended with code " + ended.exit() + said, REMEDY);
    }

    static IkabudException silence(long seconds) {
        return IkabudException.failed(WHAT, "journalctl did not end within " + seconds + " s", REMEDY);
    }
}
