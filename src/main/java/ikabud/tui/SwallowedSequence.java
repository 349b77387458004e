package ikabud.tui;

import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any escape sequence as a key of unknown type, for those that no other pattern knows.
 *
 * <p>Without it Lanterna reads the rest of an unknown sequence, such as a mouse report or a focus event, as typed
 * letters. It goes first in the list, since the last pattern that matches wins. Stateless.
 */
final class SwallowedSequence implements CharacterPattern {
    private static final int LONGEST = 64;

    @Override
    public @Nullable Matching match(List<Character> read) {
        int size = read.size();
        if (read.get(0) != 0x1b || (size > 1 && read.get(1) != '[' && read.get(1) != 'O')) {
            return null;
        }
        if (size < 3) {
            return Matching.NOT_YET;
        }
        for (int i = 2; i < size - 1; i++) {
            if (ends(read.get(i))) {
                return null;
            }
        }
        boolean complete = read.get(1) == 'O' || ends(read.get(size - 1)) || size >= LONGEST;
        return complete ? new Matching(new KeyStroke(KeyType.Unknown)) : Matching.NOT_YET;
    }

    private static boolean ends(char c) {
        return c < ' ' || c >= '@';
    }
}
