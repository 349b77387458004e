package ikabud.sampler;

import java.util.List;
import java.util.OptionalLong;

/**
 * The proportional memory of a family: the sum of its gauges, or for a while the last sum that was complete, since a new
 * worker is not read at once. Confined to the sampler thread.
 */
final class PssSum {
    private static final long KEPT_NANOS = 60_000_000_000L;

    private OptionalLong last = OptionalLong.empty();
    private long at;

    /** The sum now. */
    OptionalLong of(List<PssGauge> gauges, long nanos) {
        long sum = 0;
        for (PssGauge gauge : gauges) {
            if (gauge.bytes().isEmpty()) {
                boolean awaited = !gauge.isRead() && nanos - at <= KEPT_NANOS;
                return awaited ? last : OptionalLong.empty();
            }
            sum += gauge.bytes().getAsLong();
        }
        at = nanos;
        last = gauges.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
        return last;
    }

    /** Whether there ever was a complete one. */
    boolean wasKnown() {
        return last.isPresent();
    }
}
