package ikabud.os;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts bytes into lines; the end of a line longer than 8 KiB is left out. Confined to one thread at a time. */
final class LineCutter {
    /** Bytes of the longest line that is kept whole. */
    static final int LONGEST = 8192;

    private static final long FIRST_GUESS = 100;

    private final byte[] partial = new byte[LONGEST];
    private int length;
    private boolean skipping;
    private long lines;
    private long bytes;

    /** The next byte is in the middle of a line whose start was not seen: it is left out if there is another line. */
    void startInside() {
        skipping = true;
    }

    /** Forgets what was begun. */
    void reset() {
        length = 0;
        skipping = false;
    }

    /** Bytes per line so far. */
    long averageLine() {
        return lines == 0 ? FIRST_GUESS : Math.max(1, bytes / lines);
    }

    /** Takes bytes and adds the lines that they complete. */
    void feed(byte[] block, int count, List<String> complete) {
        for (int i = 0; i < count; i++) {
            byte next = block[i];
            if (next == '\n') {
                if (!skipping) {
                    complete.add(take(false));
                }
                reset();
            } else if (!skipping) {
                if (length == LONGEST) {
                    complete.add(take(true));
                    skipping = true;
                } else {
                    partial[length++] = next;
                }
            }
        }
    }

    /** Whether a line was begun and not ended. */
    boolean isInside() {
        return length > 0;
    }

    /** The line that was begun and has not grown since, if any. */
    List<String> finish() {
        List<String> last = none();
        if (length > 0) {
            last.add(take(false));
        }
        return last;
    }

    /** An empty list that can grow. */
    List<String> none() {
        return new ArrayList<>();
    }

    /** A list that can grow. */
    List<String> copy(Collection<String> of) {
        return new ArrayList<>(of);
    }

    private String take(boolean cut) {
        int end = length > 0 && partial[length - 1] == '\r' ? length - 1 : length;
        String line = new String(partial, 0, end, StandardCharsets.UTF_8) + (cut ? "…" : "");
        lines++;
        bytes += length + 1L;
        length = 0;
        return line;
    }
}
