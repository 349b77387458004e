package ikabud.view;

/**
 * One line that is being typed.
 *
 * @param cursor index in {@code text} before which the next character goes
 */
public record TextField(String text, int cursor) {
    /** The most characters a line takes. */
    public static final int LIMIT = 500;

    /** Nothing typed yet. */
    public static final TextField EMPTY = new TextField("", 0);

    /** Keeps the cursor inside. */
    public TextField {
        cursor = Math.max(0, Math.min(cursor, text.length()));
    }

    /** A text with the cursor at its end. */
    public static TextField of(String text) {
        return new TextField(text, text.length());
    }

    /** With a character or a pasted text put in; control characters are left out. */
    public TextField typed(String more) {
        StringBuilder clean = new StringBuilder();
        more.chars().filter(c -> c >= ' ' && c != 0x7f).forEach(c -> clean.append((char) c));
        if (clean.isEmpty() || text.length() + clean.length() > LIMIT) {
            return this;
        }
        return new TextField(text.substring(0, cursor) + clean + text.substring(cursor), cursor + clean.length());
    }

    /** Without the character before the cursor. */
    public TextField erased() {
        return cursor == 0 ? this : new TextField(text.substring(0, cursor - 1) + text.substring(cursor), cursor - 1);
    }

    /** Without the character under the cursor. */
    public TextField deleted() {
        return cursor == text.length()
                ? this
                : new TextField(text.substring(0, cursor) + text.substring(cursor + 1), cursor);
    }

    /** With the cursor moved; far values mean the start or the end. */
    public TextField moved(int by) {
        return new TextField(text, (int) Math.max(0, Math.min(text.length(), (long) cursor + by)));
    }
}
