package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.IkabudException;
import ikabud.support.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogShelfTest {
    @TempDir
    private Path directory;

    private Path log;
    private SafeFiles files;
    private LogShelf shelf;

    @BeforeEach
    void a_log_of_one_line() throws IOException {
        Users users = new Users(new Spawner(), new ProcFs());
        files = new SafeFiles(new ProcFs(), users);
        log = directory.resolve("php.log");
        Files.writeString(log, "one\n");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r-----"));
        shelf = new LogShelf(log, files, users.currentUid());
    }

    @Test
    void the_log_is_put_aside_whole_and_an_empty_one_of_the_same_mode_is_there() throws IOException {
        assertTrue(shelf.putAside());

        assertEquals("", Files.readString(log));
        assertEquals("one\n", Files.readString(directory.resolve("php.log.1")));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
        assertEquals(List.of("php.log", "php.log.1"), names());
    }

    @Test
    void who_still_writes_to_the_old_one_loses_nothing() throws IOException {
        try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            shelf.putAside();
            writer.write("late\n".getBytes(StandardCharsets.UTF_8));
        }
        shelf.pack(5);

        assertEquals("one\nlate\n", unpacked(1));
        assertEquals(List.of("php.log", "php.log.1.gz"), names());
    }

    @Test
    void the_one_before_has_to_be_packed_first() throws IOException {
        shelf.putAside();
        write("two\n");

        assertFalse(shelf.putAside());
        assertEquals("two\n", Files.readString(log));
        assertEquals("one\n", Files.readString(directory.resolve("php.log.1")));
    }

    @Test
    void the_youngest_has_number_one_and_the_oldest_goes() throws IOException {
        for (String text : List.of("two\n", "three\n", "four\n", "five\n")) {
            shelf.putAside();
            shelf.pack(3);
            write(text);
        }

        assertEquals(List.of("php.log", "php.log.1.gz", "php.log.2.gz", "php.log.3.gz"), names());
        assertEquals(List.of("four\n", "three\n", "two\n"), List.of(unpacked(1), unpacked(2), unpacked(3)));
        shelf.putAside();
        shelf.pack(1);
        assertEquals(List.of("php.log", "php.log.1.gz"), names());
        assertEquals("five\n", unpacked(1));
    }

    @Test
    void two_that_were_written_in_the_same_moment_are_both_kept() throws IOException {
        FileTime moment = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(log, moment);
        shelf.putAside();
        shelf.pack(3);
        write("two\n");
        Files.setLastModifiedTime(log, moment);
        shelf.putAside();
        shelf.pack(3);

        assertEquals(List.of("two\n", "one\n"), List.of(unpacked(1), unpacked(2)));
    }

    @Test
    void what_was_packed_keeps_its_mode() throws IOException {
        shelf.putAside();
        shelf.pack(3);

        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("php.log.1.gz"))));
    }

    @Test
    void dying_between_two_steps_costs_nothing_and_doubles_nothing() throws IOException {
        // after the second name was made
        Files.createLink(directory.resolve("php.log.1"), log);
        Files.writeString(directory.resolve(".php.log.new"), "left");
        assertTrue(shelf.putAside());
        assertEquals("one\n", Files.readString(directory.resolve("php.log.1")));
        assertEquals("", Files.readString(log));

        // half-way through packing
        Files.writeString(directory.resolve(".php.log.1.gz.new"), "half");
        Path aside = Files.copy(
                directory.resolve("php.log.1"),
                directory.resolve("kept"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        shelf.pack(3);
        assertEquals("one\n", unpacked(1));

        // before what was packed was deleted
        Files.move(aside, directory.resolve("php.log.1"));
        shelf.pack(3);
        assertEquals(List.of("php.log", "php.log.1.gz"), names());

        // while the numbers were moved up
        write("two\n");
        Files.move(directory.resolve("php.log.1.gz"), directory.resolve("php.log.2.gz"));
        shelf.putAside();
        shelf.pack(3);
        assertEquals(List.of("two\n", "one\n"), List.of(unpacked(1), unpacked(2)));
        assertEquals(List.of("php.log", "php.log.1.gz", "php.log.2.gz"), names());
    }

    @Test
    void a_link_or_a_directory_in_a_logs_place_is_no_log() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "x".repeat(5000));
        Files.delete(log);
        Files.createSymbolicLink(log, victim);

        assertEquals(0, shelf.size());
        Files.delete(log);
        Files.createDirectory(log);
        assertEquals(0, shelf.size());
        assertEquals(5000, Files.size(victim));
    }

    @Test
    void nothing_is_done_where_others_can_write() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path there = Files.writeString(open.resolve("php.log"), "one\n");
        LogShelf unsafe = new LogShelf(there, files, 0);

        assertThrows(IkabudException.class, unsafe::putAside);
        assertThrows(IkabudException.class, unsafe::empty);
        assertEquals("one\n", Files.readString(there));
    }

    @Test
    void a_file_that_others_append_to_can_be_emptied() throws IOException {
        try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            shelf.empty();
            writer.write("next\n".getBytes(StandardCharsets.UTF_8));
        }

        assertEquals("next\n", Files.readString(log));
    }

    @Test
    void who_writes_is_told_from_who_reads() throws IOException {
        Holders holders = new Holders(new ProcFs(), new UnixSockets(new ProcFs()));
        int uid = new Users(new Spawner(), new ProcFs()).currentUid();
        List<String> names = List.of("php.log", "php.log.1");
        try (var reader = Files.newInputStream(log)) {
            assertEquals('o', reader.read());
            try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
                writer.write('x');
                shelf.putAside();
                assertTrue(holders.isWritten(shelf.aside(), names, uid));
                assertFalse(holders.isWritten(log, names, uid));
            }
            assertFalse(holders.isWritten(shelf.aside(), names, uid));
        }
        assertTrue(Holders.isForWriting(""));
        assertTrue(Holders.isForWriting("pos:\t0\nflags:\t0100002\nmnt_id:\t1\n"));
        assertFalse(Holders.isForWriting("pos:\t0\nflags:\t0100000\nmnt_id:\t1\n"));
    }

    @Test
    void a_tail_sees_every_line_of_a_writer_who_reopens_late_exactly_once() throws IOException {
        List<String> written = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (LogTail tail = new LogTail(log, 0, new FakeClock())) {
            tail.poll();
            for (int round = 0; round < 10; round++) {
                try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
                    line(writer, written, round + " early");
                    shelf.putAside();
                    line(writer, written, round + " late");
                    seen.addAll(tail.poll());
                    line(writer, written, round + " later");
                    seen.addAll(tail.poll());
                }
                seen.addAll(tail.poll());
                shelf.pack(100);
            }
            seen.addAll(tail.poll());
        }

        assertEquals(written, seen);
    }

    private static void line(java.io.OutputStream writer, List<String> written, String text) throws IOException {
        writer.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        written.add(text);
    }

    private void write(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private String unpacked(int number) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(directory.resolve("php.log." + number + ".gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
