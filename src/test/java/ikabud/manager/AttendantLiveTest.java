package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Member;
import ikabud.model.Changes;
import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.os.SystemClock;
import ikabud.support.Eventually;
import ikabud.support.LiveSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AttendantLiveTest {
    private final LiveSite site;

    AttendantLiveTest(@TempDir Path directory) {
        site = new LiveSite(directory);
        assertTrue(set(false, Map.of("delay", "0")).isDone());
        site.done(Verb.START);
        attend();
    }

    @AfterEach
    void remove() {
        site.close();
    }

    private Outcome set(boolean reload, Map<String, String> values) {
        return site.execute(
                Verb.SET,
                new Command.Options(Signal.KILL, false, false, false, null, null, new Changes(values, reload)));
    }

    private OptionalLong attend() {
        return site.manager().attendant().attend(LiveSite.BLOG);
    }

    private Phase phase() {
        return site.record().observed().phase();
    }

    /** By somebody else, so that nobody wants it down. */
    private void send(Signal signal) {
        ProcessIdentity master = site.master();
        site.root().machine().processes().signal(master, signal, right -> true);
        Eventually.eventually("the master ended", () -> !site.backend().isAlive(master));
    }

    @Test
    void a_killed_master_whose_workers_live_on_is_replaced_at_once() {
        site.script("pid.php", "echo getmypid();");
        site.text("pid.php");
        ProcessIdentity before = site.master();
        send(Signal.KILL);
        List<Member> orphans = site.backend().survey(site.instance(), before).orphans();
        assertFalse(orphans.isEmpty(), "FPM's workers outlive their master");

        assertEquals(OptionalLong.empty(), attend());

        assertEquals(Phase.UP, phase());
        assertNotEquals(before, site.master());
        orphans.forEach(orphan -> assertFalse(site.backend().isAlive(orphan.identity()), orphan.toString()));
        assertEquals(1, site.root().groups(site.instance()).size());
        assertTrue(site.backend().answers(site.instance(), Duration.ofSeconds(5)));
        assertEquals(1, site.events(EventKind.RECOVERED).size());
    }

    @Test
    void a_stop_by_somebody_else_is_an_end_that_counts() {
        send(Signal.TERM);

        assertEquals(OptionalLong.empty(), attend());

        assertEquals(Phase.UP, phase());
        assertTrue(site.events(EventKind.EXITED).get(0).detail().contains("TERM"));
        assertEquals(1, site.events(EventKind.RESTARTING).size());
    }

    @Test
    void a_configuration_that_was_broken_is_tried_once() throws IOException {
        Path config = site.root().layout().fpmConfig(LiveSite.BLOG);
        Files.writeString(config, "\nunknown_entry = 1\n", StandardOpenOption.APPEND);
        send(Signal.KILL);

        assertEquals(OptionalLong.empty(), attend());

        assertEquals(Phase.FAILED, phase());
        assertEquals(FailureClass.CONFIG, site.record().observed().failure());
        assertTrue(
                site.record().observed().cause().contains("unknown_entry"),
                site.record().toString());
        assertEquals(1, site.events(EventKind.RESTARTING).size());
        assertEquals(OptionalLong.empty(), attend());
        assertEquals(1, site.events(EventKind.RESTARTING).size());
    }

    @Test
    void a_crash_is_over_in_less_than_a_second_and_a_half() {
        for (int crash = 0; crash < 3; crash++) {
            send(Signal.KILL);
            long begin = new SystemClock().nanoTime();
            attend();
            Duration took = Duration.ofNanos(new SystemClock().nanoTime() - begin);
            assertEquals(Phase.UP, phase());
            assertTrue(took.compareTo(Duration.ofMillis(1500)) < 0, took.toString());
        }
        send(Signal.KILL);
        attend();
        assertEquals(Phase.FAILED, phase());
    }

    @Test
    void a_changed_variable_is_taken_up_by_the_same_master() throws IOException {
        ProcessIdentity master = site.master();

        Outcome outcome = set(true, Map.of("max-children", "3"));

        assertTrue(outcome.isDone(), outcome.message());
        assertEquals(master, site.master());
        String config = Files.readString(site.root().layout().fpmConfig(LiveSite.BLOG));
        assertTrue(config.contains("pm.max_children = 3"), config);
        assertEquals(1, site.events(EventKind.RELOADED).size());
    }

    @Test
    void a_value_that_cannot_be_changes_nothing() {
        Outcome outcome = set(true, Map.of("max-childen", "3", "restart", "sometimes"));

        assertFalse(outcome.isDone());
        assertTrue(outcome.message().contains("did you mean \"max-children\"?"), outcome.message());
        assertTrue(outcome.message().contains("restart: expected"), outcome.message());
    }
}
