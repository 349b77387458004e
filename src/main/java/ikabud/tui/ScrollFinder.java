package ikabud.tui;

import java.util.Arrays;

/**
 * Finds rows that only moved up or down, such as a log that grew, so that the terminal can move them itself. Confined to
 * the ui thread.
 */
final class ScrollFinder {
    private static final int FEWEST_ROWS = 4;
    private static final int FARTHEST = 12;

    private int top;
    private int bottom;
    private int by;

    /** The first row of the region that moves. */
    int top() {
        return top;
    }

    /** Its last row. */
    int bottom() {
        return bottom;
    }

    /** How many rows up its content moves; negative for down. */
    int by() {
        return by;
    }

    /** Looks for the move that saves most rows from being written; false where none is worth it. */
    boolean find(int[] shown, int[] wanted, int width, int height) {
        top = firstChanged(shown, wanted, width, height);
        bottom = lastChanged(shown, wanted, width, height);
        int best = FEWEST_ROWS - 1;
        by = 0;
        for (int shift = 1; shift <= FARTHEST && bottom - top - shift >= FEWEST_ROWS; shift++) {
            int up = matches(shown, wanted, width, shift);
            int down = matches(shown, wanted, width, -shift);
            if (Math.max(up, down) > best) {
                best = Math.max(up, down);
                by = up >= down ? shift : -shift;
            }
        }
        if (by == 0) {
            return false;
        }
        trim(shown, wanted, width);
        return true;
    }

    /** Moves the rows of {@code shown} as the terminal does. */
    void apply(int[] shown, int width, int blank) {
        int distance = Math.abs(by) * width;
        int from = top * width;
        int size = (bottom - top + 1) * width - distance;
        if (by > 0) {
            System.arraycopy(shown, from + distance, shown, from, size);
            Arrays.fill(shown, from + size, from + size + distance, blank);
        } else {
            System.arraycopy(shown, from, shown, from + distance, size);
            Arrays.fill(shown, from, from + distance, blank);
        }
    }

    private static int firstChanged(int[] shown, int[] wanted, int width, int height) {
        int at = Arrays.mismatch(shown, wanted);
        return at < 0 ? height : at / width;
    }

    private static int lastChanged(int[] shown, int[] wanted, int width, int height) {
        int row = height - 1;
        while (row >= 0 && same(shown, row, wanted, row, width)) {
            row--;
        }
        return row;
    }

    /** Rows within the region that would be right after the move and are not right now. */
    private int matches(int[] shown, int[] wanted, int width, int shift) {
        int count = 0;
        for (int row = Math.max(top, top - shift); row <= Math.min(bottom, bottom - shift); row++) {
            if (same(shown, row + shift, wanted, row, width) && !same(shown, row, wanted, row, width)) {
                count++;
            }
        }
        return count;
    }

    /** Leaves out rows at both ends that do not take part, such as a clock above the log. */
    private void trim(int[] shown, int[] wanted, int width) {
        int first = Math.max(top, top - by);
        int last = Math.min(bottom, bottom - by);
        while (!same(shown, first + by, wanted, first, width)) {
            first++;
        }
        while (!same(shown, last + by, wanted, last, width)) {
            last--;
        }
        top = Math.min(first, first + by);
        bottom = Math.max(last, last + by);
    }

    private static boolean same(int[] one, int rowOfOne, int[] other, int rowOfOther, int width) {
        int a = rowOfOne * width;
        int b = rowOfOther * width;
        return Arrays.equals(one, a, a + width, other, b, b + width);
    }
}
