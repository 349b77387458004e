package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What journalctl of systemd 252 printed of a unit that was started, killed, and could not be started any more. */
class JournalExportTest {
    private static byte[] captured;

    @BeforeAll
    static void read() throws IOException {
        captured = Files.readAllBytes(Path.of("src/test/resources/systemd/journal.export"));
    }

    @Test
    void an_entry_tells_when_of_whom_and_what() {
        JournalEntry first = entries(captured, captured.length).get(0);

        assertEquals(List.of("ikabud-blog.service"), first.units());
        assertTrue(first.cursor().startsWith("s="), first.cursor());
        assertEquals(
                "2026-11-29T17:08",
                first.time().map(Instant::toString).orElse("").substring(0, 16));
    }

    @Test
    void the_lines_tell_systemds_words_from_those_of_the_unit() {
        List<String> texts = lines(captured).stream().map(LogLine::text).toList();

        assertTrue(
                texts.contains("systemd: ikabud-blog.service: Main process exited, code=killed, status=9/KILL"),
                texts.toString());
        assertTrue(texts.contains("systemd: ikabud-blog.service: Scheduled restart job, restart counter is at 1."));
        assertTrue(texts.contains("php-fpm8.2[162]: NOTICE: systemd watchdog configured to 15sec"));
        assertTrue(texts.stream()
                .anyMatch(text -> text.startsWith("(p-fpm8.2)[213]: ikabud-blog.service: Failed to set up")));
    }

    @Test
    void levels_are_the_journals_where_somebody_said_them() {
        assertEquals(LogLevel.NOTICE, level("systemd: Started"));
        assertEquals(LogLevel.WARNING, level("systemd: ikabud-blog.service: Main process exited, code=killed"));
        assertEquals(LogLevel.ERROR, level("systemd: Failed to start"));
        assertEquals(LogLevel.ERROR, level("(p-fpm8.2)[213]: ikabud-blog.service: Failed at step NAMESPACE"));
        assertEquals(LogLevel.NOTICE, level("php-fpm8.2[164]: ?? not text"), "its priority was 9");
        assertEquals(LogLevel.DEBUG, level("php-fpm8.2[164]: first of two"));
        assertEquals(LogLevel.WARNING, ofText("_TRANSPORT=stdout\nPRIORITY=6\nMESSAGE=WARNING: low on workers"));
        assertEquals(LogLevel.ERROR, ofText("_TRANSPORT=stdout\nPRIORITY=3\nMESSAGE=NOTICE: said with <3>"));
        assertEquals(LogLevel.FATAL, ofText("_TRANSPORT=journal\nPRIORITY=0\nMESSAGE=all is lost"));
        assertEquals(LogLevel.NOTICE, ofText("MESSAGE=no priority at all"));
    }

    @Test
    void what_a_site_sends_is_harmless_and_passes_for_nobody_elses() {
        // It said it was systemd, PID 1, another unit's, an entry of its own, and turned the text around.
        JournalEntry sent = entries(captured, captured.length).stream()
                .filter(entry -> entry.fields().getOrDefault("MESSAGE", "").startsWith("red"))
                .findFirst()
                .orElseThrow();

        assertEquals(List.of("ikabud-blog.service"), sent.units());
        List<LogLine> lines = sent.lines(ZoneOffset.UTC);
        assertEquals(
                List.of(
                        "php-fpm8.2[164]: red ^[31m and more",
                        "php-fpm8.2[164]: UNIT=ikabud-other.service",
                        "php-fpm8.2[164]: __CURSOR=s=forged;i=1",
                        "php-fpm8.2[164]:         second line ?turned"),
                lines.stream().map(LogLine::text).toList());
        assertEquals(
                List.of("29-Nov-2026 17:09:00", "", "", ""),
                lines.stream().map(LogLine::stamp).toList());
    }

    @Test
    void a_name_that_a_process_gave_itself_is_told_from_systemd() {
        assertEquals("systemd??x[7]: hello", text("_COMM=systemd: x\n_PID=7\nMESSAGE=hello"));
        assertEquals("[]: hello", text("MESSAGE=hello"));
    }

    @Test
    void only_root_may_speak_of_another_unit() {
        String about = "OBJECT_SYSTEMD_UNIT=b.service\nUNIT=c.service\n_SYSTEMD_UNIT=a.service";

        assertEquals(List.of("a.service"), of("_UID=999\n" + about).units());
        assertEquals(List.of("a.service", "b.service"), of("_UID=0\n" + about).units());
        assertEquals(List.of("c.service"), of("_PID=1\n" + about).units());
        assertEquals(List.of(), of("MESSAGE=x").units());
    }

    @Test
    void a_message_of_any_length_is_kept_to_eight_kilobytes() {
        String huge = "x".repeat(3 << 20);

        assertEquals(
                JournalExport.LONGEST - "MESSAGE=".length() + 1,
                of("MESSAGE=" + huge).fields().get("MESSAGE").length());
        String binary = "MESSAGE\n" + length(huge.length()) + huge + "\nPRIORITY=4";
        assertEquals(
                JournalExport.LONGEST + 1, of(binary).fields().get("MESSAGE").length());
        assertEquals("4", of(binary).fields().get("PRIORITY"));
    }

    @Test
    void the_pieces_in_which_it_comes_make_no_difference() {
        List<JournalEntry> whole = entries(captured, captured.length);

        assertEquals(27, whole.size());
        assertEquals(whole, entries(captured, 1));
        assertEquals(whole, entries(captured, 7));
    }

    @Test
    void a_time_that_is_none_is_unknown() {
        assertEquals(
                "",
                of("__REALTIME_TIMESTAMP=x\nMESSAGE=a")
                        .lines(ZoneOffset.UTC)
                        .get(0)
                        .stamp());
        assertTrue(
                of("__REALTIME_TIMESTAMP=9223372036854775807\nMESSAGE=a").time().isPresent());
    }

    private static String length(int bytes) {
        return "" + (char) (bytes & 0x7f) + (char) ((bytes >> 8) & 0x7f) + (char) (bytes >> 16) + "\0".repeat(5);
    }

    private static LogLevel level(String beginning) {
        return lines(captured).stream()
                .filter(line -> line.text().replace('\ufffd', '?').startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .level();
    }

    private static LogLevel ofText(String fields) {
        return of(fields).lines(ZoneOffset.UTC).get(0).level();
    }

    private static String text(String fields) {
        return of(fields).lines(ZoneOffset.UTC).get(0).text();
    }

    private static JournalEntry of(String fields) {
        byte[] bytes = (fields + "\n\n").getBytes(StandardCharsets.UTF_8);
        return entries(bytes, bytes.length).get(0);
    }

    private static List<LogLine> lines(byte[] bytes) {
        return entries(bytes, bytes.length).stream()
                .flatMap(entry -> entry.lines(ZoneOffset.UTC).stream())
                .toList();
    }

    private static List<JournalEntry> entries(byte[] bytes, int piece) {
        List<JournalEntry> entries = new ArrayList<>();
        JournalExport export = new JournalExport(entries::add);
        byte[] block = new byte[piece];
        for (int from = 0; from < bytes.length; from += piece) {
            int count = Math.min(piece, bytes.length - from);
            System.arraycopy(bytes, from, block, 0, count);
            export.feed(block, count);
        }
        return entries;
    }
}
