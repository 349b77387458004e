package ikabud.view;

/** A rectangle of the screen; may be empty. */
public record Area(int x, int y, int width, int height) {
    /** No room at all. */
    public static final Area NONE = new Area(0, 0, 0, 0);

    /** Keeps sizes from being negative. */
    public Area {
        width = Math.max(0, width);
        height = Math.max(0, height);
    }

    /** The column after its last. */
    public int right() {
        return x + width;
    }

    /** The row after its last. */
    public int bottom() {
        return y + height;
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return width == 0 || height == 0;
    }

    /** The same without its first rows. */
    public Area below(int rows) {
        return new Area(x, y + rows, width, height - rows);
    }

    /** The same without a margin of some columns and rows on each side. */
    public Area inside(int columns, int rows) {
        return new Area(x + columns, y + rows, width - 2 * columns, height - 2 * rows);
    }

    /** An area of at most that size in the middle of this one. */
    public Area centred(int columns, int rows) {
        int wide = Math.min(columns, width);
        int high = Math.min(rows, height);
        return new Area(x + (width - wide) / 2, y + (height - high) / 2, wide, high);
    }
}
