package ikabud.tui;

import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code ESC [ 200 ~} that a terminal puts before pasted text. Stateless. */
final class PasteStart implements CharacterPattern {
    /** What a match yields. */
    static final class Mark extends KeyStroke {
        Mark() {
            super(KeyType.Unknown);
        }
    }

    private static final String START = "\u001b[200~";

    @Override
    public @Nullable Matching match(List<Character> read) {
        for (int i = 0; i < read.size(); i++) {
            if (i >= START.length() || read.get(i) != START.charAt(i)) {
                return null;
            }
        }
        return read.size() == START.length() ? new Matching(new Mark()) : Matching.NOT_YET;
    }
}
