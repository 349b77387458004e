package ikabud.model;

/** Makes text from elsewhere harmless to a terminal: what a site writes is never obeyed, only shown. */
public final class PlainText {
    private static final int TAB_STOP = 8;

    private PlainText() {}

    /**
     * The text with every control character, escape sequence byte, bidirectional override and invisible formatter
     * replaced by a visible stand-in, and tabs expanded. Characters outside the basic plane become {@code ?}.
     */
    public static String neutralise(String text) {
        int clean = 0;
        while (clean < text.length() && isPlain(text.charAt(clean))) {
            clean++;
        }
        return clean == text.length() ? text : rewrite(text, clean);
    }

    private static String rewrite(String text, int from) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                out.append(" ".repeat(TAB_STOP - out.length() % TAB_STOP));
            } else if (Character.isHighSurrogate(c)) {
                out.append('?');
                i += i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1)) ? 1 : 0;
            } else {
                out.append(isPlain(c) ? c : standIn(c));
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && !Character.isSurrogate(c) && !isHidden(c));
    }

    private static boolean isHidden(char c) {
        int type = Character.getType(c);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE;
    }

    private static char standIn(char c) {
        return c == 0x1b ? '^' : '?';
    }

    /** The text, cut to at most {@code most} characters with a trailing {@code …} where something was cut. */
    public static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 1)) + "…";
    }
}
