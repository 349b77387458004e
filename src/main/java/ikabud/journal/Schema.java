package ikabud.journal;

import ikabud.model.IkabudException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, as numbered steps. A step that was ever released is never changed; a change is a new step. */
final class Schema {
    /** Marks the file as ours: "Ikbd". */
    private static final int APPLICATION = 0x496b6264;

    private static final String INSTANCE = """
            CREATE TABLE instance (
              id TEXT PRIMARY KEY,
              kind TEXT NOT NULL,
              owner_name TEXT NOT NULL, owner_uid INTEGER NOT NULL, owner_gid INTEGER NOT NULL,
              owner_made INTEGER NOT NULL,
              php_version TEXT NOT NULL, php_binary TEXT NOT NULL, document_root TEXT NOT NULL,
              created_micros INTEGER NOT NULL,
              wanted TEXT NOT NULL, generation INTEGER NOT NULL,
              phase TEXT NOT NULL, since_micros INTEGER NOT NULL, cause TEXT NOT NULL,
              boot_id TEXT, pid_namespace INTEGER, pid INTEGER, start_ticks INTEGER
            ) STRICT, WITHOUT ROWID""";

    private static final String VARIABLE = """
            CREATE TABLE variable (
              instance TEXT NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
              name TEXT NOT NULL, value TEXT NOT NULL,
              PRIMARY KEY (instance, name)
            ) STRICT, WITHOUT ROWID""";

    // An event outlives its instance, so it does not refer to it.
    private static final String EVENT = """
            CREATE TABLE event (
              sequence INTEGER PRIMARY KEY AUTOINCREMENT,
              at_micros INTEGER NOT NULL, instance TEXT, kind TEXT NOT NULL, detail TEXT NOT NULL,
              actor_user TEXT NOT NULL, actor_uid INTEGER NOT NULL, actor_login_uid INTEGER, actor_session INTEGER,
              actor_hint TEXT NOT NULL, actor_program TEXT NOT NULL,
              boot_id TEXT, pid_namespace INTEGER, pid INTEGER, start_ticks INTEGER,
              took_micros INTEGER
            ) STRICT""";

    private static final String NEED = """
            CREATE TABLE need (
              instance TEXT NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
              position INTEGER NOT NULL, needed TEXT NOT NULL,
              PRIMARY KEY (instance, position)
            ) STRICT, WITHOUT ROWID""";

    private static final String BOOT = """
            CREATE TABLE boot (
              sequence INTEGER PRIMARY KEY AUTOINCREMENT,
              instance TEXT NOT NULL REFERENCES instance (id) ON DELETE CASCADE,
              at_micros INTEGER NOT NULL, took_micros INTEGER NOT NULL
            ) STRICT""";

    private static final String BOOT_CHECK = """
            CREATE TABLE boot_check (
              boot INTEGER NOT NULL REFERENCES boot (sequence) ON DELETE CASCADE,
              position INTEGER NOT NULL,
              phase TEXT NOT NULL, name TEXT NOT NULL, result TEXT NOT NULL,
              took_micros INTEGER NOT NULL, detail TEXT NOT NULL, remedy TEXT NOT NULL,
              PRIMARY KEY (boot, position)
            ) STRICT, WITHOUT ROWID""";

    // What somebody did stays for ever; the words are EventKind.isRoutine as of this step.
    private static final String ONLY_ROUTINE_GOES = """
            CREATE TRIGGER event_of_an_action_never_goes BEFORE DELETE ON event
            WHEN old.kind NOT IN ('exited', 'strays_ended', 'adopted', 'starting', 'waiting', 'healthy', 'saturated',
              'degraded', 'unhealthy', 'restarting', 'recovered', 'gave_up', 'rotated', 'supervised', 'unsupervised')
            BEGIN SELECT RAISE(ABORT, 'what somebody did is kept'); END""";

    private static final String VIRTUAL_PROCESS = """
            CREATE TABLE virtual_process (
              number INTEGER PRIMARY KEY AUTOINCREMENT,
              instance TEXT NOT NULL UNIQUE REFERENCES instance (id) ON DELETE CASCADE,
              started_micros INTEGER NOT NULL, stopped_micros INTEGER
            ) STRICT""";

