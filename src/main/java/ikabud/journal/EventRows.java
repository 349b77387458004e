package ikabud.journal;

import ikabud.model.Actor;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import ikabud.model.Turn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The append-only table of events. Must run inside a transaction. */
final class EventRows {
    private EventRows() {}

    static void append(Connection connection, Event event) throws SQLException {
        String sql = "INSERT INTO event (at_micros, instance, kind, detail, actor_user, actor_uid, actor_login_uid,"
                + " actor_session, actor_hint, actor_program, boot_id, pid_namespace, pid, start_ticks, took_micros)"
                + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
        Actor actor = event.actor();
        InstanceId instance = event.instance();
        Duration took = event.took();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            new Binding(insert)
                    .number(Micros.of(event.at()))
                    .text(instance == null ? null : instance.value())
                    .word(event.kind())
                    .text(event.detail())
                    .text(actor.user())
                    .number(actor.uid())
                    .number(actor.loginUid())
                    .number(actor.session())
                    .text(actor.hint())
                    .text(actor.program())
                    .identity(event.identity())
                    .number(took == null ? null : (Long) Micros.of(took));
            insert.executeUpdate();
        }
    }

    /** The last {@code most} events that fit, oldest first. */
    static List<Event> last(
            Connection connection, @Nullable InstanceId id, @Nullable Instant since, long after, int most)
            throws SQLException {
        String sql = "SELECT * FROM event WHERE sequence > ?"
                + (id == null ? "" : " AND instance = ?")
                + (since == null ? "" : " AND at_micros >= ?")
                + " ORDER BY sequence DESC LIMIT ?";
        List<Event> events = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            Binding binding = new Binding(query).number(after);
            if (id != null) {
                binding.text(id.value());
            }
            if (since != null) {
                binding.number(Micros.of(since));
            }
            binding.number(Math.max(0, most));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.add(read(row));
                }
            }
        }
        Collections.reverse(events);
        return events;
    }

    /** Those of these kinds after a sequence number that concern an instance, oldest first. */
    static List<Turn> turns(Connection connection, Set<EventKind> kinds, long after) throws SQLException {
        String sql =
                "SELECT sequence, at_micros, instance, kind, detail FROM event WHERE sequence > ? AND instance IS NOT NULL"
                        + " AND " + oneOf(kinds) + " ORDER BY sequence";
        List<Turn> turns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            new Binding(query).number(after);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    turns.add(new Turn(
                            row.getLong("sequence"),
                            Micros.toInstant(row.getLong("at_micros")),
                            new InstanceId(row.getString("instance")),
                            Binding.word(EventKind.class, row.getString("kind")).orElse(EventKind.FAILED),
                            row.getString("detail")));
                }
            }
        }
        return turns;
    }

    private static String oneOf(Collection<EventKind> kinds) {
        return kinds.stream()
                .map(kind -> "'" + Binding.name(kind) + "'")
                .collect(Collectors.joining(",", "kind IN (", ")"));
    }

    /** Forgets routine events, the oldest first, and returns how many. */
    static int prune(Connection connection, Instant before, int most) throws SQLException {
        String routine = oneOf(
                Arrays.stream(EventKind.values()).filter(EventKind::isRoutine).toList());
        String old = "DELETE FROM event WHERE " + routine + " AND at_micros < ?";
        int pruned;
        try (PreparedStatement delete = connection.prepareStatement(old)) {
            new Binding(delete).number(Micros.of(before));
            pruned = delete.executeUpdate();
        }
        int excess = Schema.number(connection, "SELECT count(*) FROM event") - Math.max(0, most);
        String many = "DELETE FROM event WHERE sequence IN (SELECT sequence FROM event WHERE " + routine
                + " ORDER BY sequence LIMIT ?)";
        try (PreparedStatement delete = connection.prepareStatement(many)) {
            new Binding(delete).number(Math.max(0, excess));
            return pruned + delete.executeUpdate();
        }
    }

    private static Event read(ResultSet row) throws SQLException {
        String instance = row.getString("instance");
        Long took = Binding.number(row, "took_micros");
        return new Event(
                row.getLong("sequence"),
                Micros.toInstant(row.getLong("at_micros")),
                instance == null ? null : new InstanceId(instance),
                Binding.word(EventKind.class, row.getString("kind")).orElse(EventKind.FAILED),
                new Actor(
                        row.getString("actor_user"),
                        row.getInt("actor_uid"),
                        Binding.number(row, "actor_login_uid"),
                        Binding.number(row, "actor_session"),
                        row.getString("actor_hint"),
                        row.getString("actor_program")),
                row.getString("detail"),
                Binding.identity(row),
                took == null ? null : Micros.toDuration(took));
    }
}
