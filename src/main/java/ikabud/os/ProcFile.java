package ikabud.os;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * One file of one process below {@code /proc}, kept open. Reading it again costs half of opening it anew, and it never
 * becomes another process's: once the process has ended there is nothing to read, whoever has its number.
 *
 * <p>Confined to one thread at a time.
 */
public final class ProcFile implements AutoCloseable {
    // The kernel fills a page before it gives less than was asked for: a shorter answer than this is the whole file.
    private static final int SURELY_WHOLE = 2048;

    // The JVM asks for memory of its own at each read of more.
    static final int AT_ONCE = 8192;

    private final RandomAccessFile file;
    private final Runnable onClose;
    private boolean closed;

    ProcFile(RandomAccessFile file, Runnable onClose) {
        this.file = file;
        this.onClose = onClose;
    }

    /** Reads it from its start as far as it fits; returns the number of bytes, 0 when the process is gone. */
    public int read(byte[] into) {
        try {
            file.seek(0);
            int length = 0;
            int count;
            do {
                count = file.read(into, length, Math.min(AT_ONCE, into.length - length));
                length += Math.max(0, count);
            } while (count >= SURELY_WHOLE && length < into.length);
            return length;
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onClose.run();
        try {
            file.close();
        } catch (IOException nothingToSave) {
            // It was only read.
        }
    }
}
