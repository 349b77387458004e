package ikabud.os;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Cuts what {@code journalctl --output=export} prints into entries, in bounded memory whatever is in it. Confined to
 * one thread at a time.
 *
 * <p>A field is {@code NAME=text} and a line end, or where the text is not all plain, {@code NAME} and a line end, its
 * length in eight bytes, least first, its bytes, and a line end. An empty line ends an entry.
 */
final class JournalExport {
    /** Bytes kept of a field; of a longer one the end is left out. */
    static final int LONGEST = LineCutter.LONGEST;

    private static final int LENGTH_BYTES = 8;
    private static final int BLOCK = 64 * 1024;

    // What comes faster than that between two looks waits in journald's files.
    private static final int MOST_AT_ONCE = 4 << 20;

    private enum Part {
        LINE,
        LENGTH,
        BYTES,
        LINE_END
    }

    private final Consumer<JournalEntry> complete;
    private final byte[] block = new byte[BLOCK];
    private final byte[] held = new byte[LONGEST];
    private int length;
    private Map<String, String> fields = new HashMap<>();
    private Part part = Part.LINE;
    private String name = "";
    private long left;
    private int lengthBytes;
    private boolean cut;

    /** Hands each entry over as soon as it is complete. */
    JournalExport(Consumer<JournalEntry> complete) {
        this.complete = complete;
    }

    /** Takes what the program has printed by now; -1 once it has ended and all of it was taken. Never blocks. */
    int drain(RunningProgram program) {
        int taken = 0;
        int count = 1;
        while (count > 0 && taken < MOST_AT_ONCE) {
            count = program.read(block);
            feed(block, count);
            taken += count;
        }
        return count;
    }

    /** Takes the next bytes. */
    void feed(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            take(bytes[i]);
        }
    }

    private void take(byte next) {
        switch (part) {
            case LINE -> {
                if (next == '\n') {
                    endLine();
                } else {
                    hold(next);
                }
            }
            case LENGTH -> {
                left |= (next & 0xffL) << (Byte.SIZE * lengthBytes++);
                if (lengthBytes == LENGTH_BYTES) {
                    part = left > 0 ? Part.BYTES : Part.LINE_END;
                }
            }
            case BYTES -> {
                hold(next);
                left--;
                part = left > 0 ? Part.BYTES : Part.LINE_END;
            }
            case LINE_END -> {
                keep(name, text());
                part = Part.LINE;
            }
        }
    }

    private void hold(byte next) {
        if (length < LONGEST) {
            held[length++] = next;
        } else {
            cut = true;
        }
    }

    private void endLine() {
        String line = text();
        int equals = line.indexOf('=');
        if (line.isEmpty()) {
            complete.accept(new JournalEntry(Map.copyOf(fields)));
            fields = new HashMap<>();
        } else if (equals >= 0) {
            keep(line.substring(0, equals), line.substring(equals + 1));
        } else {
            name = line;
            left = 0;
            lengthBytes = 0;
            part = Part.LENGTH;
        }
    }

    // An entry may have several fields of one name.
    private void keep(String field, String value) {
        if (JournalEntry.isKnown(field)) {
            fields.putIfAbsent(field, value);
        }
    }

    private String text() {
        String text = new String(held, 0, length, StandardCharsets.UTF_8) + (cut ? "…" : "");
        length = 0;
        cut = false;
        return text;
    }
}
