package ikabud.tui;

import com.googlecode.lanterna.input.BasicCharacterPattern;
import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.DefaultKeyDecodingProfile;
import com.googlecode.lanterna.input.InputDecoder;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns the bytes of a raw terminal into {@link Message.Key} and {@link Message.Paste}, and its end into
 * {@link Message.Hangup}.
 *
 * <p>Runs on a thread of its own, blocked in a read nearly always; that thread should be a daemon, since nothing can wake
 * it but a key.
 */
public final class KeyReader implements Runnable {
    private static final int ESCAPE_MILLIS = 150;
    private static final int LONGEST_PASTE = 4096;
    private static final String PASTE_END = "\u001b[201~";

    private final PatientReader characters;
    private final InputDecoder decoder;
    private final Consumer<Message> inbox;

    /** Reads {@code terminal}, UTF-8, and hands each message to {@code inbox}. */
    public KeyReader(InputStream terminal, Consumer<Message> inbox) {
        this.characters = new PatientReader(new InputStreamReader(terminal, StandardCharsets.UTF_8), ESCAPE_MILLIS);
        this.decoder = new InputDecoder(characters);
        this.inbox = inbox;
        decoder.addProfile(() -> List.of(new SwallowedSequence()));
        decoder.addProfile(new DefaultKeyDecodingProfile());
        decoder.addProfile(() -> List.of(new PasteStart(), rxvt(KeyType.Home, '7'), rxvt(KeyType.End, '8')));
    }

    private static CharacterPattern rxvt(KeyType type, char number) {
        return new BasicCharacterPattern(new KeyStroke(type), '\u001b', '[', number, '~');
    }

    /** Reads until the terminal ends. */
    @Override
    public void run() {
        try {
            while (readOne()) {
                // each turn hands one message over
            }
        } catch (IOException gone) {
            // the terminal went away: the same as its end
        }
        inbox.accept(new Message.Hangup());
    }

    private boolean readOne() throws IOException {
        KeyStroke stroke = decoder.getNextCharacter(true);
        if (stroke == null) {
            return true;
        }
        if (stroke.getKeyType() == KeyType.EOF) {
            return false;
        }
        if (stroke instanceof PasteStart.Mark) {
            inbox.accept(new Message.Paste(pasted()));
            return true;
        }
        KeyNames.of(stroke).ifPresent(name -> inbox.accept(new Message.Key(name)));
        return true;
    }

    /** The text up to the end mark, read past the decoder so that none of it can become a key. */
    private String pasted() throws IOException {
        StringBuilder text = new StringBuilder();
        StringBuilder tail = new StringBuilder();
        while (!tail.toString().equals(PASTE_END)) {
            int c = characters.read();
            if (c < 0) {
                break;
            }
            tail.append((char) c);
            if (tail.length() > PASTE_END.length()) {
                keep(text, tail.charAt(0));
                tail.deleteCharAt(0);
            }
        }
        return text.toString();
    }

    private static void keep(StringBuilder text, char c) {
        if (text.length() < LONGEST_PASTE) {
            text.append(c);
        }
    }
}
