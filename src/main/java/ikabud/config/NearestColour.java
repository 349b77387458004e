package ikabud.config;

/** Finds the nearest of few colours to one of many. Distances weigh the channels as the eye does. */
final class NearestColour {
    // The 16 as xterm draws them; terminals differ, which is why themes may override 16 colours by name.
    private static final int[] NAMED = {
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff
    };
    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};
    private static final int FIRST_GREY = 232;

    private NearestColour() {}

    /** The nearest of 16 to 255; the first 16 are left out because users redefine them. */
    static int ofIndexed(int rgb) {
        int best = 16;
        for (int i = 17; i < 256; i++) {
            if (distance(rgb, rgbOf(i)) < distance(rgb, rgbOf(best))) {
                best = i;
            }
        }
        return best;
    }

    /** The nearest of the 16. */
    static int ofNamed(int rgb) {
        int best = 0;
        for (int i = 1; i < NAMED.length; i++) {
            if (distance(rgb, NAMED[i]) < distance(rgb, NAMED[best])) {
                best = i;
            }
        }
        return best;
    }

    /** Red, green and blue of one of the 256. */
    static int rgbOf(int index) {
        if (index < NAMED.length) {
            return NAMED[index];
        }
        if (index >= FIRST_GREY) {
            int level = 8 + 10 * (index - FIRST_GREY);
            return level << 16 | level << 8 | level;
        }
        int cell = index - NAMED.length;
        return CUBE[cell / 36] << 16 | CUBE[cell / 6 % 6] << 8 | CUBE[cell % 6];
    }

    // Compuphase's weighted distance: cheap, and closer to the eye than plain Euclid.
    private static long distance(int a, int b) {
        int red = (a >> 16 & 0xff) - (b >> 16 & 0xff);
        int green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
        int blue = (a & 0xff) - (b & 0xff);
        int mean = ((a >> 16 & 0xff) + (b >> 16 & 0xff)) / 2;
        long warm = ((512L + mean) * red * red) >> 8;
        long cold = ((767L - mean) * blue * blue) >> 8;
        return warm + 4L * green * green + cold;
    }
}
