package ikabud.tui;

import ikabud.view.TextField;
import java.util.Optional;

/** The keys that edit a line of text, the same everywhere. Pure. */
final class LineEdit {
    private static final int FAR = TextField.LIMIT;

    private LineEdit() {}

    /** The line after a key; empty if the key does not edit. */
    static Optional<TextField> edit(TextField line, String key) {
        if (isText(key)) {
            return Optional.of(line.typed(key.equals("Space") ? " " : key));
        }
        return switch (key) {
            case "Backspace" -> Optional.of(line.erased());
            case "Delete" -> Optional.of(line.deleted());
            case "Left" -> Optional.of(line.moved(-1));
            case "Right" -> Optional.of(line.moved(1));
            case "Home", "Ctrl-A" -> Optional.of(line.moved(-FAR));
            case "End", "Ctrl-E" -> Optional.of(line.moved(FAR));
            case "Ctrl-U" -> Optional.of(without(line, 0));
            case "Ctrl-W" -> Optional.of(without(line, wordStart(line)));
            default -> Optional.empty();
        };
    }

    /** Whether the key is a character and not a name. */
    static boolean isText(String key) {
        return key.length() == 1 || key.equals("Space");
    }

    /** The line without what stands between {@code from} and the cursor. */
    private static TextField without(TextField line, int from) {
        return new TextField(line.text().substring(0, from) + line.text().substring(line.cursor()), from);
    }

    private static int wordStart(TextField line) {
        int at = line.cursor();
        while (at > 0 && line.text().charAt(at - 1) == ' ') {
            at--;
        }
        while (at > 0 && line.text().charAt(at - 1) != ' ') {
            at--;
        }
        return at;
    }
}
