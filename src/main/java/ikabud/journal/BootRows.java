package ikabud.journal;

import ikabud.model.BootCheck;
import ikabud.model.BootLog;
import ikabud.model.BootPhase;
import ikabud.model.InstanceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of boots and their checks. Must run inside a transaction. */
final class BootRows {
    /** So many boots of each instance are kept. */
    static final int KEPT = 5;

    private BootRows() {}

    static void insert(Connection connection, BootLog boot) throws SQLException {
        long sequence = insertHead(connection, boot);
        String sql = "INSERT INTO boot_check (boot, position, phase, name, result, took_micros, detail, remedy)"
                + " VALUES (?,?,?,?,?,?,?,?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int position = 0;
            for (BootCheck check : boot.checks()) {
                new Binding(insert)
                        .number(sequence)
                        .number(position++)
                        .word(check.phase())
                        .text(check.name())
                        .word(check.result())
                        .number(Micros.of(check.took()))
                        .text(check.detail())
                        .text(check.remedy());
                insert.executeUpdate();
            }
        }
        forgetOld(connection, boot.id());
    }

    private static long insertHead(Connection connection, BootLog boot) throws SQLException {
        String sql = "INSERT INTO boot (instance, at_micros, took_micros) VALUES (?,?,?) RETURNING sequence";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            new Binding(insert)
                    .text(boot.id().value())
                    .number(Micros.of(boot.at()))
                    .number(Micros.of(boot.took()));
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void forgetOld(Connection connection, InstanceId id) throws SQLException {
        String sql = "DELETE FROM boot WHERE instance = ? AND sequence NOT IN"
                + " (SELECT sequence FROM boot WHERE instance = ? ORDER BY sequence DESC LIMIT ?)";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            new Binding(delete).text(id.value()).text(id.value()).number(KEPT);
            delete.executeUpdate();
        }
    }

    static Optional<BootLog> last(Connection connection, InstanceId id) throws SQLException {
        String sql = "SELECT * FROM boot WHERE instance = ? ORDER BY sequence DESC LIMIT 1";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new BootLog(
                        id,
                        Micros.toInstant(row.getLong("at_micros")),
                        Micros.toDuration(row.getLong("took_micros")),
                        checks(connection, row.getLong("sequence"))));
            }
        }
    }

    private static List<BootCheck> checks(Connection connection, long boot) throws SQLException {
        List<BootCheck> checks = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT * FROM boot_check WHERE boot = ? ORDER BY position")) {
            query.setLong(1, boot);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    checks.add(new BootCheck(
                            Binding.word(BootPhase.class, row.getString("phase"))
                                    .orElse(BootPhase.KERNEL),
                            row.getString("name"),
                            Binding.word(BootCheck.Result.class, row.getString("result"))
                                    .orElse(BootCheck.Result.FAILED),
                            Micros.toDuration(row.getLong("took_micros")),
                            row.getString("detail"),
                            row.getString("remedy")));
                }
            }
        }
        return checks;
    }
}
