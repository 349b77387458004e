package ikabud.bench;

import ikabud.support.TerminalModel;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A terminal that is fed with pieces cut anywhere, and is shown whole sequences and characters only. */
final class Sight {
    private static final int ESCAPE = 0x1b;
    private static final int CONTINUATION = 0x80;
    private static final int TOP_BITS = 0xc0;
    private static final int LONGEST = 64;

    private final TerminalModel screen;
    private byte[] rest = {};

    Sight(int columns, int rows) {
        screen = new TerminalModel(columns, rows);
    }

    /** What it shows now. */
    TerminalModel screen() {
        return screen;
    }

    /** Takes the next piece. */
    void feed(byte[] piece) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(rest);
        joined.writeBytes(piece);
        byte[] all = joined.toByteArray();
        int whole = whole(all);
        screen.feed(Arrays.copyOf(all, whole));
        rest = Arrays.copyOfRange(all, whole, all.length);
    }

    /** How many of the bytes end with a whole sequence or character. */
    static int whole(byte[] bytes) {
        for (int i = bytes.length - 1; i >= 0 && i >= bytes.length - LONGEST; i--) {
            if (bytes[i] == ESCAPE) {
                return isWhole(bytes, i) ? characters(bytes, bytes.length) : i;
            }
        }
        return characters(bytes, bytes.length);
    }

    // ESC [ numbers letter, or ESC ] text BEL
    private static boolean isWhole(byte[] bytes, int escape) {
        if (escape + 1 == bytes.length) {
            return false;
        }
        boolean title = bytes[escape + 1] == ']';
        for (int i = escape + 2; i < bytes.length; i++) {
            if (title ? bytes[i] == '\u0007' : bytes[i] >= '@') {
                return true;
            }
        }
        return false;
    }

    // A character of several bytes begins with 11xxxxxx and goes on with 10xxxxxx.
    private static int characters(byte[] bytes, int end) {
        int start = end - 1;
        while (start >= 0 && (bytes[start] & TOP_BITS) == CONTINUATION) {
            start--;
        }
        if (start < 0 || (bytes[start] & TOP_BITS) != TOP_BITS) {
            return end;
        }
        int length = Integer.numberOfLeadingZeros(~(bytes[start] << 24));
        return end - start >= length ? end : start;
    }
}
