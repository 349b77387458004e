package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.app.Supervising;
import ikabud.cli.Shell.Said;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.InstanceId;
import ikabud.model.Locks.Holder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuperviseTest {
    private final FakeControl control = FakeControl.withSites();
    private final Shell shell = new Shell(control);

    @Test
    void its_status_says_who_supervises_and_since_when() {
        control.supervisor = Optional.of(new Holder(812, "supervises since 2026-11-20T08:00:00Z"));

        Said said = shell.types("supervise --status");

        assertEquals(ExitCode.DONE, said.code());
        assertEquals("supervised by PID 812 since 2026-11-20 08:00:00\n", said.out());
        assertTrue(shell.types("supervise --status --json").out().contains("\"since\" : \"2026-11-20T08:00:00Z\""));
    }

    @Test
    void its_status_is_3_where_nobody_supervises() {
        assertEquals(ExitCode.REFUSED, shell.types("supervise --status").code());
        assertTrue(shell.types("supervise --status --json").out().contains("\"supervised\" : false"));
    }

    @Test
    void a_holder_that_says_nothing_is_told_by_its_pid_alone() {
        control.supervisor = Optional.of(new Holder(812, "supervises since the dawn of time"));

        assertEquals(
                "supervised by PID 812\n", shell.types("supervise --status").out());
    }

    @Test
    void it_is_started_in_the_background_and_ended() {
        assertEquals("supervised, PID 4711\n", shell.types("supervise --detach").out());
        assertTrue(control.supervisor.isPresent());
        assertEquals(ExitCode.DONE, shell.types("supervise --stop --timeout 5").code());
        assertTrue(control.supervisor.isEmpty());
    }

    @Test
    void in_the_foreground_it_prints_a_line_for_each_event() {
        control.events.add(new Event(
                1,
                control.clock.now(),
                new InstanceId("blog"),
                EventKind.GAVE_UP,
                FakeControl.ACTOR,
                "too\033[31m often",
                null,
                null));

        Said said = shell.types("supervise --stop-instances --log /var/log/x");

        assertEquals(List.of(new Supervising.Wishes(true, Path.of("/var/log/x"))), control.supervised);
        assertEquals(1, said.out().lines().count());
        assertTrue(said.out().matches("2026-11-20 08:00:01  blog +gave up: too[^\033]* often\n"), said.out());
    }

    @Test
    void modes_exclude_each_other() {
        assertEquals(ExitCode.USAGE, shell.types("supervise --stop --status").code());
        assertEquals(ExitCode.USAGE, shell.types("supervise blog").code());
    }
}
