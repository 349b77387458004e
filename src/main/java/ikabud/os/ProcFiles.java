package ikabud.os;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;

/**
 * Opens files of processes to be kept open, up to a number that leaves the rest of the program enough.
 *
 * <p>Confined to one thread at a time.
 */
public final class ProcFiles {
    private static final int ENOUGH = 8192;
    private static final int FALLBACK = 256;

    private final ProcFs proc;
    private final int most;
    private int open;

    /** As many as half of what this process may open, read from {@code self/limits}. */
    public ProcFiles(ProcFs proc) {
        this(proc, half(proc.read("self/limits").orElse("")));
    }

    /** At most {@code most} at once. */
    public ProcFiles(ProcFs proc, int most) {
        this.proc = proc;
        this.most = most;
    }

    /** A file such as {@code 4711/stat}; empty when it is not there, or when enough are open. */
    public Optional<ProcFile> open(String below) {
        if (open >= most) {
            return Optional.empty();
        }
        try {
            ProcFile file = new ProcFile(new RandomAccessFile(proc.path(below).toFile(), "r"), () -> open--);
            open++;
            return Optional.of(file);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    // Max open files            1024                 524288               files
    static int half(String limits) {
        String soft = ProcFs.field(limits, "Max open files").orElse("").split(" ", 2)[0];
        if (soft.equals("unlimited")) {
            return ENOUGH;
        }
        try {
            return (int) Math.min(ENOUGH, Long.parseLong(soft) / 2);
        } catch (NumberFormatException unknown) {
            return FALLBACK;
        }
    }
}
