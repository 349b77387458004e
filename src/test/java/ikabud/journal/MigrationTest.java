package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Supervision;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    @TempDir
    Path directory;

    @Test
    void an_older_record_stays_as_it_is_where_that_is_forbidden() throws Exception {
        Path file = first();

        assertThrows(
                IkabudException.class,
                () -> Journal.open(file, new FakeClock(), () -> {
                    throw IkabudException.refused("database", "a supervisor of an older version works on it", "");
                }));

        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertEquals(1, Schema.number(connection, "PRAGMA user_version"));
        }
    }

    @Test
    void a_new_record_is_made_without_asking() {
        Journal.open(directory.resolve("state.db"), new FakeClock(), () -> {
                    throw new AssertionError("nobody works on what was not there");
                })
                .close();
    }

    @Test
    void a_record_that_a_newer_version_took_over_meanwhile_is_refused() throws Exception {
        Path file = directory.resolve("state.db");
        try (Journal journal = Journal.open(file, new FakeClock())) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                statement.execute("PRAGMA user_version = 99");
            }
            IkabudException refusal = assertThrows(IkabudException.class, journal::all);
            assertEquals(ExitCode.REFUSED, refusal.exitCode());
        }
    }

    @Test
    void a_record_of_the_first_schema_is_read_with_the_usual_supervision() throws Exception {
        Path file = first();

        try (Journal journal = Journal.open(file, new FakeClock())) {
            InstanceRecord blog = journal.all().get(0);
            Observed seen = blog.observed();

            assertEquals(List.of(Instances.up("blog")), journal.all());
            assertEquals(Supervision.DEFAULT, blog.instance().supervision());
            assertEquals(Instances.up("blog").observed(), seen);
            journal.append(JournalChild.EVENT);
        }
    }

    private Path first() throws Exception {
        Path file = directory.resolve("state.db");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : Schema.FIRST) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA application_id = " + 0x496b6264);
            statement.execute("PRAGMA user_version = 1");
            statement.execute("INSERT INTO instance VALUES ('blog', 'php', 'ikabud_blog', 2001, 2001, 1, '8.2',"
                    + " '/usr/sbin/php-fpm8.2', '/srv/blog/public', 0, 'up', 1, 'up', 0, '',"
                    + " '11111111-2222-3333-4444-555555555555', 4026531836, 4711, 123456)");
        }
        return file;
    }
}
