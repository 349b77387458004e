package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ikabud.model.Actor;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.Usage;
import ikabud.model.VirtualPid;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VirtualRowsTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00.123456Z");
    private static final InstanceId BLOG = new InstanceId("blog");

    @TempDir
    private Path directory;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(directory.resolve("state.db"), new FakeClock());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static Event event(EventKind kind, String id) {
        Actor me = new Actor("me", 2001, null, null, "", "ikabud");
        return new Event(0, NOON, new InstanceId(id), kind, me, "", null, null);
    }

    private InstanceRecord register(String id) {
        InstanceRecord hosted = Instances.hosted(id, false);
        journal.register(
                new InstanceRecord(hosted.instance(), hosted.intent(), hosted.observed()),
                event(EventKind.CREATED, id));
        return record(id);
    }

    private InstanceRecord record(String id) {
        return journal.find(new InstanceId(id)).orElseThrow();
    }

    private VirtualPid opens(String id) {
        journal.observe(new InstanceId(id), new Observed(Phase.UP, null, NOON, ""), null);
        return record(id).virtualPid().orElseThrow();
    }

    private void shuts(String id) {
        journal.observe(new InstanceId(id), new Observed(Phase.DOWN, null, NOON.plusSeconds(9), ""), null);
    }

    @Test
    void an_opening_has_a_number_until_the_site_is_shut() {
        assertEquals(Optional.empty(), register("blog").virtualPid());

        VirtualPid pid = opens("blog");
        assertEquals("v1", pid.toString());
        assertEquals("v1", record("blog").running());
        assertEquals(NOON, record("blog").virtual().startedAt());
        assertEquals(pid, opens("blog"));

        shuts("blog");
        assertEquals(Optional.empty(), record("blog").virtualPid());
        assertEquals(NOON.plusSeconds(9), record("blog").virtual().stoppedAt());
    }

    @Test
    void no_number_is_used_twice_by_whomever() {
        register("blog");
        register("shop");
        VirtualPid first = opens("blog");
        shuts("blog");
        VirtualPid second = opens("shop");
        VirtualPid third = opens("blog");
        journal.forget(new InstanceId("blog"), event(EventKind.REMOVED, "blog"));
        register("blog");

        assertNotEquals(first, second);
        assertNotEquals(second, third);
        assertEquals(new VirtualPid(4), opens("blog"));
    }

    @Test
    void who_has_processes_gets_none() {
        InstanceRecord blog = Instances.up("blog");
        journal.register(blog, event(EventKind.CREATED, "blog"));
        journal.observe(BLOG, blog.observed(), null);

        assertEquals(Optional.empty(), record("blog").virtualPid());
        assertEquals("PID 4711", record("blog").running());
    }

    @Test
    void what_was_measured_is_kept_over_openings_and_goes_with_the_instance() {
        register("blog");
        Usage usage = Usage.UNKNOWN.withDisk(12_345, NOON).withActivity(NOON);
        journal.measured(BLOG, usage);
        assertEquals(usage, record("blog").usage());

        Usage more = usage.withDatabase(OptionalLong.of(77), NOON);
        journal.measured(BLOG, more);
        opens("blog");
        assertEquals(more, record("blog").usage());

        journal.forget(BLOG, event(EventKind.REMOVED, "blog"));
        journal.measured(BLOG, more);
        assertEquals(Usage.UNKNOWN, register("blog").usage());
    }
}
