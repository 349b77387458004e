package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Actor;
import ikabud.model.BackendKind;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
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
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Supervision;
import ikabud.model.Wanted;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
    private static final Actor ROOT = new Actor("root", 0, 1000L, 7L, "SUDO_USER=alice", "ikabud");
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final ProcessIdentity OTHER = new ProcessIdentity("boot", 4026531836L, 99, Long.MAX_VALUE);

    @TempDir
    Path directory;

    private Path file;
    private Journal journal;

    @BeforeEach
    void open() {
        file = directory.resolve("state/state.db");
        journal = Journal.open(file, new FakeClock());
    }

    private static final Supervision SUPERVISION = new Supervision(
            new RestartPolicy(RestartMode.ALWAYS, 5, Duration.ofMinutes(2), Duration.ZERO),
            List.of(new InstanceId("shop"), new InstanceId("db")));

    private static final Limits LIMITS = new Limits(
            OptionalLong.of(512 << 20),
            OptionalLong.empty(),
            OptionalLong.of(0),
            OptionalInt.of(150),
            OptionalInt.of(64),
            OverLimit.ALERT);

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void an_instance_comes_back_as_it_was_stored() {
        var blog = new InstanceRecord(
                new Instance(
                        BLOG,
                        "wordpress",
                        new Owner("#4711", 4711, 4712, false),
                        "8.2",
                        Path.of("/usr/sbin/php-fpm8.2"),
                        Path.of("/srv/my blog/public"),
                        Map.of("max-children", "4", "memory-limit", "128M"),
                        NOON,
                        SUPERVISION,
                        BackendKind.SYSTEMD,
                        LIMITS),
                new Intent(Wanted.UP, 12),
                new Observed(
                        Phase.BACKOFF,
                        OTHER,
                        NOON.plusSeconds(1),
                        "it \"crashed\"",
                        FailureClass.CRASH,
                        NOON.plusSeconds(3)));

        journal.register(blog, event(BLOG, EventKind.CREATED));

        assertEquals(Optional.of(blog), journal.find(BLOG));
        assertEquals(List.of(blog), journal.all());
        assertEquals(Optional.empty(), journal.find(new InstanceId("shop")));
    }

    @Test
    void an_id_can_be_taken_once_only() {
        journal.register(Instances.down("blog"), event(BLOG, EventKind.CREATED));

        var failure = assertThrows(
                IkabudException.class, () -> journal.register(Instances.up("blog"), event(BLOG, EventKind.CREATED)));

        assertEquals(ExitCode.REFUSED, failure.exitCode());
        assertEquals(List.of(Instances.down("blog")), journal.all());
        assertEquals(1, journal.events(null, null, 0, 10).size());
    }

    @Test
    void each_wish_has_the_next_generation() {
        journal.register(Instances.down("blog"), event(BLOG, EventKind.CREATED));

        assertEquals(new Intent(Wanted.UP, 2), journal.want(BLOG, Wanted.UP));
        assertEquals(new Intent(Wanted.UP, 3), journal.want(BLOG, Wanted.UP));
        assertEquals(new Intent(Wanted.UP, 3), journal.find(BLOG).orElseThrow().intent());
    }

    @Test
    void a_new_definition_replaces_the_old_with_all_its_variables() {
        var old = Instances.down("blog");
        journal.register(old, event(BLOG, EventKind.CREATED));
        var changed = new Instance(
                BLOG,
                "php",
                old.instance().owner(),
                "8.3",
                Path.of("/usr/sbin/php-fpm8.3"),
                old.instance().documentRoot(),
                Map.of("max-children", "9"),
                NOON,
                SUPERVISION,
                BackendKind.SYSTEMD,
                LIMITS);

        journal.redefine(changed, event(BLOG, EventKind.RELOADED));
        journal.redefine(changed, event(BLOG, EventKind.RELOADED));

        assertEquals(
                new InstanceRecord(changed, old.intent(), old.observed()),
                journal.find(BLOG).orElseThrow());
    }

    @Test
    void what_was_seen_is_kept_with_its_event() {
        journal.register(Instances.down("blog"), event(BLOG, EventKind.CREATED));
        var seen = new Observed(Phase.UP, OTHER, NOON, "");

        journal.observe(BLOG, seen, event(BLOG, EventKind.STARTED));
        journal.observe(BLOG, seen, null);

        assertEquals(seen, journal.find(BLOG).orElseThrow().observed());
        assertEquals(
                List.of(EventKind.CREATED, EventKind.STARTED),
                journal.events(BLOG, null, 0, 10).stream().map(Event::kind).toList());
    }

    @Test
    void a_forgotten_instance_leaves_its_events() {
        journal.register(Instances.down("blog"), event(BLOG, EventKind.CREATED));

        journal.forget(BLOG, event(BLOG, EventKind.REMOVED));

        assertEquals(List.of(), journal.all());
        assertEquals(2, journal.events(BLOG, null, 0, 10).size());
    }

    @Test
    void nothing_is_stored_of_an_instance_that_is_not_there() {
        var seen = new Observed(Phase.UP, null, NOON, "");
        var event = event(BLOG, EventKind.STARTED);

        assertNoSuchInstance(() -> journal.want(BLOG, Wanted.UP));
        assertNoSuchInstance(() -> journal.observe(BLOG, seen, event));
        assertNoSuchInstance(() -> journal.redefine(Instances.instance("blog"), event));
        assertNoSuchInstance(() -> journal.forget(BLOG, event));

        assertEquals(List.of(), journal.events(null, null, 0, 10));
    }

    @Test
    void an_event_comes_back_as_it_was_stored() {
        var full = new Event(0, NOON, BLOG, EventKind.KILLED, ROOT, "KILL", OTHER, Duration.ofNanos(1_234_000));
        var bare = new Event(
                0, NOON, null, EventKind.REBUILT, new Actor("joe", 1000, null, null, "", "x"), "", null, null);

        journal.append(full);
        journal.append(bare);

        assertEquals(List.of(numbered(full, 1), numbered(bare, 2)), journal.events(null, null, 0, 10));
    }

    @Test
    void the_last_events_that_fit_come_oldest_first() {
        var shop = new InstanceId("shop");
        for (int i = 0; i < 6; i++) {
            var at = NOON.plusSeconds(i);
            journal.append(new Event(0, at, i % 2 == 0 ? BLOG : shop, EventKind.STARTED, ROOT, "", null, null));
        }

        assertEquals(List.of(5L, 6L), sequences(journal.events(null, null, 0, 2)));
        assertEquals(List.of(1L, 3L, 5L), sequences(journal.events(BLOG, null, 0, 9)));
        assertEquals(List.of(3L, 5L), sequences(journal.events(BLOG, NOON.plusSeconds(1), 0, 9)));
        assertEquals(List.of(6L), sequences(journal.events(null, null, 5, 9)));
        assertEquals(List.of(), sequences(journal.events(null, null, 0, 0)));
    }

    @Test
    void the_version_changes_when_another_process_changes_something() {
        try (var other = Journal.open(file, new FakeClock())) {
            long before = journal.version();
            assertEquals(before, journal.version());

            other.register(Instances.down("blog"), event(BLOG, EventKind.CREATED));

            assertNotEquals(before, journal.version());
            assertEquals(1, journal.all().size());
        }
    }

    @Test
    void a_look_at_the_log_tells_whether_the_version_may_have_changed() {
        try (var other = Journal.open(file, new FakeClock())) {
            journal.version();
            assertFalse(journal.isStirred());

            other.register(Instances.down("blog"), event(BLOG, EventKind.CREATED));
            assertTrue(journal.isStirred());

            journal.version();
            assertFalse(journal.isStirred());
        }
    }

    @Test
    void all_are_read_anew_only_after_a_change_by_whomever() {
        journal.register(Instances.down("blog"), event(BLOG, EventKind.CREATED));
        List<InstanceRecord> before = journal.all();

        assertSame(before, journal.all());

        journal.want(BLOG, Wanted.UP);
        List<InstanceRecord> wanted = journal.all();
        assertEquals(Wanted.UP, wanted.get(0).intent().wanted());
        try (Journal other = Journal.open(file, new FakeClock())) {
            other.want(BLOG, Wanted.DOWN);
        }
        assertEquals(Wanted.DOWN, journal.all().get(0).intent().wanted());
        assertEquals(Wanted.UP, wanted.get(0).intent().wanted());
    }

    @Test
    void only_its_owner_may_read_the_file() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx--x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }

    @Test
    void a_closed_journal_leaves_one_file() {
        journal.append(event(BLOG, EventKind.STARTED));
        journal.close();

        assertFalse(Files.exists(StateFile.beside(file, "-wal")));
        assertTrue(StateFile.size(file) > 0);
    }

    @Test
    void a_time_beyond_all_times_becomes_the_last_that_fits() {
        journal.append(
                new Event(0, Instant.MAX, null, EventKind.STARTED, ROOT, "", null, Duration.ofSeconds(Long.MAX_VALUE)));
        journal.append(new Event(0, Instant.MIN, null, EventKind.STARTED, ROOT, "", null, null));

        var events = journal.events(null, null, 0, 9);

        assertTrue(events.get(0).at().isAfter(NOON));
        assertTrue(events.get(1).at().isBefore(NOON));
    }

    private static void assertNoSuchInstance(Runnable call) {
        assertEquals(
                ExitCode.NO_SUCH_INSTANCE,
                assertThrows(IkabudException.class, call::run).exitCode());
    }

    private static Event event(InstanceId id, EventKind kind) {
        return new Event(0, NOON, id, kind, ROOT, "detail", null, null);
    }

    private static Event numbered(Event event, long sequence) {
        return new Event(
                sequence,
                event.at(),
                event.instance(),
                event.kind(),
                event.actor(),
                event.detail(),
                event.identity(),
                event.took());
    }

    private static List<Long> sequences(List<Event> events) {
        return events.stream().map(Event::sequence).toList();
    }
}
