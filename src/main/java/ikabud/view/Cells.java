package ikabud.view;

import ikabud.config.Role;
import ikabud.model.HostSample;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.VirtualPid;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What stands in a cell of the table, and in which role. Unknown is a dash. */
final class Cells {
    static final String UNKNOWN = "-";
    /** Before a figure that is an estimate. */
    static final String ESTIMATED = "~";

    private static final double CPU_WARN = 70;
    private static final double CPU_CRITICAL = 95;
    // Of all the machine has.
    private static final double MEMORY_WARN = 20;
    private static final double MEMORY_CRITICAL = 40;

    private Cells() {}

    static String text(Column column, InstanceSample sample, Glyphs glyphs) {
        var instance = sample.entry().record().instance();
        return switch (column) {
            case ID -> instance.id().value();
            case KIND -> instance.kind();
            case BACKEND -> instance.backend().word();
            case PHASE -> phase(sample, glyphs);
            case PID -> running(sample);
            case RESTARTS -> number(sample.entry().reliability().restarts());
            case USER -> instance.owner().name();
            case CPU -> decimal(sample.cpuPercent());
            case MEMORY -> memory(sample, glyphs);
            case RSS ->
                sample.rssBytes().isPresent() ? Numbers.bytes(sample.rssBytes().getAsLong()) : UNKNOWN;
            case WORKERS -> workers(sample);
            case REQUESTS -> decimal(sample.requestsPerSecond());
            case QUEUE -> number(sample.queue());
            case UPTIME -> sample.uptime().map(Numbers::duration).orElse(UNKNOWN);
            case HISTORY -> "";
        };
    }

    static Role role(Column column, InstanceSample sample, String text, HostSample host) {
        if (text.equals(UNKNOWN)) {
            return Role.TEXT_DIM;
        }
        return switch (column) {
            case PHASE -> Condition.of(sample).role();
            case CPU -> load(sample.cpuPercent().orElse(0));
            case MEMORY -> share(sample.pssBytes().orElse(0), host);
            case WORKERS -> allBusy(sample) ? Role.VALUE_WARN : Role.TEXT;
            case QUEUE -> sample.queue().orElse(0) > 0 ? Role.VALUE_WARN : Role.TEXT;
            case RESTARTS -> text.equals("0") ? Role.TEXT_DIM : Role.TEXT;
            case KIND, BACKEND, USER -> Role.TEXT_DIM;
            default -> Role.TEXT;
        };
    }

    /** The role of a percentage. */
    static Role load(double percent) {
        return percent >= CPU_CRITICAL ? Role.VALUE_CRITICAL : percent >= CPU_WARN ? Role.VALUE_WARN : Role.TEXT;
    }

    private static Role share(long bytes, HostSample host) {
        double percent = host.memoryTotalBytes().isPresent()
                ? 100.0 * bytes / host.memoryTotalBytes().getAsLong()
                : 0;
        return percent >= MEMORY_CRITICAL ? Role.VALUE_CRITICAL : percent >= MEMORY_WARN ? Role.VALUE_WARN : Role.TEXT;
    }

    /** The recorded master's number; NaN where there is none. */
    static double pid(InstanceSample sample) {
        var master = sample.entry().record().observed().master();
        return master == null || !runs(sample) ? Double.NaN : master.pid();
    }

    /** The master's number, or the virtual one where no process is its own. */
    private static String running(InstanceSample sample) {
        return runs(sample)
                ? Integer.toString((int) pid(sample))
                : sample.entry().record().virtualPid().map(VirtualPid::toString).orElse(UNKNOWN);
    }

    private static boolean runs(InstanceSample sample) {
        return sample.entry().record().observed().master() != null
                && sample.liveness() != Liveness.GONE
                && sample.liveness() != Liveness.NONE;
    }

    // What is only recorded and could not be read has a question mark for its glyph.
    static String phase(InstanceSample sample, Glyphs glyphs) {
        Condition condition = Condition.of(sample);
        if (condition == Condition.UNKNOWN) {
            return glyphs.state(condition) + " "
                    + sample.entry().record().observed().phase().word();
        }
        String old = sample.oldBinary() && condition == Condition.UP ? " (old)" : "";
        return glyphs.state(condition) + " " + condition.word() + old;
    }

    // Without the proportional figure the resident one is an upper bound: shared pages are counted in each worker.
    static String memory(InstanceSample sample, Glyphs glyphs) {
        if (sample.pssBytes().isPresent()) {
            return Numbers.bytes(sample.pssBytes().getAsLong());
        }
        if (sample.estimatedBytes().isPresent()) {
            return ESTIMATED + Numbers.bytes(sample.estimatedBytes().getAsLong());
        }
        return sample.rssBytes().isPresent()
                ? glyphs.atMost() + Numbers.bytes(sample.rssBytes().getAsLong())
                : UNKNOWN;
    }

    static String workers(InstanceSample sample) {
        if (sample.pool().isEmpty()) {
            return sample.maxChildren().isPresent() && sample.uptime().isPresent()
                    ? "-/-/" + sample.maxChildren().getAsInt()
                    : UNKNOWN;
        }
        var pool = sample.pool().get();
        return pool.active() + "/" + pool.idle() + "/" + number(sample.maxChildren());
    }

    private static boolean allBusy(InstanceSample sample) {
        return sample.pool().isPresent()
                && sample.maxChildren().isPresent()
                && sample.pool().get().active() >= sample.maxChildren().getAsInt();
    }

    static String decimal(OptionalDouble value) {
        return value.isPresent() ? Numbers.decimal(value.getAsDouble()) : UNKNOWN;
    }

    static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : UNKNOWN;
    }
}
