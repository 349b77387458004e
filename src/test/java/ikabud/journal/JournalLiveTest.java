package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.support.ClassPathCopy;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal shared with other JVMs, which are killed and stopped in the middle of things. */
@Tag("live")
@Timeout(60)
class JournalLiveTest {
    private static final InstanceId BLOG = new InstanceId("blog");

    @TempDir
    Path directory;

    @Test
    void wishes_of_several_processes_are_all_counted() throws Exception {
        register();
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(writer("25"));
        }
        for (Process writer : writers) {
            assertTrue(writer.waitFor(50, TimeUnit.SECONDS));
            assertEquals(0, writer.exitValue());
        }

        try (var journal = open()) {
            assertEquals(101, journal.find(BLOG).orElseThrow().intent().generation());
            assertEquals(101, journal.events(BLOG, null, 0, 1000).size());
        }
    }

    @Test
    void what_a_process_was_told_is_stored_survives_its_kill() throws Exception {
        register();
        for (int round = 0; round < 3; round++) {
            Process writer = writer("1000000");
            long told = 0;
            try (BufferedReader lines = writer.inputReader()) {
                for (int i = 0; i < 5 + round; i++) {
                    told = Long.parseLong(lines.readLine());
                }
                writer.destroyForcibly().waitFor();
            }

            try (var journal = open()) {
                assertEquals(Optional.empty(), journal.recovery());
                long stored = journal.find(BLOG).orElseThrow().intent().generation();
                assertTrue(stored >= told, stored + " < " + told);
                // A wish and its event are two transactions of the writer, so at most one event is missing.
                assertTrue(stored - journal.events(BLOG, null, 0, 100_000).size() <= round + 1);
            }
        }
    }

    @Test
    @Survives(Trouble.RECORD_DAMAGED)
    void a_lock_that_another_process_keeps_is_told_after_a_while() throws Exception {
        register();
        Process holder = child("hold");
        try (BufferedReader lines = holder.inputReader();
                var journal = open()) {
            assertEquals("held", lines.readLine());

            assertEquals(1, journal.all().size());
            var failure = assertThrows(IkabudException.class, () -> journal.append(JournalChild.EVENT));

            assertTrue(failure.why().startsWith("another process kept the database locked"), failure.getMessage());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        try (var journal = open()) {
            journal.append(JournalChild.EVENT);
        }
    }

    @Test
    void a_damaged_file_is_put_aside_once_however_many_processes_find_it() throws Exception {
        Files.writeString(file(), "rubbish ".repeat(2000));
        List<Process> finders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            finders.add(child("find"));
        }
        int recoveries = 0;
        for (Process finder : finders) {
            try (BufferedReader lines = finder.inputReader()) {
                recoveries += Integer.parseInt(lines.readLine());
            }
            assertTrue(finder.waitFor(50, TimeUnit.SECONDS));
        }

        assertEquals(1, recoveries);
        try (var files = Files.list(directory)) {
            assertEquals(
                    1,
                    files.filter(file -> file.getFileName().toString().contains(".corrupt-"))
                            .count());
        }
    }

    @Test
    void the_native_library_is_unpacked_once_and_mended_when_it_is_spoilt() throws Exception {
        register();
        assertEquals(0, child("find").waitFor());
        Path library = library();
        assertEquals("r-x------", PosixFilePermissions.toString(Files.getPosixFilePermissions(library)));
        long size = Files.size(library);
        Object first = StateFile.identity(library).orElseThrow();

        assertEquals(0, child("find").waitFor());
        assertEquals(first, StateFile.identity(library).orElseThrow());

        Files.delete(library);
        Files.writeString(library, "no library");
        assertEquals(0, child("find").waitFor());
        assertEquals(size, Files.size(library));
    }

    @Test
    void a_library_that_somebody_else_could_have_written_is_not_loaded() throws Exception {
        register();
        assertEquals(0, child("find").waitFor());
        Path library = library();
        Object first = StateFile.identity(library).orElseThrow();

        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertEquals(0, child("find").waitFor());

        assertNotEquals(first, StateFile.identity(library).orElseThrow());
    }

    @Test
    void another_users_database_and_an_unwritable_directory_are_told() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/proc/1/oom_score_adj")), "needs root");
        register();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path foreign = Files.createFile(directory.resolve("foreign.db"));
        Files.setAttribute(foreign, "unix:uid", 65534);

        var ofAnother = assertThrows(IkabudException.class, () -> Journal.open(foreign, new FakeClock()));

        assertEquals(ExitCode.NEEDS_RIGHTS, ofAnother.exitCode());
        String classPath = ClassPathCopy.below(Files.createDirectory(directory.resolve("readable")));
        assertAll(
                () -> assertEquals("NEEDS_RIGHTS", asNobody(classPath, file())),
                () -> assertEquals("NEEDS_RIGHTS", asNobody(classPath, directory.resolve("below/state.db"))));
        assertFalse(Files.exists(directory.resolve("below")));
    }

    private void register() {
        try (var journal = open()) {
            journal.register(Instances.down("blog"), JournalChild.EVENT);
        }
    }

    private Path library() throws IOException {
        try (var files = Files.walk(directory.resolve("native"))) {
            return files.filter(file -> file.toString().endsWith(".so"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String asNobody(String classPath, Path database) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--clear-groups"));
        command.addAll(JournalChild.command(classPath, database, "try"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            return String.valueOf(lines.readLine());
        }
    }

    private Process writer(String times) throws IOException {
        return child("want", times);
    }

    private Process child(String... arguments) throws IOException {
        return new ProcessBuilder(JournalChild.command(file(), arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Path file() {
        return directory.resolve("state.db");
    }

    private Journal open() {
        return Journal.open(file(), new FakeClock());
    }
}
