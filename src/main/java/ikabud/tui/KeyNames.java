package ikabud.tui;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.Locale;
import java.util.Optional;

/** Names keys the way the action catalogue writes them: {@code u}, {@code F10}, {@code Ctrl-D}, {@code PgUp}. */
final class KeyNames {
    private KeyNames() {}

    /** The key's name; empty for what is no key: mouse reports, unknown sequences, halves of an emoji. */
    static Optional<String> of(KeyStroke stroke) {
        if (stroke.getKeyType() == KeyType.Character) {
            return character(stroke);
        }
        return special(stroke.getKeyType()).map(name -> modifiers(stroke) + name);
    }

    private static Optional<String> character(KeyStroke stroke) {
        char c = stroke.getCharacter();
        if (Character.isSurrogate(c)) {
            return Optional.empty();
        }
        if (stroke.isCtrlDown() && c == 'h') {
            return Optional.of("Backspace");
        }
        String name = c == ' ' ? "Space" : String.valueOf(c);
        String control = stroke.isCtrlDown() ? "Ctrl-" : "";
        return Optional.of((stroke.isAltDown() ? "Alt-" : "")
                + control
                + (control.isEmpty() || name.length() > 1 ? name : name.toUpperCase(Locale.ROOT)));
    }

    private static String modifiers(KeyStroke stroke) {
        boolean shift = stroke.isShiftDown() && stroke.getKeyType() != KeyType.ReverseTab;
        return (stroke.isCtrlDown() ? "Ctrl-" : "") + (stroke.isAltDown() ? "Alt-" : "") + (shift ? "Shift-" : "");
    }

    private static Optional<String> special(KeyType type) {
        return switch (type) {
            case Escape -> Optional.of("Esc");
            case Backspace, Insert, Delete, Home, End, Tab, Enter -> Optional.of(type.name());
            case ReverseTab -> Optional.of("Shift-Tab");
            case ArrowLeft -> Optional.of("Left");
            case ArrowRight -> Optional.of("Right");
            case ArrowUp -> Optional.of("Up");
            case ArrowDown -> Optional.of("Down");
            case PageUp -> Optional.of("PgUp");
            case PageDown -> Optional.of("PgDn");
            case F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12, F13, F14, F15, F16, F17, F18, F19 ->
                Optional.of(type.name());
            case Character, Unknown, CursorLocation, MouseEvent, EOF -> Optional.empty();
        };
    }
}
