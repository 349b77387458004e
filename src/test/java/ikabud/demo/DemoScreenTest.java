package ikabud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.support.Eventually;
import ikabud.support.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as an administrator sees it: the launcher and the jar in a terminal, as root, on real PHP-FPM. */
@Tag("terminal")
@Timeout(120)
class DemoScreenTest {
    private static final Duration SOON = Duration.ofSeconds(50);
    private static final Pattern PLACE = Pattern.compile("/run/ikabud-demo\\.\\d+");

    @TempDir
    Path directory;

    private Tmux tmux;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
        tmux = Tmux.open(
                List.of(), directory.resolve("tmux"), 140, 40, Map.of("PS1", "prompt> "), List.of("/bin/sh", "-im"));
        tmux.await("prompt>", SOON);
        tmux.type("stty -g >" + directory + "/before; echo what was on the \"\"screen");
        tmux.await("on the screen", SOON);
    }

    @AfterEach
    void close() {
        if (tmux != null) {
            tmux.close();
        }
    }

    /** Starts the demo, waits for the five, and returns its root. */
    private Path start() throws Exception {
        tmux.type(Path.of("bin/ikabud-top").toAbsolutePath() + " --demo; echo code=$?");
        String screen = Eventually.within(SOON, tmux::screen, DemoScreenTest::showsTheFive);
        Matcher place = PLACE.matcher(screen);
        return place.find() ? Path.of(place.group()) : Path.of("/no/place");
    }

    private static boolean showsTheFive(String screen) {
        return PLACE.matcher(screen).find()
                && Arrays.stream(Site.values())
                        .allMatch(site -> screen.lines()
                                .anyMatch(line -> line.contains(site.id() + " ") && line.contains(" up ")));
    }

    /** The process that holds the demo's marker and is a JVM. */
    private static long jvm(Path place) throws IOException {
        return holders(place.resolve("demo"))
                .filter(pid -> commandLine(pid).contains("ikabud.jar"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Long> holders(Path file) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> holds(process, file))
                    .map(process -> Long.valueOf(process.getFileName().toString()))
                    .toList()
                    .stream();
        }
    }

    private static boolean holds(Path process, Path file) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> leadsTo(descriptor, file));
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    /** How many processes were started from a file below that directory, such as the masters. */
    private static long masters(Path place) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).contains(place + "/"))
                .count();
    }

    private static void assertThatNoTraceIsLeft(Path place) throws Exception {
        Eventually.within(SOON, () -> Files.exists(place), there -> !there);
        LongSupplier left = () -> masters(place);
        Eventually.within(SOON, left::getAsLong, count -> count == 0);
    }

    private void assertThatTheTerminalIsClean() throws Exception {
        tmux.type("stty -g >" + directory + "/after; echo read\"\"y");
        tmux.await("ready", SOON);
        assertEquals("1 0 0", tmux.ask("#{cursor_flag} #{alternate_on} #{mouse_any_flag}"));
        assertEquals(Files.readString(directory.resolve("before")), Files.readString(directory.resolve("after")));
    }

    @Test
    void quitting_leaves_no_trace() throws Exception {
        Path place = start();
        assertFalse(masters(place) == 0);

        tmux.press("q");

        tmux.await("code=0", SOON);
        assertThatNoTraceIsLeft(place);
        assertThatTheTerminalIsClean();
    }

    @Test
    void a_jvm_that_is_killed_leaves_no_trace_and_a_clean_terminal() throws Exception {
        Path place = start();

        ProcessHandle.of(jvm(place)).orElseThrow().destroyForcibly();

        tmux.await("code=137", SOON);
        assertThatNoTraceIsLeft(place);
        assertThatTheTerminalIsClean();
    }

    @Test
    void a_dropped_line_leaves_no_trace() throws Exception {
        Path place = start();

        tmux.hangUp();

        assertThatNoTraceIsLeft(place);
    }

    @Test
    void what_a_killed_launcher_leaves_is_swept_by_the_next_run() throws Exception {
        Path place = start();
        long jvm = jvm(place);

        List<Long> all = holders(place.resolve("demo")).toList();
        for (long pid : all) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        tmux.await("code=137", SOON);
        assertEquals(2, all.size(), () -> "the launcher and the JVM " + jvm);
        tmux.type("stty sane; clear; " + Path.of("bin/ikabud-top").toAbsolutePath() + " --demo --remove");

        assertThatNoTraceIsLeft(place);
    }
}
