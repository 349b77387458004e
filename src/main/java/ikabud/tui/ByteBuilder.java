package ikabud.tui;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes for the terminal, gathered so that one frame is one write. Confined to the ui thread. */
final class ByteBuilder {
    private byte[] bytes = new byte[16 * 1024];
    private int size;

    int size() {
        return size;
    }

    ByteBuilder append(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    /** Appends text that is known to be ASCII, such as a control sequence. */
    ByteBuilder ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Appends a number in decimal; not negative. */
    ByteBuilder decimal(int number) {
        if (number >= 10) {
            decimal(number / 10);
        }
        reserve(1);
        bytes[size++] = (byte) ('0' + number % 10);
        return this;
    }

    /** Appends one character in UTF-8; half of a surrogate pair becomes {@code ?}. */
    ByteBuilder character(int codePoint) {
        reserve(4);
        if (codePoint < 0x80) {
            bytes[size++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xc0 | codePoint >> 6);
            tail(codePoint);
        } else if (codePoint < 0x10000) {
            threeBytes(codePoint);
        } else {
            bytes[size++] = (byte) (0xf0 | codePoint >> 18);
            tail(codePoint >> 12);
            tail(codePoint >> 6);
            tail(codePoint);
        }
        return this;
    }

    private void threeBytes(int codePoint) {
        if (codePoint >= 0xd800 && codePoint < 0xe000) {
            bytes[size++] = '?';
            return;
        }
        bytes[size++] = (byte) (0xe0 | codePoint >> 12);
        tail(codePoint >> 6);
        tail(codePoint);
    }

    private void tail(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3f));
    }

    /** Writes everything in one go and starts afresh; nothing is written when there is nothing. */
    void flushTo(OutputStream out) throws IOException {
        if (size > 0) {
            out.write(bytes, 0, size);
            out.flush();
            size = 0;
        }
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
