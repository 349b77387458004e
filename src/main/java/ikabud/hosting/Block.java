package ikabud.hosting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Some lines of ours in a file of the user, between two marks. They are put in and taken out so that every byte around them
 * stays. Texts here have one character for each byte. Pure.
 *
 * <pre>
 * # BEGIN Ikabud blog 5d41402a
 * ...
 * # END Ikabud blog
 * </pre>
 */
final class Block {
    /** Where it stands in its file. */
    enum Place {
        /** Where the first of several lines decides, or nothing but a mark of the encoding may come before. */
        TOP,
        /** Where the last of several lines decides. */
        BOTTOM
    }

    /** What is seen of it in a file. */
    enum State {
        NONE,
        /** As we wrote it. */
        INTACT,
        /** A mark is missing, or a line between them was changed. */
        DAMAGED
    }

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String NEW_FILE = " new-file";
    private static final String ADDED_LINE_END = " added-line-end";

    private final String begin;
    private final String end;
    private final Place place;

    /**
     * The block of one instance.
     *
     * @param comment what a comment begins with in that file
     */
    Block(String id, String comment, Place place) {
        this.begin = comment + " BEGIN Ikabud " + id + " ";
        this.end = comment + " END Ikabud " + id;
        this.place = place;
    }

    /** Where it is: from the first character of its first line to the first one after it. */
    private record Range(int from, int to, String head) {}

    /** What is seen of it. */
    State state(String file) {
        Optional<List<Range>> found = ranges(file);
        if (found.isEmpty()) {
            return State.DAMAGED;
        }
        return found.get().isEmpty() ? State.NONE : State.INTACT;
    }

    /**
     * The file with these lines as the block, in place of an intact one.
     *
     * @param file empty where there is no file
     */
    String put(Optional<String> file, List<String> lines) {
        Optional<String> rest = file.isEmpty() ? file : take(file.get());
        String text = rest.orElse("");
        String lineEnd = lineEnd(text);
        int at =
                place == Place.BOTTOM ? text.length() : text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        boolean open = place == Place.BOTTOM && !text.isEmpty() && !text.endsWith("\n");
        String head = begin + sum(lines) + (rest.isEmpty() ? NEW_FILE : "") + (open ? ADDED_LINE_END : "");
        StringBuilder whole = new StringBuilder(text.substring(0, at)).append(open ? lineEnd : "");
        whole.append(head).append(lineEnd);
        lines.forEach(line -> whole.append(line).append(lineEnd));
        return whole.append(end).append(lineEnd).append(text, at, text.length()).toString();
    }

    /** The file without it, which must not be damaged; empty if no file is to be left. */
    Optional<String> take(String file) {
        String text = file;
        boolean ours = false;
        List<Range> found = ranges(file).orElse(List.of());
        for (int i = found.size() - 1; i >= 0; i--) {
            Range range = found.get(i);
            int from = range.from();
            // What the user wrote behind it must not end up on the line before it.
            if (range.head().contains(ADDED_LINE_END) && range.to() >= text.length()) {
                from -= text.startsWith("\r\n", from - 2) ? 2 : 1;
            }
            ours |= range.head().contains(NEW_FILE);
            text = text.substring(0, Math.max(0, from)) + text.substring(range.to());
        }
        return ours && text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    // Empty where it is damaged.
    private Optional<List<Range>> ranges(String file) {
        List<Range> found = new ArrayList<>();
        List<String> inside = new ArrayList<>();
        int from = -1;
        String head = "";
        for (int at = 0; at < file.length(); ) {
            int next = file.indexOf('\n', at) + 1;
            int stop = next == 0 ? file.length() : next;
            String line = unmarked(file.substring(at, stop)).stripTrailing();
            boolean begins = line.startsWith(begin);
            boolean ends = line.equals(end);
            if ((begins && from >= 0) || (ends && from < 0)) {
                return Optional.empty();
            }
            if (begins) {
                from = at + (file.substring(at, stop).startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0);
                head = line.substring(begin.length());
                inside.clear();
            } else if (ends) {
                if (!head.startsWith(sum(inside))) {
                    return Optional.empty();
                }
                found.add(new Range(from, stop, head));
                from = -1;
            } else if (from >= 0) {
                inside.add(line);
            }
            at = stop;
        }
        return from >= 0 ? Optional.empty() : Optional.of(found);
    }

    private static String unmarked(String line) {
        return line.startsWith(BYTE_ORDER_MARK) ? line.substring(BYTE_ORDER_MARK.length()) : line;
    }

    private static String lineEnd(String text) {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    // An editor may have changed line ends and blanks at the end of lines.
    private static String sum(List<String> lines) {
        CRC32 sum = new CRC32();
        lines.forEach(line -> sum.update((line.stripTrailing() + "\n").getBytes(StandardCharsets.ISO_8859_1)));
        return String.format("%08x", sum.getValue());
    }
}
