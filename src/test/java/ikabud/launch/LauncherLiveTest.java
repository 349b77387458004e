package ikabud.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("live")
class LauncherLiveTest {
    private static final Duration SOON = Duration.ofSeconds(8);

    /** A stand-in for a JVM that can write a class-data archive. */
    private static final String ARCHIVING = """
            for word in "$@"; do
                case $word in -XX:ArchiveClassesAtExit=*) echo classes >"${word#*=}" ;; esac
            done
            """;

    private Installation installed;

    @BeforeEach
    void install() throws Exception {
        installed = new Installation();
    }

    @AfterEach
    void remove() throws Exception {
        installed.remove();
    }

    private String ikabud() {
        return installed.launcher("ikabud").toString();
    }

    @Test
    void arguments_reach_the_program_as_they_were_typed() throws Exception {
        installed.start(ikabud(), "logs", "two words", "*", "", "-n", "$HOME");

        List<String> seen = installed.recorded("arguments");
        int main = seen.indexOf("ikabud.Main");
        assertEquals(List.of("-cp", installed.jar().toRealPath().toString()), seen.subList(main - 2, main));
        assertEquals(List.of("logs", "two words", "*", "", "-n", "$HOME"), seen.subList(main + 1, seen.size()));
    }

    @Test
    void the_exit_code_is_passed_on() throws Exception {
        installed.java("17.0.1", "exit 4");

        assertEquals(4, installed.start(ikabud(), "status", "x").exit());
        assertEquals(
                4,
                installed
                        .start(installed.launcher("ikabud-top").toString(), "--batch")
                        .exit());
    }

    @Test
    void options_for_every_jvm_in_the_environment_are_dropped() throws Exception {
        installed.start(ikabud());

        assertTrue(installed.recorded("environment").stream().noneMatch(line -> line.startsWith("JAVA_TOOL_OPTIONS")));
    }

    @Test
    void a_launcher_is_found_through_links() throws Exception {
        Path link = Files.createSymbolicLink(installed.path("home/first"), installed.launcher("ikabud"));
        Path relative = Files.createSymbolicLink(installed.path("home/second"), link.getFileName());

        assertEquals(0, installed.start(relative.toString(), "list").exit());
        assertTrue(installed.recorded("arguments").contains("list"));
    }

    @Test
    void without_a_terminal_nothing_is_said_of_one() throws Exception {
        installed.start(installed.launcher("ikabud-top").toString());

        assertTrue(installed.recorded("arguments").contains("top"));
        assertTrue(installed.recorded("environment").stream().noneMatch(line -> line.startsWith("IKABUD_TTY")));
    }

    @Test
    void a_java_that_is_too_old_is_passed_over() throws Exception {
        installed.java("11.0.2", "exit 0");

        installed.start(ikabud(), "--version");

        assertEquals(List.of(), installed.recorded("arguments"));
    }

    @Test
    void a_missing_jar_is_said_with_what_to_do() throws Exception {
        Files.delete(installed.jar());

        Installation.Result result = installed.start(ikabud(), "list");

        assertEquals(1, result.exit());
        assertTrue(result.output().contains("it is not there: build it"), result.output());
    }

    @Test
    void the_first_start_makes_the_class_archive_silently_and_the_next_uses_it() throws Exception {
        installed.build("1.0-1");
        installed.java("17.0.1", ARCHIVING);
        Path archive = installed.path("home/.cache/ikabud/1.0-1/java-17.0.1.jsa");

        Installation.Result first = installed.start(ikabud(), "list");
        Eventually.within(SOON, () -> Files.exists(archive), Boolean::booleanValue);
        Installation.Result second = installed.start(ikabud(), "list");

        assertEquals("", first.output() + second.output());
        assertTrue(installed.recorded("arguments").contains("-XX:SharedArchiveFile=" + archive.toRealPath()));
    }

    @Test
    void an_archive_that_the_jvm_cannot_use_is_never_put_in_place() throws Exception {
        installed.build("1.0-1");
        installed.java("17.0.1", ARCHIVING + "case $* in *SharedArchiveFile*) exit 134 ;; esac");

        installed.start(ikabud(), "--make-archive");

        assertFalse(Files.exists(installed.path("home/.cache/ikabud/1.0-1/java-17.0.1.jsa")));
    }

    @Test
    void a_failed_attempt_is_not_repeated_at_the_next_start() throws Exception {
        installed.build("1.0-1");
        installed.java("17.0.1", "case $* in *warm-up*) exit 1 ;; esac");

        installed.start(ikabud(), "--make-archive");
        installed.start(ikabud(), "list");
        installed.start(ikabud(), "list");

        assertEquals(3, installed.recorded("calls").size(), () -> "one attempt and two lists");
    }

    @Test
    void two_that_make_the_archive_at_once_do_not_disturb_each_other() throws Exception {
        installed.build("1.0-1");
        installed.java("17.0.1", ARCHIVING);
        Path archive = installed.path("home/.cache/ikabud/1.0-1/java-17.0.1.jsa");
        String both = ikabud() + " --make-archive & " + ikabud() + " --make-archive; wait";

        installed.start("/bin/sh", "-c", both);

        assertEquals("classes\n", Files.readString(archive));
        assertEquals(2, installed.recorded("calls").size(), () -> "one made it and tried it, the other stood back");
    }

    @Test
    void archives_of_old_builds_are_swept() throws Exception {
        installed.java("17.0.1", ARCHIVING);
        for (int build = 1; build <= 5; build++) {
            installed.build("1.0-" + build);
            installed.start(ikabud(), "--make-archive");
        }

        assertFalse(Files.exists(installed.path("home/.cache/ikabud/1.0-1")));
        assertTrue(Files.exists(installed.path("home/.cache/ikabud/1.0-5/java-17.0.1.jsa")));
    }

    @Test
    void a_cache_that_cannot_be_written_is_done_without() throws Exception {
        Files.writeString(installed.path("home/.cache"), "in the way");

        installed.build("1.0-1");

        Installation.Result result = installed.start(ikabud(), "list");

        assertEquals(0, result.exit());
        assertEquals("", result.output());
    }

    @Test
    void a_build_id_that_would_lead_out_of_the_cache_is_ignored() throws Exception {
        installed.build("../../elsewhere");

        installed.start(ikabud(), "--make-archive");
        installed.start(ikabud(), "list");

        assertTrue(installed.recorded("arguments").stream().noneMatch(word -> word.contains("elsewhere")));
    }
}
