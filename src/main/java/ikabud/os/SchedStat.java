package ikabud.os;

import java.util.OptionalLong;

/** What the kernel's scheduler counts of one thread, from {@code /proc/<pid>/schedstat}: a third of the price of its stat. */
public final class SchedStat {
    private SchedStat() {}

    /**
     * How often the thread was let run so far; empty where the kernel counts nothing, which it writes as zeros. As long as it
     * is the same, a thread that slept goes on sleeping and has used nothing.
     */
    // 195179952 11116221 392     nanoseconds on a processor, nanoseconds of waiting for one, turns
    public static OptionalLong turns(byte[] line, int length) {
        NumberFields fields = new NumberFields(line, length);
        long turns = fields.skip(2).next();
        return fields.failed() || turns <= 0 ? OptionalLong.empty() : OptionalLong.of(turns);
    }
}
