package ikabud.view;

import ikabud.config.Role;
import java.util.Arrays;

/**
 * One picture of the screen: width × height cells, each a code point and a role.
 *
 * <p>A cell is one {@code int}, so two frames are compared at the speed of an array. The right half of a wide character
 * is a cell with code point 0. Writing clips at the edges and never throws. Mutable; confined to the thread that draws.
 */
public final class Frame {
    private static final Role[] ROLES = Role.values();
    private static final int ROLE_SHIFT = 21;
    private static final int CODE_POINT_MASK = (1 << ROLE_SHIFT) - 1;

    private final int width;
    private final int height;
    private final int[] cells;
    private int cursorX = -1;
    private int cursorY = -1;

    /** An empty frame; sizes below 1 count as 1. */
    public Frame(int width, int height) {
        this.width = Math.max(1, width);
        this.height = Math.max(1, height);
        this.cells = new int[this.width * this.height];
        clear(Role.TEXT);
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** One cell as a number; equal numbers look equal. */
    public int cell(int x, int y) {
        return cells[y * width + x];
    }

    /** The code point of a cell's number; 0 for the right half of a wide character. */
    public static int codePointOf(int cell) {
        return cell & CODE_POINT_MASK;
    }

    /** The role of a cell's number. */
    public static Role roleOf(int cell) {
        return ROLES[cell >>> ROLE_SHIFT];
    }

    /** The first column from {@code fromX} in which the row differs from that of a frame of the same size; -1 for none. */
    public int firstDifference(Frame other, int y, int fromX) {
        int from = y * width + fromX;
        int end = (y + 1) * width;
        int at = Arrays.mismatch(cells, from, end, other.cells, from, end);
        return at < 0 ? -1 : fromX + at;
    }

    /** Whether the other has the same width and height. */
    public boolean sameSize(Frame other) {
        return width == other.width && height == other.height;
    }

    /** The column of the text cursor; -1 where it is hidden. */
    public int cursorX() {
        return cursorX;
    }

    /** The row of the text cursor; -1 where it is hidden. */
    public int cursorY() {
        return cursorY;
    }

    /** Shows the text cursor; outside the frame it stays hidden. */
    public void cursor(int x, int y) {
        boolean inside = x >= 0 && x < width && y >= 0 && y < height;
        cursorX = inside ? x : -1;
        cursorY = inside ? y : -1;
    }

    /** Makes every cell a blank and hides the cursor. */
    public void clear(Role role) {
        Arrays.fill(cells, pack(' ', role));
        cursor(-1, -1);
    }

    /** Writes a text and returns the column after it. */
    public int put(int x, int y, CharSequence text, Role role) {
        return put(x, y, width, text, role);
    }

    /** Writes a text as far as it fits before column {@code limit} and returns the column after it. */
    public int put(int x, int y, int limit, CharSequence text, Role role) {
        int end = Math.min(limit, width);
        int at = x;
        for (int i = 0; i < text.length() && at < end; ) {
            int codePoint = Character.codePointAt(text, i);
            i += Character.charCount(codePoint);
            int columns = Width.of(codePoint);
            if (columns == 0) {
                continue;
            }
            if (at + columns > end) {
                set(at, y, ' ', role);
                return end;
            }
            set(at, y, codePoint, role);
            at += columns;
        }
        return at;
    }

    /** Writes a text that ends before column {@code end}, cut at the left edge {@code from}. */
    public void putRight(int from, int end, int y, CharSequence text, Role role) {
        put(Math.max(from, end - Width.of(text)), y, end, text, role);
    }

    /** Fills part of a row with one narrow character. */
    public void fill(int x, int y, int columns, int codePoint, Role role) {
        for (int i = 0; i < columns; i++) {
            set(x + i, y, codePoint, role);
        }
    }

    /** Gives part of a row another role and leaves its text. */
    public void tint(int x, int y, int columns, Role role) {
        if (y < 0 || y >= height) {
            return;
        }
        int end = Math.min(width, x + columns);
        for (int i = Math.max(0, x); i < end; i++) {
            cells[y * width + i] = pack(codePointOf(cell(i, y)), role);
        }
    }

    /** Writes one character; half of a wide one that is overwritten becomes a blank. */
    public void set(int x, int y, int codePoint, Role role) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            return;
        }
        int plain = codePoint < ' ' || (codePoint >= 0x7f && codePoint < 0xa0) ? '?' : codePoint;
        boolean wide = Width.of(plain) == 2;
        if (wide && x + 1 >= width) {
            plain = ' ';
            wide = false;
        }
        part(x, y);
        cells[y * width + x] = pack(plain, role);
        if (wide) {
            part(x + 1, y);
            cells[y * width + x + 1] = pack(0, role);
        }
    }

    /** The text of one row without trailing blanks. */
    public String line(int y) {
        StringBuilder line = new StringBuilder(width);
        for (int x = 0; x < width; x++) {
            int codePoint = codePointOf(cell(x, y));
            if (codePoint != 0) {
                line.appendCodePoint(codePoint);
            }
        }
        return line.toString().stripTrailing();
    }

    /** The text of all rows, each ended by a newline. */
    public String text() {
        StringBuilder text = new StringBuilder(cells.length + height);
        for (int y = 0; y < height; y++) {
            text.append(line(y)).append('\n');
        }
        return text.toString();
    }

    // What is about to be overwritten may be half of a wide character: its other half must not stay behind.
    private void part(int x, int y) {
        int at = y * width + x;
        if (codePointOf(cells[at]) == 0 && x > 0) {
            cells[at - 1] = pack(' ', roleOf(cells[at - 1]));
        }
        if (x + 1 < width && codePointOf(cells[at + 1]) == 0) {
            cells[at + 1] = pack(' ', roleOf(cells[at + 1]));
        }
    }

    @SuppressWarnings("EnumOrdinal") // a cell is one int and never leaves this run of the program
    private static int pack(int codePoint, Role role) {
        return role.ordinal() << ROLE_SHIFT | codePoint;
    }
}
