package ikabud.journal;

import ikabud.model.InstanceId;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.Usage;
import ikabud.model.VirtualPid;
import ikabud.model.VirtualProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The tables of instances without processes: the last opening of each site, and what was measured of it. Must run inside a
 * transaction.
 */
final class VirtualRows {
    private VirtualRows() {}

    static @Nullable VirtualProcess last(Connection connection, InstanceId id) throws SQLException {
        String sql = "SELECT number, started_micros, stopped_micros FROM virtual_process WHERE instance = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new VirtualProcess(
                                new VirtualPid(row.getLong("number")),
                                Micros.toInstant(row.getLong("started_micros")),
                                instant(row, "stopped_micros"))
                        : null;
            }
        }
    }

    static Usage usage(Connection connection, InstanceId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM usage WHERE instance = ?")) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? new Usage(
                                bytes(row, "disk_bytes"),
                                instant(row, "disk_micros"),
                                bytes(row, "database_bytes"),
                                instant(row, "database_micros"),
                                instant(row, "active_micros"))
                        : Usage.UNKNOWN;
            }
        }
    }

    private static OptionalLong bytes(ResultSet row, String column) throws SQLException {
        Long value = Binding.number(row, column);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Long micros = Binding.number(row, column);
        return micros == null ? null : Micros.toInstant(micros);
    }

    /** Begins an opening with the next number where a virtual instance came up, and ends it where it did not stay so. */
    static void follow(Connection connection, InstanceId id, Observed seen) throws SQLException {
        // A row that is replaced gets a number that no row ever had.
        boolean up = seen.phase() == Phase.UP;
        String sql = up
                ? "INSERT OR REPLACE INTO virtual_process (instance, started_micros) SELECT id, ? FROM instance"
                        + " WHERE id = ? AND backend = 'virtual' AND NOT EXISTS (SELECT 1 FROM virtual_process"
                        + " WHERE instance = instance.id AND stopped_micros IS NULL)"
                : "UPDATE virtual_process SET stopped_micros = ? WHERE instance = ? AND stopped_micros IS NULL";
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            new Binding(change).number(Micros.of(seen.since())).text(id.value());
            change.executeUpdate();
        }
    }

    static void measured(Connection connection, InstanceId id, Usage usage) throws SQLException {
        String sql = "INSERT OR REPLACE INTO usage (disk_bytes, disk_micros, database_bytes, database_micros,"
                + " active_micros, instance) SELECT ?, ?, ?, ?, ?, id FROM instance WHERE id = ?";
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            new Binding(change)
                    .number(usage.diskBytes())
                    .number(micros(usage.diskAt()))
                    .number(usage.databaseBytes())
                    .number(micros(usage.databaseAt()))
                    .number(micros(usage.activeAt()))
                    .text(id.value());
            change.executeUpdate();
        }
    }

    private static @Nullable Long micros(@Nullable Instant at) {
        return at == null ? null : (Long) Micros.of(at);
    }
}