    private static final String USAGE = """
            CREATE TABLE usage (
              instance TEXT PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
              disk_bytes INTEGER, disk_micros INTEGER, database_bytes INTEGER, database_micros INTEGER,
              active_micros INTEGER
            ) STRICT, WITHOUT ROWID""";

    /** What the first release wrote. */
    static final List<String> FIRST = List.of(
            INSTANCE, VARIABLE, EVENT, "CREATE INDEX event_by_instance ON event (instance, sequence)", """
            CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""", """
            CREATE TRIGGER event_never_goes BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""");

    private static final List<String> SUPERVISION = List.of(
            "ALTER TABLE instance ADD COLUMN restart_mode TEXT NOT NULL DEFAULT 'on_failure'",
            "ALTER TABLE instance ADD COLUMN max_restarts INTEGER NOT NULL DEFAULT 3",
            "ALTER TABLE instance ADD COLUMN window_micros INTEGER NOT NULL DEFAULT 60000000",
            "ALTER TABLE instance ADD COLUMN delay_micros INTEGER NOT NULL DEFAULT 1000000",
            "ALTER TABLE instance ADD COLUMN failure TEXT",
            "ALTER TABLE instance ADD COLUMN until_micros INTEGER",
            NEED,
            BOOT,
            "CREATE INDEX boot_by_instance ON boot (instance, sequence)",
            BOOT_CHECK,
            "DROP TRIGGER event_never_goes",
            ONLY_ROUTINE_GOES);

    // What was made before was run by us, and without limits.
    private static final List<String> ISOLATION = List.of(
            "ALTER TABLE instance ADD COLUMN backend TEXT NOT NULL DEFAULT 'direct'",
            "ALTER TABLE instance ADD COLUMN memory_bytes INTEGER",
            "ALTER TABLE instance ADD COLUMN memory_high_bytes INTEGER",
            "ALTER TABLE instance ADD COLUMN swap_bytes INTEGER",
            "ALTER TABLE instance ADD COLUMN cpu_percent INTEGER",
            "ALTER TABLE instance ADD COLUMN tasks INTEGER",
            "ALTER TABLE instance ADD COLUMN over_limit TEXT NOT NULL DEFAULT 'restart'",
            "ALTER TABLE instance ADD COLUMN overcommit INTEGER NOT NULL DEFAULT 0",
            VIRTUAL_PROCESS,
            USAGE);

    private static final List<List<String>> STEPS = List.of(FIRST, SUPERVISION, ISOLATION);

    private Schema() {}

    /** Whether the file has all steps; refuses one that has more, or that is not ours. */
    static boolean isCurrent(Connection connection, Path database) throws SQLException {
        int step = step(connection, database);
        int application = number(connection, "PRAGMA application_id");
        boolean strange = application != APPLICATION && (application != 0 || step != 0 || hasTables(connection));
        if (strange) {
            throw IkabudException.refused(
                    "database " + database, "it is an SQLite file of another program", "move it away");
        }
        return step == STEPS.size();
    }

    /** How many steps the file has, 0 if it is new; refuses one that has more than we know. */
    static int step(Connection connection, Path database) throws SQLException {
        int step = number(connection, "PRAGMA user_version");
        if (step > STEPS.size()) {
            throw IkabudException.refused(
                    "database " + database,
                    "a newer Ikabud wrote it (schema " + step + "; this one knows " + STEPS.size() + ")",
                    "use that newer version");
        }
        return step;
    }

    /** Takes the steps that are missing, all or none. */
    static void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            for (int step = number(connection, "PRAGMA user_version"); step < STEPS.size(); step++) {
                for (String sql : STEPS.get(step)) {
                    statement.execute(sql);
                }
            }
            statement.execute("PRAGMA application_id = " + APPLICATION);
            statement.execute("PRAGMA user_version = " + STEPS.size());
            statement.execute("COMMIT");
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM sqlite_schema") > 0;
    }

    /** The one number that a query gives. */
    static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
