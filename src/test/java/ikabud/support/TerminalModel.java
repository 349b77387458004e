package ikabud.support;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small terminal: obeys the sequences that our painter uses and refuses all others, so that a test sees what a person
 * would.
 */
public final class TerminalModel {
    private final int width;
    private final int height;
    private final int[] points;
    private final String[] styles;
    private String style = "0";
    private int x;
    private int y;
    private int top;
    private int bottom;
    private int clears;
    private final List<String> modes = new ArrayList<>();

    public TerminalModel(int width, int height) {
        this.width = width;
        this.height = height;
        this.points = new int[width * height];
        this.styles = new String[width * height];
        this.bottom = height - 1;
        erase(0, points.length);
    }

    /** Takes bytes as a terminal would. */
    public void feed(byte[] bytes) {
        int[] in = new String(bytes, StandardCharsets.UTF_8).codePoints().toArray();
        int i = 0;
        while (i < in.length) {
            if (in[i] == 0x1b) {
                i = sequence(in, i + 1);
            } else {
                print(in[i]);
                i++;
            }
        }
    }

    private int sequence(int[] in, int from) {
        if (in[from] == ']') {
            int end = from;
            while (in[end] != 7) {
                end++;
            }
            return end + 1;
        }
        if (in[from] != '[') {
            throw new AssertionError("unknown sequence ESC " + Character.toString(in[from]));
        }
        int end = from + 1;
        while (in[end] < '@') {
            end++;
        }
        obey(new String(in, from + 1, end - from - 1), (char) in[end]);
        return end + 1;
    }

    private void obey(String given, char verb) {
        switch (verb) {
            case 'H' -> moveTo(number(given, 0, 1) - 1, number(given, 1, 1) - 1);
            case 'C' -> x = Math.min(width - 1, x + number(given, 0, 1));
            case 'm' -> style = given.isEmpty() ? "0" : given;
            case 'K' -> erase(y * width + x, (y + 1) * width);
            case 'J' -> clear(given);
            case 'r' -> region(given);
            case 'M' -> scroll(number(given, 0, 1));
            case 'L' -> scroll(-number(given, 0, 1));
            case 'h', 'l' -> modes.add(given + verb);
            default -> throw new AssertionError("unknown sequence ESC [ " + given + " " + verb);
        }
    }

    private void clear(String given) {
        if (!given.equals("2")) {
            throw new AssertionError("unknown erase " + given);
        }
        clears++;
        erase(0, points.length);
    }

    private void region(String given) {
        top = number(given, 0, 1) - 1;
        bottom = number(given, 1, height) - 1;
        moveTo(0, 0);
    }

    private void scroll(int by) {
        if (y != top) {
            throw new AssertionError("lines are moved from row " + y + ", not from the top of the region");
        }
        x = 0;
        for (int n = 0; n < Math.abs(by); n++) {
            int first = top * width;
            int size = (bottom - top) * width;
            int source = by > 0 ? first + width : first;
            int target = by > 0 ? first : first + width;
            System.arraycopy(points, source, points, target, size);
            System.arraycopy(styles, source, styles, target, size);
            int emptied = by > 0 ? bottom : top;
            erase(emptied * width, (emptied + 1) * width);
        }
    }

    private void moveTo(int row, int column) {
        if (row < 0 || row >= height || column < 0 || column >= width) {
            throw new AssertionError("the cursor leaves the screen: " + row + "," + column);
        }
        y = row;
        x = column;
    }

    private void print(int point) {
        if (point < ' ') {
            throw new AssertionError("control character " + point + " on the screen");
        }
        int wide = isWide(point) ? 2 : 1;
        if (x + wide > width) {
            throw new AssertionError("text runs over the right edge in row " + y);
        }
        points[y * width + x] = point;
        styles[y * width + x] = style;
        if (wide == 2) {
            points[y * width + x + 1] = 0;
            styles[y * width + x + 1] = style;
        }
        x += wide;
    }

    private static boolean isWide(int point) {
        return (point >= 0x1100 && point < 0x1160)
                || (point >= 0x2e80 && point < 0xa4d0)
                || (point >= 0xac00 && point < 0xd7a4);
    }

    private void erase(int from, int to) {
        Arrays.fill(points, from, to, ' ');
        Arrays.fill(styles, from, to, "0");
    }

    private static int number(String given, int index, int otherwise) {
        String[] parts = given.split(";", -1);
        return index < parts.length && !parts[index].isEmpty() ? Integer.parseInt(parts[index]) : otherwise;
    }

    /** The character of a cell; 0 for the right half of a wide one. */
    public int point(int column, int row) {
        return points[row * width + column];
    }

    /** The numbers of the style sequence a cell was written with; {@code 0} where it was erased. */
    public String style(int column, int row) {
        return styles[row * width + column];
    }

    /** One row as text. */
    public String row(int row) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < width; column++) {
            if (point(column, row) != 0) {
                text.appendCodePoint(point(column, row));
            }
        }
        return text.toString();
    }

    /** How often the whole screen was erased. */
    public int clears() {
        return clears;
    }

    /** The modes set and reset so far, such as {@code ?25l}. */
    public List<String> modes() {
        return List.copyOf(modes);
    }
}
