package ikabud.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One colour of a terminal.
 *
 * @param value 0 for the default, 0 to 15 for a named one, 0 to 255 for an indexed one, {@code 0xrrggbb} for a free one
 */
public record Colour(Kind kind, int value) {
    /** How a colour is told to the terminal. */
    public enum Kind {
        /** Whatever the terminal has; no code needed. */
        DEFAULT,
        /** One of the 16 that the user's own palette defines: 30 to 37 and 90 to 97. */
        NAMED,
        /** One of the fixed 256. */
        INDEXED,
        /** Red, green and blue. */
        RGB
    }

    /** The terminal's own foreground or background. */
    public static final Colour DEFAULT = new Colour(Kind.DEFAULT, 0);

    /** The names a theme may use, in the order of their numbers. */
    static final List<String> NAMES = List.of(
            "black",
            "red",
            "green",
            "yellow",
            "blue",
            "magenta",
            "cyan",
            "white",
            "bright-black",
            "bright-red",
            "bright-green",
            "bright-yellow",
            "bright-blue",
            "bright-magenta",
            "bright-cyan",
            "bright-white");

    /** One of the 16 by number. */
    public static Colour named(int number) {
        return new Colour(Kind.NAMED, number);
    }

    /** One of the 256 by number. */
    public static Colour indexed(int number) {
        return new Colour(Kind.INDEXED, number);
    }

    /** A free colour, {@code 0xrrggbb}. */
    public static Colour rgb(int value) {
        return new Colour(Kind.RGB, value);
    }

    /** Reads {@code #rrggbb}, {@code #rgb}, {@code indexed:0} to {@code indexed:255}, one of 16 names, or {@code default}. */
    static Optional<Colour> parse(String text) {
        if (text.equals("default")) {
            return Optional.of(DEFAULT);
        }
        if (text.startsWith("#")) {
            return hexadecimal(text);
        }
        if (text.startsWith("indexed:")) {
            int number = number(text, "indexed:".length(), 10);
            return number < 0 || number > 255 || text.length() > "indexed:255".length()
                    ? Optional.empty()
                    : Optional.of(indexed(number));
        }
        int number = NAMES.indexOf(text.toLowerCase(Locale.ROOT));
        return number < 0 ? Optional.empty() : Optional.of(named(number));
    }

    private static Optional<Colour> hexadecimal(String text) {
        int packed = number(text, 1, 16);
        if (packed < 0 || (text.length() != 7 && text.length() != 4)) {
            return Optional.empty();
        }
        if (text.length() == 7) {
            return Optional.of(rgb(packed));
        }
        int spread = (packed & 0xf00) << 8 | (packed & 0x0f0) << 4 | (packed & 0x00f);
        return Optional.of(rgb(spread << 4 | spread));
    }

    /** The number from {@code start} to the end, of one to six digits; -1 if it is none. No pattern: themes are read first of all. */
    private static int number(String text, int start, int radix) {
        int number = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return text.length() == start || text.length() > start + 6 ? -1 : number;
    }

    /** The nearest colour that a terminal of that depth can show. */
    public Colour at(Depth depth) {
        return switch (depth) {
            case TRUE -> this;
            case INDEXED -> kind == Kind.RGB ? indexed(NearestColour.ofIndexed(value)) : this;
            case SIXTEEN -> kind == Kind.RGB || kind == Kind.INDEXED ? named(NearestColour.ofNamed(rgb())) : this;
            case MONO -> DEFAULT;
        };
    }

    /** Its red, green and blue as {@code 0xrrggbb}; for a named one the usual xterm value. Not for the default. */
    int rgb() {
        return kind == Kind.RGB ? value : NearestColour.rgbOf(value);
    }
}
