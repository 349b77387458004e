package ikabud.tui;

import ikabud.config.Attribute;
import ikabud.config.Colour;
import ikabud.config.Role;
import ikabud.config.Style;
import ikabud.config.Theme;
import java.util.Arrays;

/**
 * The looks of a theme: roles that look the same share a number, and each look has the control sequence that switches to
 * it from any other. Look 0 is the terminal's own plain one. Immutable.
 */
final class StyleCodes {
    private static final int FOREGROUND = 30;
    private static final int BACKGROUND = 40;

    private final int[] lookOfRole;
    private final byte[][] codes;
    private final boolean[] plainBlank;

    StyleCodes(Theme theme) {
        Role[] roles = Role.values();
        lookOfRole = new int[roles.length];
        codes = new byte[roles.length + 1][];
        plainBlank = new boolean[roles.length + 1];
        codes[0] = encode(Style.PLAIN);
        plainBlank[0] = true;
        int looks = 1;
        for (Role role : roles) {
            Style style = theme.style(role);
            byte[] code = encode(style);
            int look = 0;
            while (look < looks && !Arrays.equals(codes[look], code)) {
                look++;
            }
            codes[look] = code;
            plainBlank[look] = blankIsPlain(style);
            lookOfRole[index(role)] = look;
            looks = Math.max(looks, look + 1);
        }
    }

    int lookOf(Role role) {
        return lookOfRole[index(role)];
    }

    @SuppressWarnings("EnumOrdinal") // asked for each cell of each frame
    private static int index(Role role) {
        return role.ordinal();
    }

    /** The sequence that switches to a look. */
    byte[] code(int look) {
        return codes[look];
    }

    /** Whether a space written in a look cannot be told from a plain one. */
    boolean plainBlank(int look) {
        return plainBlank[look];
    }

    private static boolean blankIsPlain(Style style) {
        return style.background().kind() == Colour.Kind.DEFAULT
                && !style.attributes().contains(Attribute.REVERSE)
                && !style.attributes().contains(Attribute.UNDERLINE);
    }

    // ESC [ 0 ; 1 ; 38;5;81 ; 48;2;22;24;29 m: all off, bold, foreground, background
    private static byte[] encode(Style style) {
        StringBuilder code = new StringBuilder(40).append("\u001b[0");
        for (Attribute attribute : Attribute.values()) {
            if (style.attributes().contains(attribute)) {
                code.append(';').append(number(attribute));
            }
        }
        colour(code, style.foreground(), FOREGROUND);
        colour(code, style.background(), BACKGROUND);
        code.append('m');
        byte[] bytes = new byte[code.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) code.charAt(i);
        }
        return bytes;
    }

    private static int number(Attribute attribute) {
        return switch (attribute) {
            case BOLD -> 1;
            case DIM -> 2;
            case ITALIC -> 3;
            case UNDERLINE -> 4;
            case REVERSE -> 7;
        };
    }

    private static void colour(StringBuilder code, Colour colour, int base) {
        int value = colour.value();
        switch (colour.kind()) {
            case DEFAULT -> {
                // all off has set it already
            }
            case NAMED -> code.append(';').append(value < 8 ? base + value : base + 60 + value - 8);
            case INDEXED -> code.append(';').append(base + 8).append(";5;").append(value);
            case RGB -> {
                code.append(';').append(base + 8).append(";2");
                for (int shift = 16; shift >= 0; shift -= 8) {
                    code.append(';').append(value >> shift & 0xff);
                }
            }
        }
    }
}
