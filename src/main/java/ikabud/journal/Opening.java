package ikabud.journal;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** Opens the database: checks it, brings it up to date, and puts a damaged one aside. */
final class Opening {
    /** A connection that may be used, and what had to be done to get it. */
    record Opened(Connection connection, Optional<Recovery> recovery) {}

    // quick_check takes about 1.3 ms per MB; a file this big holds 100,000 events.
    private static final long SMALL_BYTES = 16L << 20;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String WHAT = "opening the record";

    private final Path database;
    private final Clock clock;
    private final Runnable beforeMigration;

    Opening(Path database, Clock clock, Runnable beforeMigration) {
        this.database = database;
        this.clock = clock;
        this.beforeMigration = beforeMigration;
    }

    /** Opens it, or says why that cannot be. */
    Opened open() {
        StateFile.prepare(database);
        if (StateFile.size(database) > 0) {
            // SQLite finds its log by name: it must not look while another of us moves both.
            Optional<Connection> ready = StateFile.sharing(database, this::openSound);
            if (ready.isPresent()) {
                return new Opened(ready.get(), Optional.empty());
            }
        }
        return StateFile.guarded(database, this::openWithCare);
    }

    /** The usual case: there is a whole, current file. */
    private Optional<Connection> openSound() {
        Connection connection = null;
        try {
            connection = connect();
            if (Schema.isCurrent(connection, database) && damage(connection).isEmpty()) {
                return Optional.of(connection);
            }
            close(connection);
            return Optional.empty();
        } catch (SQLException e) {
            close(connection);
            if (SqlFailure.isDamage(e)) {
                return Optional.empty();
            }
            throw SqlFailure.of(database, WHAT, e);
        } catch (IkabudException e) {
            close(connection);
            throw e;
        }
    }

    /** The rare cases: no file, an old schema, a damaged file. Only one process at a time comes here. */
    private Opened openWithCare() {
        Optional<Recovery> recovery;
        if (StateFile.size(database) > 0) {
            recovery = diagnose().map(this::putAside);
        } else if (StateFile.size(StateFile.beside(database, "-wal")) > 0) {
            // SQLite would delete a log without a database.
            recovery = Optional.of(putAside(new Diagnosis("the database is gone, its log is left", List.of())));
        } else {
            recovery = Optional.of(new Recovery(Optional.empty(), "there was no database", List.of()));
        }
        StateFile.create(database);
        Connection connection = null;
        try {
            connection = connect();
            if (!Schema.isCurrent(connection, database)) {
                if (Schema.step(connection, database) > 0) {
                    beforeMigration.run();
                }
                Schema.migrate(connection);
            }
            Files.deleteIfExists(suspicion(database));
            return new Opened(connection, recovery);
        } catch (SQLException e) {
            close(connection);
            throw SqlFailure.of(database, WHAT, e);
        } catch (IOException e) {
            close(connection);
            throw IkabudException.failed(WHAT, String.valueOf(e.getMessage()), "check the state directory", e);
        } catch (IkabudException e) {
            close(connection);
            throw e;
        }
    }

    private record Diagnosis(String reason, List<InstanceRecord> salvaged) {}

    /** What is wrong with the file, with what can still be read; empty if it is sound. */
    private Optional<Diagnosis> diagnose() {
        Connection connection = null;
        try {
            connection = connect();
            Schema.isCurrent(connection, database);
            Optional<String> damage = damage(connection);
            if (damage.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Diagnosis(damage.get(), salvage(connection)));
        } catch (SQLException e) {
            if (SqlFailure.isDamage(e)) {
                return Optional.of(new Diagnosis(String.valueOf(e.getMessage()), salvage(connection)));
            }
            throw SqlFailure.of(database, WHAT, e);
        } finally {
            close(connection);
        }
    }

    private Recovery putAside(Diagnosis diagnosis) {
        Path moved = StateFile.moveAside(database, STAMP.format(clock.now()));
        return new Recovery(Optional.of(moved), diagnosis.reason(), diagnosis.salvaged());
    }

    private static List<InstanceRecord> salvage(@Nullable Connection connection) {
        List<InstanceRecord> readable = new ArrayList<>();
        if (connection != null) {
            try {
                InstanceRows.each(connection, readable::add);
            } catch (SQLException | RuntimeException e) {
                // What was read before the damage is what there is.
                return readable;
            }
        }
        return readable;
    }

    private Connection connect() throws SQLException {
        NativeLibrary.load(database.resolveSibling(""));
        // The driver sets the busy timeout as it opens, before anything can meet a lock.
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) (Database.BUSY_SECONDS * 1000));
        Connection connection = config.createConnection("jdbc:sqlite:" + database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA foreign_keys = ON");
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw e;
        }
    }

    /** What quick_check finds; a big file is checked whole only after something looked wrong. */
    private Optional<String> damage(Connection connection) throws SQLException {
        if (StateFile.size(database) <= SMALL_BYTES || Files.exists(suspicion(database))) {
            return check(connection, "PRAGMA quick_check(1)");
        }
        Optional<String> damage = check(connection, "PRAGMA quick_check(instance)");
        return damage.isPresent() ? damage : check(connection, "PRAGMA quick_check(variable)");
    }

    private static Optional<String> check(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(pragma)) {
            String verdict = row.next() ? row.getString(1) : "no answer";
            return verdict.equals("ok") ? Optional.empty() : Optional.of(verdict);
        }
    }

    /** Exists after a running process met damage, so that the next start looks at the whole file. */
    static Path suspicion(Path database) {
        return StateFile.beside(database, ".suspect");
    }

    static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It is given up anyway; every commit is on disk since its COMMIT returned.
            return;
        }
    }
}
