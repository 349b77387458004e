package ikabud.sampler;

import ikabud.os.ProcFs;
import java.util.List;

/**
 * The readings that cost too much for every tick, a few at a time: proportional memory and whether the program on disk
 * was replaced. What was never read comes first, then everything in rotation. Confined to the sampler thread.
 */
final class RareRound {
    // Some 0.2 ms each: 250 are 50 ms, once, when a program starts; 16 are 3 ms.
    private static final int MOST_AT_FIRST = 250;
    private static final int MOST_PER_TICK = 16;
    private static final int BINARIES_PER_TICK = 8;

    private final ProcFs proc;
    private int nextPss;
    private int nextBinary;

    RareRound(ProcFs proc) {
        this.proc = proc;
    }

    /** Reads as much as one tick allows. */
    void go(List<Family> families, long nanos) {
        if (families.isEmpty()) {
            return;
        }
        readUnread(families, nanos);
        rotatePss(families, nanos);
        checkBinaries(families);
    }

    private void readUnread(List<Family> families, long nanos) {
        int first = MOST_AT_FIRST;
        int later = MOST_PER_TICK;
        for (Family family : families) {
            boolean known = family.hasPss();
            for (PssGauge gauge : family.gauges()) {
                if (!gauge.isRead() && (known ? later-- : first--) > 0) {
                    gauge.read(proc, nanos);
                }
            }
        }
    }

    private void rotatePss(List<Family> families, long nanos) {
        int left = MOST_PER_TICK;
        for (int i = 0; i < families.size() && left > 0; i++) {
            int index = (nextPss + i) % families.size();
            for (PssGauge gauge : families.get(index).gauges()) {
                if (left > 0 && gauge.isRead() && gauge.isStale(nanos)) {
                    gauge.read(proc, nanos);
                    left--;
                }
            }
            if (left == 0) {
                nextPss = index; // perhaps half done: go on there
            }
        }
    }

    private void checkBinaries(List<Family> families) {
        for (Family family : families) {
            if (!family.binaryChecked()) {
                family.checkBinary();
            }
        }
        for (int i = 0; i < BINARIES_PER_TICK && i < families.size(); i++) {
            families.get(nextBinary++ % families.size()).checkBinary();
        }
        nextBinary %= families.size();
    }
}
