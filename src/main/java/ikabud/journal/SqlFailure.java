package ikabud.journal;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** Tells a failure of SQLite in the words of somebody who has to do something about it. */
final class SqlFailure {
    // The primary result codes of sqlite3.h; the extended ones add to them above the low byte.
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int NOTADB = 26;
    // The memory that processes share about the log lies in a file, too.
    private static final int NO_ROOM_FOR_SHARED_MEMORY = IOERR | 19 << 8;

    private SqlFailure() {}

    /** Whether the file's content is broken. */
    static boolean isDamage(SQLException failure) {
        int code = code(failure);
        return code == CORRUPT || code == NOTADB;
    }

    /** The failure as one of ours. */
    static IkabudException of(Path database, String what, SQLException failure) {
        String text = what + " in " + database;
        return switch (code(failure)) {
            case BUSY, LOCKED ->
                IkabudException.failed(
                        text,
                        "another process kept the database locked for " + Database.BUSY_SECONDS + " s",
                        "try again; `fuser -v " + database + "` shows who has it open",
                        failure);
            case FULL ->
                IkabudException.failed(
                        text, "the disk is full; nothing was changed", "make room and try again", failure);
            case READONLY, CANTOPEN, PERM ->
                new IkabudException(
                        ExitCode.NEEDS_RIGHTS,
                        text,
                        "the file or its directory cannot be written",
                        "check owner, permissions and whether the file system is mounted read-only",
                        failure);
            case IOERR ->
                IkabudException.failed(
                        text,
                        "the disk did not take or give the data (" + plain(failure) + "); nothing was changed",
                        "check free space and the kernel's log",
                        failure);
            case CORRUPT, NOTADB ->
                IkabudException.failed(
                        text,
                        "the database is damaged",
                        "run the command again: the damaged file is put aside and the record rebuilt",
                        failure);
            default -> IkabudException.failed(text, plain(failure), "", failure);
        };
    }

    private static int code(SQLException failure) {
        int code = failure instanceof SQLiteException ours ? ours.getResultCode().code : failure.getErrorCode();
        return code == NO_ROOM_FOR_SHARED_MEMORY ? FULL : code & 0xff;
    }

    private static String plain(SQLException failure) {
        return PlainText.shorten(PlainText.neutralise(String.valueOf(failure.getMessage())), 200);
    }
}
