package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.app.Finding;
import ikabud.app.Finding.Level;
import ikabud.backend.Examiner;
import ikabud.backend.Vitals;
import ikabud.backend.WorkerEnds;
import ikabud.model.Checkup;
import ikabud.model.Enforcement;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.History;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.LogKind;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.PoolStatus;
import ikabud.model.Roster;
import ikabud.support.Golden;
import ikabud.support.Instances;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final Vitals WAITED_FOR = new Vitals(false, Optional.of(true), 3, WorkerEnds.NONE);
    private static final Instant EARLIER = Instant.parse("2026-11-20T07:00:00Z");

    private final FakeControl control = FakeControl.with(
            new InstanceRecord(
                    Instances.instance("blog"),
                    Instances.up("blog").intent(),
                    new Observed(Phase.UP, Instances.MASTER, EARLIER, "")),
            new InstanceRecord(
                    Instances.instance("shop"),
                    Instances.up("shop").intent(),
                    new Observed(Phase.FAILED, null, EARLIER, "exit 78: \033[31munknown entry")),
            Instances.down("wiki"));
    private final Shell shell = new Shell(control);

    private void sample(InstanceRecord record, Liveness liveness, Health health, int queue) {
        control.samples.add(new InstanceSample(
                new Roster.Entry(record, Map.of()),
                liveness,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalInt.of(queue),
                Optional.empty(),
                Optional.empty(),
                false,
                health,
                History.EMPTY));
    }

    @Test
    void list_prints_a_line_for_each() throws IOException {
        Golden.assertSame("cli/list.txt", shell.types("list").out());
        Golden.assertSame("cli/list.json", shell.types("list blog --json").out());
        assertEquals("blog\nshop\nwiki\n", shell.types("list -q").out());
    }

    @Test
    void an_instance_without_processes_has_a_virtual_pid_and_no_socket() throws IOException {
        Shell hosted = new Shell(FakeControl.with(Instances.hosted("blog", true), Instances.hosted("shop", false)));

        Golden.assertSame("cli/hosted-list.txt", hosted.types("list").out());
        Golden.assertSame("cli/hosted-status.txt", hosted.types("status").out());
        Golden.assertSame(
                "cli/hosted-status.json", hosted.types("status --json blog").out());
        Golden.assertSame("cli/hosted-set.txt", hosted.types("set blog").out());
    }

    @Test
    void without_instances_the_next_step_is_told() {
        Shell.Said said = new Shell(new FakeControl()).types("list");

        assertEquals("No instances yet: `ikabud create ID` makes one.\n", said.out());
        assertEquals(ExitCode.DONE, said.code());
    }

    @Test
    void status_prints_state_process_user_socket_and_configuration() throws IOException {
        Golden.assertSame("cli/status.txt", shell.types("status").out());
        Golden.assertSame("cli/status.json", shell.types("status --json blog").out());
    }

    @Test
    void status_says_by_what_limits_are_held() {
        control.enforcement = List.of(
                new Enforcement("memory", Enforcement.By.CGROUP_V1, ""),
                new Enforcement("cpu", Enforcement.By.NOTHING, "there are no control groups for it"));

        assertTrue(shell.types("status blog")
                .out()
                .contains("\nLimits:    memory by cgroup v1, cpu not limited: there are no control groups for it\n"));
        assertTrue(shell.types("status --json blog").out().contains("\"by\" : null"));
    }

    @Test
    void health_gives_a_word_a_reason_and_an_exit_code() throws IOException {
        control.examiner.vitals.put(new InstanceId("blog"), WAITED_FOR);
        control.examiner.status = Optional.of(new PoolStatus(2, 0, 9, 0, 1, Instant.EPOCH, Instant.EPOCH));

        Shell.Said all = shell.types("health");

        Golden.assertSame("cli/health.txt", all.out());
        assertEquals("ikabud: health: saturated: blog\n", all.err());
        assertEquals(ExitCode.FAILED, all.code());
        assertEquals(ExitCode.DONE, shell.types("health blog wiki").code());
        Golden.assertSame("cli/health.json", shell.types("health --json").out());
        assertEquals(Set.of(Checkup.Reach.USUAL), Set.copyOf(control.reaches));
    }

    @Test
    void health_of_one_shows_what_was_looked_at_and_what_to_do() throws IOException {
        control.examiner.page = new Examiner.PageReply(true, true, "/index.php: status 500");

        Golden.assertSame(
                "cli/health-deep.txt", shell.types("health blog --deep").out());
        assertEquals(ExitCode.FAILED, shell.types("health blog --deep").code());
        assertEquals(ExitCode.DONE, shell.types("health blog --quick").code());
        assertEquals(ExitCode.USAGE, shell.types("health --quick --deep").code());
        assertEquals(List.of(Checkup.Reach.DEEP, Checkup.Reach.DEEP, Checkup.Reach.QUICK), control.reaches);
    }

    @Test
    void health_over_time_comes_from_the_journal() throws IOException {
        happened(1, 0, EventKind.STARTED, "");
        happened(2, 60, EventKind.SATURATED, "all 2 workers are busy, 3 connections wait");
        happened(3, 90, EventKind.HEALTHY, "the master lives and its socket listens");
        happened(4, 4000, EventKind.UNHEALTHY, Fault.SOCKET_GONE.sentence());
        happened(5, 4002, EventKind.RECOVERED, "");
        happened(6, 4003, EventKind.RELOADED, "");

        Golden.assertSame(
                "cli/health-history.txt", shell.types("health blog --history").out());
        Golden.assertSame(
                "cli/health-history.json",
                shell.types("health blog --history -n 2 --json").out());
        assertEquals(List.of(), control.reaches);
    }

    @Test
    void events_of_some_kinds_alone_can_be_asked_for() {
        happened(1, 0, EventKind.STARTED, "");
        happened(2, 60, EventKind.SATURATED, "");
        happened(3, 61, EventKind.GAVE_UP, "");

        assertEquals(
                2, shell.types("events --kind started,gave-up").out().lines().count());
        assertEquals(
                1, shell.types("events --kind saturated -n 1").out().lines().count());
        Shell.Said unknown = shell.types("events --kind stoped");
        assertEquals(ExitCode.USAGE, unknown.code());
        assertTrue(unknown.err().contains("did you mean \"stopped\"?"), unknown.err());
    }

    private void happened(int sequence, int seconds, EventKind kind, String detail) {
        control.events.add(new Event(
                sequence,
                EARLIER.plusSeconds(seconds),
                new InstanceId("blog"),
                kind,
                FakeControl.ACTOR,
                detail,
                Instances.MASTER,
                null));
    }

    @Test
    void events_tell_who_did_what() throws IOException {
        control.events.add(new Event(
                1, EARLIER, new InstanceId("blog"), EventKind.STARTED, FakeControl.ACTOR, "", Instances.MASTER, null));
        control.events.add(new Event(
                2,
                EARLIER.plusSeconds(1800),
                new InstanceId("gone"),
                EventKind.REMOVED,
                FakeControl.ACTOR,
                "data kept",
                null,
                Duration.ofMillis(1300)));

        Golden.assertSame("cli/events.txt", shell.types("events").out());
        Golden.assertSame("cli/events.json", shell.types("events --json").out());
        assertEquals(1, shell.types("events gone").out().lines().count());
        assertEquals(1, shell.types("events --since 45m").out().lines().count());
        assertEquals("", shell.types("events blog --since 45m").out());
        assertEquals(1, shell.types("events -n 1").out().lines().count());
    }

    @Test
    void logs_are_cut_by_number_time_and_level() {
        control.log("blog", LogKind.FPM, "[20-Nov-2026 06:00:00] NOTICE: ready");
        control.log("blog", LogKind.PHP, "[20-Nov-2026 07:30:00 UTC] PHP Warning:  oops \033[2J");
        control.log("blog", LogKind.PHP, "#0 a line without a time");
        control.log("blog", LogKind.PHP, "[20-Nov-2026 07:59:00 UTC] fine");

        assertEquals(
                "[20-Nov-2026 07:59:00 UTC] fine\n",
                shell.types("logs blog -n 1").out());
        assertEquals(3, shell.types("logs blog --since 1h").out().lines().count());
        assertEquals(
                "[20-Nov-2026 07:30:00 UTC] PHP Warning:  oops ^[2J\n",
                shell.types("logs blog --level warning").out());
        assertTrue(shell.types("logs blog wiki").out().startsWith("blog: ["));
    }

    @Test
    void log_lines_as_json_are_one_object_each() {
        control.log("blog", LogKind.PHP, "[20-Nov-2026 07:30:00 UTC] PHP Warning:  \u00e4");

        assertEquals(
                "{\"schemaVersion\":1,\"id\":\"blog\",\"log\":\"php\",\"level\":\"warning\","
                        + "\"stamp\":\"20-Nov-2026 07:30:00 UTC\",\"text\":\"PHP Warning:  \\u00E4\"}\n",
                shell.types("logs blog --json").out());
    }

    @Test
    void a_log_that_cannot_be_read_is_told_once_beside_the_lines_of_the_others() {
        control.log("blog", LogKind.FPM, "[20-Nov-2026 06:00:00] NOTICE: ready");
        control.logTrouble = Optional.of(
                IkabudException.needsRights("systemd's journal", "insufficient permissions", "become root"));

        var typed = shell.types("logs blog wiki");

        assertEquals("blog: [20-Nov-2026 06:00:00] NOTICE: ready\n", typed.out());
        assertEquals("ikabud: systemd's journal: insufficient permissions: become root\n", typed.err());
        assertEquals(ExitCode.NEEDS_RIGHTS, typed.code());
    }

    @Test
    void following_ends_when_nobody_reads_any_more() {
        control.log("blog", LogKind.PHP, "a line");
        Console console = new Console(
                new Closing(2, "Broken pipe"), new StringWriter(), new StringReader(""), Console.Manners.PLAIN);

        Session session = new Session(console, Map.of(), ZoneOffset.UTC, settings -> control, (settings, demo) -> 1);

        assertEquals(0, Cli.run(List.of("logs", "-f", "blog"), session));
    }

    @Test
    void an_output_that_cannot_be_written_is_an_error() {
        StringWriter err = new StringWriter();
        Console console = new Console(
                new Closing(0, "No space left on device"), err, new StringReader(""), Console.Manners.PLAIN);
        Session session = new Session(console, Map.of(), ZoneOffset.UTC, settings -> control, (settings, demo) -> 0);

        assertEquals(1, Cli.run(List.of("list"), session));
        assertEquals("ikabud: the output: No space left on device: it is not complete\n", err.toString());
    }

    @Test
    void the_doctor_fails_only_on_a_problem() {
        control.findings.add(new Finding(Level.OK, "php-fpm", "8.2 in /usr/sbin", ""));
        control.findings.add(new Finding(Level.WARNING, "logout", "would end the masters", "loginctl enable-linger"));
        assertEquals(ExitCode.DONE, shell.types("doctor").code());

        control.findings.add(new Finding(Level.PROBLEM, "disk", "full", "make room"));
        Shell.Said said = shell.types("doctor");

        assertEquals(ExitCode.FAILED, said.code());
        assertEquals("""
                ok       php-fpm: 8.2 in /usr/sbin
                warning  logout: would end the masters
                         loginctl enable-linger
                problem  disk: full
                         make room
                """, said.out());
    }

    @Test
    void config_tells_where_each_value_came_from() throws IOException {
        Golden.assertSame("cli/config.txt", shell.types("config").out());
        Golden.assertSame("cli/config.json", shell.types("config --json").out());
    }

    @Test
    void top_shows_a_screen_with_the_settings_that_were_typed() {
        shell.types("top");
        shell.types("top --demo");
        shell.types("top --theme light -d 1 --color 16 --ascii --read-only");

        assertEquals(
                List.of(
                        Map.of(),
                        Map.of("demo", "true"),
                        Map.of("theme", "light", "refresh", "1", "color", "16", "ascii", "true", "read-only", "true")),
                shell.screens());
    }

    @Test
    void a_batch_is_a_table_for_each_reading() throws IOException {
        sample(Instances.up("blog"), Liveness.ALIVE, Health.HEALTHY, 3);
        sample(Instances.down("wiki"), Liveness.NONE, Health.DOWN, 0);

        Golden.assertSame("cli/top.txt", shell.types("top --batch -n 2").out());
        Golden.assertSame("cli/top.json", shell.types("top --json -n 1").out());
    }

    @Test
    void kinds_tell_what_can_be_set() throws IOException {
        Golden.assertSame("cli/kinds.txt", shell.types("kinds").out());
        Golden.assertSame("cli/kinds.json", shell.types("kinds --json").out());
    }

    @Test
    void nothing_from_a_site_reaches_the_terminal_raw() {
        for (String verb : List.of("list", "status", "health", "events", "doctor")) {
            assertFalse(shell.types(verb).out().contains("\033"), verb);
        }
    }

    /** An output that fails after some writes. */
    private static final class Closing extends Writer {
        private final String failure;
        private int left;

        Closing(int writes, String failure) {
            this.left = writes;
            this.failure = failure;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            if (left-- <= 0) {
                throw new IOException(failure);
            }
        }

        @Override
        public void flush() throws IOException {
            write(new char[0], 0, 0);
        }

        @Override
        public void close() {}
    }
}
