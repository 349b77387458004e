package ikabud.tui;

import ikabud.view.Frame;
import java.util.Arrays;

/**
 * Turns frames into the fewest bytes that make the terminal show them, knowing what it shows already.
 *
 * <p>The screen is erased only at the start, after a change of size and when asked to. Confined to the ui thread.
 */
final class Painter {
    private static final int LOOK_SHIFT = 21;
    private static final int POINT_MASK = (1 << LOOK_SHIFT) - 1;
    private static final int BLANK = ' ';
    private static final int UNKNOWN = -1;
    private static final int SHORT_GAP = 4;

    private final ByteBuilder out;
    private final boolean ascii;
    private final ScrollFinder scrolls = new ScrollFinder();
    private StyleCodes styles;
    private int width;
    private int height;
    private int[] shown = {};
    private int[] wanted = {};
    private int pen = UNKNOWN;
    private int x = UNKNOWN;
    private int y = UNKNOWN;
    private boolean cursorVisible;

    /**
     * Paints into {@code out}.
     *
     * @param ascii whether the terminal knows nothing else: to some of those the bytes of UTF-8 are control characters
     */
    Painter(ByteBuilder out, StyleCodes styles, boolean ascii) {
        this.out = out;
        this.ascii = ascii;
        this.styles = styles;
    }

    /** Other looks from the next frame on; the whole screen is written again, without erasing it. */
    void restyle(StyleCodes changed) {
        styles = changed;
        pen = UNKNOWN;
        Arrays.fill(shown, UNKNOWN);
    }

    /** Forgets what the terminal shows, so that the next frame erases and writes everything. */
    void forget() {
        width = 0;
        height = 0;
        pen = UNKNOWN;
        x = UNKNOWN;
        cursorVisible = false;
    }

    /** Appends what makes the terminal show the frame. */
    void paint(Frame frame) {
        if (frame.width() != width || frame.height() != height) {
            erase(frame.width(), frame.height());
        }
        translate(frame);
        scroll();
        for (int row = 0; row < height; row++) {
            paintRow(row);
        }
        int[] before = shown;
        shown = wanted;
        wanted = before;
        placeCursor(frame);
    }

    private void erase(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        shown = new int[width * height];
        wanted = new int[width * height];
        Arrays.fill(shown, BLANK);
        // Also where the cursor was shown and nobody knows any more.
        out.ascii("\u001b[?25l\u001b[r\u001b[0m\u001b[2J");
        cursorVisible = false;
        pen = 0;
        x = UNKNOWN;
    }

    private void translate(Frame frame) {
        int at = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int cell = frame.cell(column, row);
                int point = ascii ? plain(Frame.codePointOf(cell)) : Frame.codePointOf(cell);
                int look = styles.lookOf(Frame.roleOf(cell));
                wanted[at++] = point == ' ' && styles.plainBlank(look) ? BLANK : look << LOOK_SHIFT | point;
            }
        }
    }

    /** A character and the right half of a wide one as ASCII. */
    private static int plain(int point) {
        return point == 0 ? ' ' : point > '~' ? '?' : point;
    }

    private void scroll() {
        if (!scrolls.find(shown, wanted, width, height)) {
            return;
        }
        int by = scrolls.by();
        switchTo(0);
        out.ascii("\u001b[")
                .decimal(scrolls.top() + 1)
                .ascii(";")
                .decimal(scrolls.bottom() + 1)
                .ascii("r");
        out.ascii("\u001b[").decimal(scrolls.top() + 1).ascii(";1H\u001b[").decimal(Math.abs(by));
        out.ascii(by > 0 ? "M" : "L").ascii("\u001b[r");
        scrolls.apply(shown, width, BLANK);
        x = UNKNOWN;
    }

    private void paintRow(int row) {
        int start = row * width;
        int end = start + width;
        int tail = end;
        while (tail > start && wanted[tail - 1] == BLANK) {
            tail--;
        }
        int at = start;
        while (true) {
            int different = Arrays.mismatch(shown, at, end, wanted, at, end);
            if (different < 0) {
                return;
            }
            at += different;
            if (at >= tail && end - at > SHORT_GAP) {
                moveTo(at - start, row);
                switchTo(0);
                out.ascii("\u001b[K");
                return;
            }
            at = write(at, start, row);
        }
    }

    /** Writes the cell and returns the one after it. */
    private int write(int at, int start, int row) {
        int from = point(at) == 0 && at > start ? at - 1 : at;
        moveTo(from - start, row);
        put(wanted[from]);
        boolean wide = from + 1 < start + width && point(from + 1) == 0;
        x = wide || !isCertain(point(from)) ? UNKNOWN : x + 1;
        return from + (wide ? 2 : 1);
    }

    private int point(int at) {
        return wanted[at] & POINT_MASK;
    }

    private void put(int cell) {
        int look = cell >>> LOOK_SHIFT;
        if (cell != BLANK || pen == UNKNOWN || !styles.plainBlank(pen)) {
            switchTo(look);
        }
        out.character(cell & POINT_MASK);
    }

    /** Whether all terminals agree that the character is one column wide. */
    private static boolean isCertain(int point) {
        return point < 0x300 || (point >= 0x2000 && point < 0x2900);
    }

    private void switchTo(int look) {
        if (pen != look) {
            out.append(styles.code(look));
            pen = look;
        }
    }

    private void moveTo(int column, int row) {
        if (x == column && y == row) {
            return;
        }
        if (x != UNKNOWN && y == row && x < column) {
            moveRight(column, row);
        } else {
            out.ascii("\u001b[").decimal(row + 1).ascii(";").decimal(column + 1).ascii("H");
        }
        x = column;
        y = row;
    }

    private void moveRight(int column, int row) {
        int start = row * width;
        if (column - x <= SHORT_GAP && canBeWritten(start + x, start + column)) {
            for (int at = start + x; at < start + column; at++) {
                out.character(point(at));
            }
        } else {
            out.ascii("\u001b[").decimal(column - x).ascii("C");
        }
    }

    private boolean canBeWritten(int from, int to) {
        for (int at = from; at < to; at++) {
            boolean sameLook = wanted[at] >>> LOOK_SHIFT == pen
                    || (wanted[at] == BLANK && pen != UNKNOWN && styles.plainBlank(pen));
            if (!sameLook || point(at) < ' ' || point(at) > '~') {
                return false;
            }
        }
        return true;
    }

    private void placeCursor(Frame frame) {
        boolean visible = frame.cursorX() >= 0;
        if (visible) {
            moveTo(frame.cursorX(), frame.cursorY());
        }
        if (visible != cursorVisible) {
            out.ascii(visible ? "\u001b[?25h" : "\u001b[?25l");
            cursorVisible = visible;
        }
    }
}
