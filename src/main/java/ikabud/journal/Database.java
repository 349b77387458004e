package ikabud.journal;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the database and its transactions. If another process put the file aside meanwhile, or somebody removed
 * it, the next transaction opens what is there now, instead of writing into a file that nobody will read. Confined to one
 * thread at a time.
 */
final class Database implements AutoCloseable {
    /** How long a lock of another process is waited for. */
    static final long BUSY_SECONDS = 5;

    /** What is done inside a transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** Reads or writes. */
        T on(Connection connection) throws SQLException;
    }

    private final Path file;
    private final Path log;
    private final Clock clock;
    private final Runnable beforeMigration;
    private Connection connection;
    private @Nullable PreparedStatement versionQuery;
    private Optional<Object> identity;
    private OptionalLong trace = OptionalLong.empty();
    private Optional<Recovery> recovery;
    private int opened = 1;
    private long writes;

    Database(Path file, Clock clock, Runnable beforeMigration) {
        this.file = file;
        this.log = StateFile.beside(file, "-wal");
        this.clock = clock;
        this.beforeMigration = beforeMigration;
        Opening.Opened fresh = new Opening(file, clock, beforeMigration).open();
        this.connection = fresh.connection();
        this.recovery = fresh.recovery();
        this.identity = StateFile.identity(file);
    }

    /** What had to be done to the file when it was last opened. */
    Optional<Recovery> recovery() {
        return recovery;
    }

    /** Refuses a file that a newer version took over. */
    void refuseNewer(Connection connection) throws SQLException {
        Schema.step(connection, file);
    }

    /** Reads in one transaction, so that all of it is of one moment. */
    <T> T read(String what, Work<T> work) {
        return transaction("BEGIN", what, work);
    }

    /** Writes in one transaction; on disk when it returns. */
    <T> T write(String what, Work<T> work) {
        writes++;
        return transaction("BEGIN IMMEDIATE", what, work);
    }

    /**
     * A change that may be lost in a power cut, and in nothing else: for what can be seen anew. It costs no wait for the
     * disk, which the next {@link #write} does for both.
     */
    <T> T writeWithoutWait(String what, Work<T> work) {
        pragma("PRAGMA synchronous = NORMAL", what);
        try {
            return write(what, work);
        } finally {
            pragma("PRAGMA synchronous = FULL", what);
        }
    }

    private void pragma(String pragma, String what) {
        reopenIfReplaced();
        try (Statement statement = connection.createStatement()) {
            statement.execute(pragma);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /** Changes when another process changes something, and when the file is another one. */
    long version() {
        reopenIfReplaced();
        // Before the question, so that what is written in between is seen the next time.
        trace = StateFile.trace(log);
        try {
            return ((long) opened << 32) + dataVersion();
        } catch (SQLException e) {
            throw failure("reading the version", e);
        }
    }

    /**
     * Whether somebody may have written since {@link #version} was asked last: a look at SQLite's log, a tenth of the price
     * of asking. A write in the same tick of the kernel's clock as one that was seen can be missed.
     */
    boolean isStirred() {
        OptionalLong now = StateFile.trace(log);
        return now.isEmpty() || !now.equals(trace);
    }

    // It is asked several times a second, so the question is kept: to prepare it anew costs most of it.
    private int dataVersion() throws SQLException {
        PreparedStatement query = versionQuery;
        if (query == null) {
            query = connection.prepareStatement("PRAGMA data_version");
            versionQuery = query;
        }
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** Grows when anybody changes something, we too, and when the file is another one. */
    long revision() {
        return version() + writes;
    }

    private <T> T transaction(String begin, String what, Work<T> work) {
        reopenIfReplaced();
        boolean committed = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(begin);
            try {
                T result = work.on(connection);
                statement.execute("COMMIT");
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack(statement);
                }
            }
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    private static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // After a full disk or an I/O error SQLite has done it already.
            return;
        }
    }

    private IkabudException failure(String what, SQLException e) {
        if (SqlFailure.isDamage(e)) {
            try {
                Files.write(Opening.suspicion(file), new byte[0]);
            } catch (IOException unwritable) {
                e.addSuppressed(unwritable);
            }
        }
        return SqlFailure.of(file, what, e);
    }

    private void reopenIfReplaced() {
        Optional<Object> now = StateFile.identity(file);
        if (now.isPresent() && now.equals(identity)) {
            return;
        }
        close();
        Opening.Opened fresh = new Opening(file, clock, beforeMigration).open();
        connection = fresh.connection();
        recovery = fresh.recovery();
        identity = StateFile.identity(file);
        opened++;
    }

    @Override
    public void close() {
        // Its statements are closed with it.
        versionQuery = null;
        Opening.close(connection);
    }
}
