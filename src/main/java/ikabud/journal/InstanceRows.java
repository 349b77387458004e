package ikabud.journal;

import ikabud.model.BackendKind;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Limits;
import ikabud.model.Observed;
import ikabud.model.OverLimit;
import ikabud.model.Owner;
import ikabud.model.Phase;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Supervision;
import ikabud.model.Wanted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tables of instances and their variables, as records. Must run inside a transaction. */
final class InstanceRows {
    private InstanceRows() {}

    /** Hands out all instances by id, one by one, so that a damaged table gives what it can. */
    static void each(Connection connection, Consumer<InstanceRecord> to) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM instance ORDER BY id");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                to.accept(read(connection, row));
            }
        }
    }

    static Optional<InstanceRecord> find(Connection connection, InstanceId id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM instance WHERE id = ?")) {
            query.setString(1, id.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(read(connection, row)) : Optional.empty();
            }
        }
    }

    private static Map<String, String> variables(Connection connection, String id) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT name, value FROM variable WHERE instance = ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    values.put(row.getString(1), row.getString(2));
                }
            }
        }
        return values;
    }

    private static List<InstanceId> needs(Connection connection, String id) throws SQLException {
        List<InstanceId> needs = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT needed FROM need WHERE instance = ? ORDER BY position")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    needs.add(new InstanceId(row.getString(1)));
                }
            }
        }
        return needs;
    }

    private static InstanceRecord read(Connection connection, ResultSet row) throws SQLException {
        Instance instance = new Instance(
                new InstanceId(row.getString("id")),
                row.getString("kind"),
                new Owner(
                        row.getString("owner_name"),
                        row.getInt("owner_uid"),
                        row.getInt("owner_gid"),
                        row.getInt("owner_made") != 0),
                row.getString("php_version"),
                Path.of(row.getString("php_binary")),
                Path.of(row.getString("document_root")),
                variables(connection, row.getString("id")),
                Micros.toInstant(row.getLong("created_micros")),
                new Supervision(policy(row), needs(connection, row.getString("id"))),
                Binding.word(BackendKind.class, row.getString("backend")).orElse(BackendKind.DIRECT),
                limits(row));
        String wanted = row.getString("wanted");
        Intent intent = new Intent(
                Binding.word(Wanted.class, wanted).orElseThrow(() -> strange(instance.id(), wanted)),
                row.getLong("generation"));
        Observed observed = new Observed(
                Binding.word(Phase.class, row.getString("phase")).orElse(Phase.UNKNOWN),
                Binding.identity(row),
                Micros.toInstant(row.getLong("since_micros")),
                row.getString("cause"),
                failure(row),
                until(row));
        if (!instance.isVirtual()) {
            return new InstanceRecord(instance, intent, observed);
        }
        return new InstanceRecord(
                instance,
                intent,
                observed,
                VirtualRows.last(connection, instance.id()),
                VirtualRows.usage(connection, instance.id()));
    }

    private static RestartPolicy policy(ResultSet row) throws SQLException {
        RestartPolicy usual = RestartPolicy.DEFAULT;
        return new RestartPolicy(
                Binding.word(RestartMode.class, row.getString("restart_mode")).orElse(usual.mode()),
                row.getInt("max_restarts"),
                Micros.toDuration(row.getLong("window_micros")),
                Micros.toDuration(row.getLong("delay_micros")));
    }

    private static Limits limits(ResultSet row) throws SQLException {
        return new Limits(
                bytes(row, "memory_bytes"),
                bytes(row, "memory_high_bytes"),
                bytes(row, "swap_bytes"),
                count(row, "cpu_percent"),
                count(row, "tasks"),
                Binding.word(OverLimit.class, row.getString("over_limit")).orElse(Limits.NONE.over()),
                row.getInt("overcommit") != 0);
    }

    private static OptionalLong bytes(ResultSet row, String column) throws SQLException {
        Long value = Binding.number(row, column);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalInt count(ResultSet row, String column) throws SQLException {
        Long value = Binding.number(row, column);
        return value == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(value));
    }

    private static @Nullable FailureClass failure(ResultSet row) throws SQLException {
        String word = row.getString("failure");
        return word == null ? null : Binding.word(FailureClass.class, word).orElse(FailureClass.CRASH);
    }

    private static @Nullable Instant until(ResultSet row) throws SQLException {
        Long micros = Binding.number(row, "until_micros");
        return micros == null ? null : Micros.toInstant(micros);
    }

    private static IkabudException strange(InstanceId id, String word) {
        return IkabudException.failed(
                "the record of " + id, "\"" + word + "\" is neither up nor down", "set it again with start or stop");
    }

    static void insert(Connection connection, InstanceRecord record) throws SQLException {
        Instance instance = record.instance();
        String sql =
                "INSERT INTO instance (kind, owner_name, owner_uid, owner_gid, owner_made, php_version, php_binary,"
                        + " document_root, created_micros, restart_mode, max_restarts, window_micros, delay_micros,"
                        + " backend, memory_bytes, memory_high_bytes, swap_bytes, cpu_percent, tasks, over_limit, overcommit,"
                        + " id, wanted, generation, phase, since_micros, cause, failure, until_micros,"
                        + " boot_id, pid_namespace, pid, start_ticks)"
                        + " VALUES (" + "?,".repeat(32) + "?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            Binding row = definition(new Binding(insert), instance)
                    .word(record.intent().wanted())
                    .number(record.intent().generation());
            observed(row, record.observed());
            insert.executeUpdate();
        }
        insertVariables(connection, instance);
        insertNeeds(connection, instance);
        VirtualRows.follow(connection, instance.id(), record.observed());
    }

    /** Returns whether there was such an instance. */
    static boolean update(Connection connection, Instance instance) throws SQLException {
        String sql = "UPDATE instance SET kind = ?, owner_name = ?, owner_uid = ?, owner_gid = ?, owner_made = ?,"
                + " php_version = ?, php_binary = ?, document_root = ?, created_micros = ?,"
                + " restart_mode = ?, max_restarts = ?, window_micros = ?, delay_micros = ?,"
                + " backend = ?, memory_bytes = ?, memory_high_bytes = ?, swap_bytes = ?, cpu_percent = ?, tasks = ?,"
                + " over_limit = ?, overcommit = ? WHERE id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            definition(new Binding(update), instance);
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        for (String table : List.of("variable", "need")) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM " + table + " WHERE instance = ?")) {
                delete.setString(1, instance.id().value());
                delete.executeUpdate();
            }
        }
        insertVariables(connection, instance);
        insertNeeds(connection, instance);
        return true;
    }

    private static Binding definition(Binding row, Instance instance) throws SQLException {
        Owner owner = instance.owner();
        RestartPolicy restart = instance.supervision().restart();
        Limits limits = instance.limits();
        return row.text(instance.kind())
                .text(owner.name())
                .number(owner.uid())
                .number(owner.gid())
                .number(owner.made() ? 1 : 0)
                .text(instance.phpVersion())
                .text(instance.phpBinary().toString())
                .text(instance.documentRoot().toString())
                .number(Micros.of(instance.createdAt()))
                .word(restart.mode())
                .number(restart.maxRestarts())
                .number(Micros.of(restart.window()))
                .number(Micros.of(restart.delay()))
                .word(instance.backend())
                .number(limits.memoryBytes())
                .number(limits.memoryHighBytes())
                .number(limits.swapBytes())
                .number(limits.cpuPercent())
                .number(limits.tasks())
                .word(limits.over())
                .number(limits.overcommit() ? 1 : 0)
                .text(instance.id().value());
    }

    private static void insertVariables(Connection connection, Instance instance) throws SQLException {
        String sql = "INSERT INTO variable (instance, name, value) VALUES (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Map.Entry<String, String> variable : instance.variables().entrySet()) {
                new Binding(insert)
                        .text(instance.id().value())
                        .text(variable.getKey())
                        .text(variable.getValue());
                insert.executeUpdate();
            }
        }
    }

    private static void insertNeeds(Connection connection, Instance instance) throws SQLException {
        String sql = "INSERT INTO need (instance, position, needed) VALUES (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int position = 0;
            for (InstanceId needed : instance.supervision().needs()) {
                new Binding(insert)
                        .text(instance.id().value())
                        .number(position++)
                        .text(needed.value());
                insert.executeUpdate();
            }
        }
    }

    /** Stores the next wish; empty where there is no such instance. */
    static Optional<Intent> want(Connection connection, InstanceId id, Wanted wanted) throws SQLException {
        String sql = "UPDATE instance SET wanted = ?, generation = generation + 1 WHERE id = ? RETURNING generation";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            new Binding(update).word(wanted).text(id.value());
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? Optional.of(new Intent(wanted, row.getLong(1))) : Optional.empty();
            }
        }
    }

    /** Returns whether there was such an instance. */
    static boolean observe(Connection connection, InstanceId id, Observed seen) throws SQLException {
        String sql = "UPDATE instance SET phase = ?, since_micros = ?, cause = ?, failure = ?, until_micros = ?,"
                + " boot_id = ?, pid_namespace = ?, pid = ?, start_ticks = ? WHERE id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            observed(new Binding(update), seen).text(id.value());
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        VirtualRows.follow(connection, id, seen);
        return true;
    }

    private static Binding observed(Binding row, Observed seen) throws SQLException {
        FailureClass failure = seen.failure();
        Instant until = seen.until();
        return row.word(seen.phase())
                .number(Micros.of(seen.since()))
                .text(seen.cause())
                .text(failure == null ? null : Binding.name(failure))
                .number(until == null ? null : (Long) Micros.of(until))
                .identity(seen.master());
    }

    /** Returns whether there was such an instance. */
    static boolean delete(Connection connection, InstanceId id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM instance WHERE id = ?")) {
            delete.setString(1, id.value());
            return delete.executeUpdate() > 0;
        }
    }
}
