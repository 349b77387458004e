package ikabud.view;

import ikabud.model.InstanceSample;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The columns of the table, from left to right. */
public enum Column {
    ID("ID", "INSTANCE", false, 8, 25),
    KIND("KIND", "KIND", false, 6, 10),
    BACKEND("BACKEND", "BACKEND", false, 7, 8),
    PHASE("PHASE", "PHASE", false, 11, 11),
    RESTARTS("RST", "RESTARTS", true, 3, 8),
    PID("PID", "PID", true, 7, 8),
    USER("USER", "USER", false, 8, 24),
    CPU("CPU%", "CPU%", true, 6, 6),
    MEMORY("MEM", "MEM(PSS)", true, 6, 9),
    RSS("RSS", "RSS", true, 6, 6),
    WORKERS("B/I/MAX", "BUSY/IDLE/MAX", true, 8, 13),
    REQUESTS("REQ/S", "REQ/S", true, 6, 6),
    QUEUE("QUEUE", "QUEUE", true, 5, 5),
    UPTIME("UPTIME", "UPTIME", true, 6, 6),
    HISTORY("CPU", "CPU HISTORY", false, 8, 60);

    private final String heading;
    private final String longHeading;
    private final boolean number;
    private final int narrow;
    private final int wide;

    Column(String heading, String longHeading, boolean number, int narrow, int wide) {
        this.heading = heading;
        this.longHeading = longHeading;
        this.number = number;
        this.narrow = narrow;
        this.wide = wide;
    }

    /** Its name in a menu, a flag or the title: lower case. */
    public String word() {
        return switch (this) {
            case CPU -> "cpu";
            case REQUESTS -> "requests";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** The column of that {@link #word()}, in any case. */
    public static Optional<Column> parse(String word) {
        for (Column column : values()) {
            if (column.word().equals(word.toLowerCase(Locale.ROOT)) && column.sortable()) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** Whether the table can be sorted by it. */
    public boolean sortable() {
        return this != HISTORY;
    }

    /** Whether larger values come first when it is chosen. */
    boolean descendingFirst() {
        return number && this != PID;
    }

    /** Whether it is aligned to the right. */
    boolean number() {
        return number;
    }

    int narrow() {
        return narrow;
    }

    int wide() {
        return wide;
    }

    String heading(int width) {
        return longHeading.length() <= width ? longHeading : heading;
    }

    /** Unknown values last in either direction; equal ones by id. */
    Comparator<InstanceSample> order(boolean descending) {
        return (left, right) -> {
            int order = number ? byValue(left, right, descending) : byWord(left, right, descending);
            return order != 0 ? order : left.id().compareTo(right.id());
        };
    }

    private int byValue(InstanceSample left, InstanceSample right, boolean descending) {
        double a = value(left);
        double b = value(right);
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        }
        return descending ? Double.compare(b, a) : Double.compare(a, b);
    }

    private int byWord(InstanceSample left, InstanceSample right, boolean descending) {
        int order = word(left).compareTo(word(right));
        return descending ? -order : order;
    }

    private String word(InstanceSample sample) {
        var instance = sample.entry().record().instance();
        return switch (this) {
            case KIND -> instance.kind();
            case BACKEND -> instance.backend().word();
            case PHASE -> Condition.of(sample).word();
            case USER -> instance.owner().name();
            default -> instance.id().value();
        };
    }

    /** The value it sorts by; NaN for unknown. */
    private double value(InstanceSample sample) {
        return switch (this) {
            case PID -> Cells.pid(sample);
            case RESTARTS -> {
                OptionalInt restarts = sample.entry().reliability().restarts();
                yield restarts.isPresent() ? restarts.getAsInt() : Double.NaN;
            }
            case CPU -> sample.cpuPercent().orElse(Double.NaN);
            case MEMORY -> {
                long bytes = sample.pssBytes()
                        .orElse(sample.rssBytes().orElse(sample.estimatedBytes().orElse(-1)));
                yield bytes < 0 ? Double.NaN : bytes;
            }
            case RSS -> sample.rssBytes().isPresent() ? sample.rssBytes().getAsLong() : Double.NaN;
            case WORKERS -> sample.pool().isPresent() ? sample.pool().get().active() : Double.NaN;
            case REQUESTS -> sample.requestsPerSecond().orElse(Double.NaN);
            case QUEUE -> sample.queue().isPresent() ? sample.queue().getAsInt() : Double.NaN;
            case UPTIME ->
                sample.uptime().map(Duration::toMillis).map(Long::doubleValue).orElse(Double.NaN);
            default -> Double.NaN;
        };
    }
}
