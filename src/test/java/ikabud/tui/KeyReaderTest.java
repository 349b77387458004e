package ikabud.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the terminal sends and which keys come of it. */
@Timeout(20)
class KeyReaderTest {

    @Test
    void letters_are_keys_by_their_own_name() {
        assertEquals(List.of("u", "L", "?", "Space", "end"), keys("uL? "));
    }

    @ParameterizedTest
    @CsvSource({
        "[A, Up", "[B, Down", "[C, Right", "[D, Left", "[5~, PgUp", "[6~, PgDn", "[H, Home", "[F, End", "[1~, Home",
        "[4~, End", "[2~, Insert", "[3~, Delete", "[Z, Shift-Tab", "OP, F1", "OQ, F2", "OR, F3", "OS, F4", "[15~, F5",
        "[17~, F6", "[18~, F7", "[19~, F8", "[20~, F9", "[21~, F10"
    })
    void keys_of_xterm_have_their_names(String sequence, String name) {
        assertEquals(List.of(name, "end"), keys("\u001b" + sequence));
    }

    @ParameterizedTest
    @CsvSource({"[[A, F1", "[[B, F2", "[[C, F3", "[[D, F4", "[[E, F5"})
    void keys_of_the_linux_console_have_their_names(String sequence, String name) {
        assertEquals(List.of(name, "end"), keys("\u001b" + sequence));
    }

    @ParameterizedTest
    @CsvSource({"[7~, Home", "[8~, End", "[11~, F1", "[12~, F2", "[13~, F3", "[14~, F4"})
    void keys_of_rxvt_have_their_names(String sequence, String name) {
        assertEquals(List.of(name, "end"), keys("\u001b" + sequence));
    }

    @ParameterizedTest
    @CsvSource({
        "1, Ctrl-A",
        "3, Ctrl-C",
        "4, Ctrl-D",
        "8, Backspace",
        "9, Tab",
        "10, Enter",
        "12, Ctrl-L",
        "18, Ctrl-R",
        "20, Ctrl-T",
        "21, Ctrl-U",
        "23, Ctrl-W",
        "26, Ctrl-Z",
        "28, Ctrl-\\",
        "127, Backspace"
    })
    void control_characters_have_their_names(int code, String name) {
        assertEquals(List.of(name, "end"), keys(Character.toString(code)));
    }

    @Test
    void letters_beyond_ascii_arrive_whole() {
        assertEquals(List.of("é", "ж", "漢", "end"), keys("éж漢"));
    }

    @Test
    void an_emoji_is_no_key() {
        assertEquals(List.of("a", "b", "end"), keys("a\ud83d\ude80b"));
    }

    @ParameterizedTest
    @CsvSource({"[<0;140;5M", "[I", "[O", "[27;5;106~", "[?1;2c", "[1;2:3u", "[200x", "OM"})
    void an_unknown_sequence_is_never_read_as_letters(String sequence) {
        assertEquals(List.of("x", "end"), keys("\u001b" + sequence + "x"));
    }

    @Test
    void pasted_text_is_never_a_key() {
        assertEquals(
                List.of("paste:stop all\nKy\u001b[A", "q", "end"), keys("\u001b[200~stop all\nKy\u001b[A\u001b[201~q"));
    }

    @Test
    void an_endless_paste_keeps_only_its_beginning() {
        List<String> seen = keys("\u001b[200~" + "x".repeat(100_000) + "\u001b[201~");

        assertEquals("paste:".length() + 4096, seen.get(0).length());
        assertEquals(List.of("end"), seen.subList(1, seen.size()));
    }

    @Test
    void a_paste_cut_off_by_the_end_of_the_terminal_ends_it() {
        assertEquals(List.of("paste:", "end"), keys("\u001b[200~stop"));
    }

    @Test
    void the_end_of_the_terminal_is_said_once() {
        assertEquals(List.of("end"), keys(""));
    }

    @Test
    void a_lone_escape_is_a_key_when_nothing_follows() throws Exception {
        try (var typed = new Typing()) {
            typed.send("\u001b");
            typed.await("Esc");
            typed.send("x");
            typed.await("Esc", "x");
        }
    }

    @Test
    void a_sequence_split_on_its_way_stays_one_key() throws Exception {
        try (var typed = new Typing()) {
            for (String part : List.of("\u001b[", "20", "~", "\u001bO", "S", "\u001b", "[A")) {
                typed.sendAfterItIsRead(part);
            }
            typed.await("F9", "F4", "Up");
        }
    }

    @Test
    void a_paste_mark_split_on_its_way_still_marks_a_paste() throws Exception {
        try (var typed = new Typing()) {
            for (String part : List.of("\u001b[2", "00", "~s", "y\u001b[2", "01~", "j")) {
                typed.sendAfterItIsRead(part);
            }
            typed.await("paste:sy", "j");
        }
    }

    @Test
    void two_escapes_are_two_keys() throws Exception {
        try (var typed = new Typing()) {
            typed.send("\u001b\u001b");
            typed.await("Esc", "Esc");
        }
    }

    private static List<String> keys(String typed) {
        List<String> seen = new ArrayList<>();
        InputStream terminal = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        new KeyReader(terminal, message -> seen.add(words(message))).run();
        return seen;
    }

    private static String words(Message message) {
        if (message instanceof Message.Key key) {
            return key.name();
        }
        return message instanceof Message.Paste paste ? "paste:" + paste.text() : "end";
    }

    /** A person at a slow line. */
    private static final class Typing implements AutoCloseable {
        private final PipedOutputStream line = new PipedOutputStream();
        private final PipedInputStream terminal;
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final Thread reader;

        Typing() throws Exception {
            terminal = new PipedInputStream(line);
            reader = new Thread(new KeyReader(terminal, message -> seen.add(words(message))), "test-keys");
            reader.start();
        }

        void send(String text) throws Exception {
            line.write(text.getBytes(StandardCharsets.UTF_8));
            line.flush();
        }

        void sendAfterItIsRead(String text) throws Exception {
            send(text);
            while (terminal.available() > 0) {
                Thread.onSpinWait();
            }
        }

        void await(String... expected) throws Exception {
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (seen.size() < expected.length && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertEquals(List.of(expected), List.copyOf(seen));
        }

        @Override
        public void close() throws IOException {
            line.close();
            while (reader.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }
}
