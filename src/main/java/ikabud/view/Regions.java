package ikabud.view;

/**
 * Where the parts of the screen are; each pane's area begins with its title line.
 *
 * @param log empty where no log is shown
 */
public record Regions(Area header, Area table, Area log, Area footer) {
    private static final int LEAST_WIDTH = 40;
    private static final int LEAST_HEIGHT = 10;
    private static final int TITLE = 1;
    private static final int HEADINGS = 1;

    /** Whether the screen is too small to show anything but that. */
    public static boolean tooSmall(int width, int height) {
        return width < LEAST_WIDTH || height < LEAST_HEIGHT;
    }

    /** Divides a screen that is not too small; {@code instances} is how many rows the table would like. */
    public static Regions of(int width, int height, ScreenState state, int instances) {
        int top = height < 14 ? 1 : height < 20 ? 2 : 3;
        int body = height - top - 1;
        boolean both = state.log().shown() && !state.zoomed() && body >= 8;
        boolean logOnly = state.log().shown() && !both && state.focus() == Focus.LOG;
        int table = both ? tableHeight(body, instances) : logOnly ? 0 : body;
        return new Regions(
                new Area(0, 0, width, top),
                new Area(0, top, width, table),
                new Area(0, top + table, width, body - table),
                new Area(0, height - 1, width, 1));
    }

    // The table gets what it asks for up to three fifths; the log takes the rest.
    private static int tableHeight(int body, int instances) {
        int asked = TITLE + HEADINGS + Math.max(1, instances) + 1;
        return Math.min(Math.max(asked, TITLE + HEADINGS + 3), Math.max(body * 3 / 5, body - 40));
    }

    /** How many instances the table shows at once. */
    public int tableRows() {
        return Math.max(0, table.height() - TITLE - HEADINGS);
    }

    /** Where the lines of the log are. */
    public Area logText() {
        return log.below(TITLE);
    }
}
