package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Actor;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

@Survives(Trouble.RECORD_DAMAGED)
class DamagedJournalTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Event CREATED = new Event(
            0,
            NOON,
            null,
            EventKind.CREATED,
            new Actor("root", 0, null, null, "", "test"),
            "x".repeat(300),
            null,
            null);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void a_journal_with_two_instances() {
        file = directory.resolve("state.db");
        try (var journal = open()) {
            journal.register(Instances.up("blog"), CREATED);
            journal.register(Instances.down("shop"), CREATED);
        }
    }

    @Test
    void an_intact_file_needs_no_recovery() {
        try (var journal = open()) {
            assertEquals(Optional.empty(), journal.recovery());
            assertEquals(2, journal.all().size());
        }
    }

    @Test
    void a_first_start_says_that_there_was_nothing() throws IOException {
        Files.delete(file);

        try (var journal = open()) {
            assertEquals(Optional.empty(), journal.recovery().orElseThrow().movedTo());
            assertEquals(List.of(), journal.all());
        }
    }

    @Test
    void a_file_of_rubbish_is_put_aside_and_kept() throws IOException {
        byte[] rubbish = new byte[20_000];
        new Random(7).nextBytes(rubbish);
        Files.write(file, rubbish);

        try (var journal = open()) {
            var recovery = journal.recovery().orElseThrow();
            assertEquals(
                    directory.resolve("state.db.corrupt-20261120T080001Z"),
                    recovery.movedTo().orElseThrow());
            assertTrue(
                    Arrays.equals(rubbish, Files.readAllBytes(recovery.movedTo().orElseThrow())));
            assertEquals(List.of(), recovery.salvaged());
            journal.register(Instances.up("blog"), CREATED);
        }
        try (var journal = open()) {
            assertEquals(Optional.empty(), journal.recovery());
        }
    }

    @Test
    void a_truncated_file_is_put_aside() throws IOException {
        try (var channel = new RandomAccessFile(file.toFile(), "rw")) {
            channel.setLength(channel.length() - 5000);
        }

        try (var journal = open()) {
            assertTrue(Files.exists(journal.recovery().orElseThrow().movedTo().orElseThrow()));
            assertEquals(List.of(), journal.all());
        }
    }

    @Test
    void an_emptied_file_is_started_anew_and_said_so() throws IOException {
        Files.write(file, new byte[0]);

        try (var journal = open()) {
            assertTrue(journal.recovery().isPresent());
            assertEquals(List.of(), journal.all());
        }
    }

    @Test
    void instances_are_salvaged_when_only_the_events_are_damaged() throws Exception {
        spoilEvents();

        try (var journal = open()) {
            var salvaged = journal.recovery().orElseThrow().salvaged();
            assertEquals(
                    List.of("blog", "shop"),
                    salvaged.stream()
                            .map(InstanceRecord::id)
                            .map(InstanceId::value)
                            .toList());
        }
    }

    @Test
    void damage_met_while_running_is_told_and_looked_into_at_the_next_start() throws Exception {
        var journal = open();
        spoilEvents();

        var failure = assertThrows(IkabudException.class, () -> journal.events(null, null, 0, 100_000));

        assertTrue(failure.why().contains("damaged"), failure.getMessage());
        assertTrue(Files.exists(Opening.suspicion(file)));
        journal.close();
        try (var next = open()) {
            assertTrue(next.recovery().orElseThrow().movedTo().isPresent());
            assertFalse(Files.exists(Opening.suspicion(file)));
        }
    }

    @Test
    void two_damaged_files_of_one_second_get_two_names() throws IOException {
        for (int i = 0; i < 2; i++) {
            Files.writeString(file, "no database at all, but long enough to be taken for one".repeat(40));
            open().close();
        }

        assertTrue(Files.exists(directory.resolve("state.db.corrupt-20261120T080001Z")));
        assertTrue(Files.exists(directory.resolve("state.db.corrupt-20261120T080001Z.2")));
    }

    @Test
    void a_log_without_its_database_is_put_aside_and_not_deleted() throws IOException {
        Files.delete(file);
        Files.writeString(StateFile.beside(file, "-wal"), "precious");

        try (var journal = open()) {
            var aside = journal.recovery().orElseThrow().movedTo().orElseThrow();
            assertEquals("precious", Files.readString(StateFile.beside(aside, "-wal")));
        }
    }

    @Test
    void a_newer_schema_is_refused_and_left_alone() throws Exception {
        sql("PRAGMA user_version = 99");
        byte[] before = Files.readAllBytes(file);

        var failure = assertThrows(IkabudException.class, this::open);

        assertEquals(ExitCode.REFUSED, failure.exitCode());
        assertTrue(failure.getMessage().contains("newer Ikabud wrote it (schema 99"), failure.getMessage());
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)));
    }

    @Test
    void the_file_of_another_program_is_refused_and_left_alone() throws Exception {
        sql("PRAGMA application_id = 1");

        assertEquals(
                ExitCode.REFUSED,
                assertThrows(IkabudException.class, this::open).exitCode());
    }

    @Test
    void an_event_can_be_neither_changed_nor_deleted() {
        assertThrows(SQLException.class, () -> sql("UPDATE event SET detail = 'nothing happened'"));
        assertThrows(SQLException.class, () -> sql("DELETE FROM event"));
    }

    @Test
    void a_process_that_has_a_file_open_goes_on_with_the_one_that_took_its_place() throws IOException {
        try (var journal = open()) {
            long before = journal.version();
            StateFile.moveAside(file, "test");
            try (var other = open()) {
                other.register(Instances.up("third"), CREATED);
            }

            assertTrue(journal.version() != before);
            assertEquals(List.of(Instances.up("third")), journal.all());
        }
    }

    @Test
    void a_link_in_place_of_the_file_is_refused() throws IOException {
        Path elsewhere = Files.createFile(directory.resolve("elsewhere"));
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);

        var failure = assertThrows(IkabudException.class, this::open);

        assertEquals(ExitCode.REFUSED, failure.exitCode());
        assertEquals(0, Files.size(elsewhere));
    }

    @Test
    void a_directory_that_cannot_be_made_is_told() throws IOException {
        Path blocked = Files.createFile(directory.resolve("blocked"));

        var failure = assertThrows(
                IkabudException.class, () -> Journal.open(blocked.resolve("state/state.db"), new FakeClock()));

        assertTrue(failure.getMessage().startsWith("state directory "), failure.getMessage());
    }

    @Test
    void a_full_disk_is_told_and_nothing_is_half_stored() throws Exception {
        Path full = directory.resolve("full.db");
        try (var database = new Database(full, new FakeClock(), () -> {})) {
            database.read("limiting", connection -> Schema.number(connection, "PRAGMA max_page_count = 12"));

            var failure = assertThrows(
                    IkabudException.class,
                    () -> database.write("filling", connection -> {
                        for (int i = 0; i < 500; i++) {
                            EventRows.append(connection, CREATED);
                        }
                        return true;
                    }));

            assertTrue(failure.why().startsWith("the disk is full"), failure.getMessage());
            int events = database.read("counting", c -> Schema.number(c, "SELECT count(*) FROM event"));
            assertEquals(0, events);
        }
    }

    private Journal open() {
        return Journal.open(file, new FakeClock());
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Writes over the middle of the pages that hold events. */
    private void spoilEvents() throws Exception {
        try (var database = new Database(file, new FakeClock(), () -> {})) {
            database.write("filling", connection -> {
                for (int i = 0; i < 400; i++) {
                    EventRows.append(connection, CREATED);
                }
                return true;
            });
        }
        sql("PRAGMA wal_checkpoint(TRUNCATE)");
        try (var channel = new RandomAccessFile(file.toFile(), "rw")) {
            channel.seek(channel.length() / 4096 / 2 * 4096);
            channel.write(new byte[20_000]);
        }
    }
}
