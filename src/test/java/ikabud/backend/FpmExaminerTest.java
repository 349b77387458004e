package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.os.ProcFs;
import ikabud.os.UnixSockets;
import ikabud.support.FakeClock;
import ikabud.support.FakeProc;
import ikabud.support.Instances;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FpmExaminerTest {
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss", Locale.ENGLISH).withZone(ZoneId.systemDefault());
    private static final String RUNNING = "NOTICE: fpm is running, pid ";
    private static final String OWN = RUNNING + Instances.MASTER.pid();
    private static final String KILLED =
            "WARNING: [pool blog] child 13807 exited on signal 9 (SIGKILL) after 0.687651 seconds from start";
    private static final String FAILED =
            "WARNING: [pool blog] child 13807 exited with code 70 after 0.001313 seconds from start";

    private static final String[] NEVER_ENDING =
            Collections.nCopies(150, FAILED).toArray(String[]::new);

    private final FakeClock clock = new FakeClock();
    private final FakeProc fake;
    private final Path log;
    private final FpmExaminer examiner;

    FpmExaminerTest(@TempDir Path directory) {
        fake = new FakeProc(directory.resolve("proc"));
        fake.master(1, 1);
        fake.sockets("");
        Layout layout = new Layout(
                directory.resolve("etc"),
                directory.resolve("state"),
                directory.resolve("run"),
                directory.resolve("log"),
                false);
        log = layout.logFile(BLOG, LogKind.FPM);
        examiner = new FpmExaminer(layout, machine(fake.proc()), clock);
    }

    @BeforeEach
    void makeLog() throws IOException {
        Files.createDirectories(log.getParent());
        Files.createFile(log);
    }

    @Test
    void a_worker_killed_before_the_first_look_is_told_once() {
        write(OWN, KILLED);

        assertEquals(1, look().killed());
        assertEquals(0, look().killed());
        write(KILLED, KILLED);
        assertEquals(2, look().killed());
    }

    @Test
    void what_an_earlier_master_wrote_is_not_told_of_this_one() {
        write(RUNNING + 4000, KILLED, OWN);

        assertEquals(WorkerEnds.NONE, look());
    }

    @Test
    void what_was_written_before_this_master_began_is_not_told() {
        write(RUNNING + 4000, KILLED);

        assertEquals(WorkerEnds.NONE, look());
    }

    @Test
    void an_earlier_master_with_the_same_pid_is_another() {
        write(OWN, KILLED, OWN);

        assertEquals(WorkerEnds.NONE, look());
    }

    @Test
    void crashes_for_which_it_began_afresh_are_its_own() {
        write(
                OWN,
                KILLED.replace("9 (SIGKILL)", "11 (SIGSEGV)"),
                "WARNING: failed processes threshold (1 in 60 sec) is reached, initiating reload",
                "NOTICE: reloading: execvp(\"/usr/sbin/php-fpm8.2\", {\"/usr/sbin/php-fpm8.2\"})",
                OWN);

        WorkerEnds ends = look();

        assertEquals(1, ends.crashed());
        assertTrue(ends.startedAfresh());
    }

    @Test
    void whoever_takes_over_a_master_that_ran_for_long_tells_the_last_minute_alone() {
        write(OWN, KILLED);
        clock.advance(Duration.ofDays(7));
        assertEquals(WorkerEnds.NONE, look());
    }

    @Test
    void a_start_far_up_in_a_long_log_does_not_matter() {
        write(OWN);
        write(Collections.nCopies(500, KILLED).toArray(String[]::new));

        assertTrue(look().killed() > 0);
    }

    @Test
    void a_storm_that_may_be_over_is_none() {
        write(OWN);
        write(Collections.nCopies(2 * WorkerEnds.STORM, FAILED).toArray(String[]::new));

        assertFalse(look().isStorm());

        write(Collections.nCopies(2 * WorkerEnds.STORM, FAILED).toArray(String[]::new));
        assertTrue(look().isStorm());
    }

    private WorkerEnds look() {
        return examiner.look(List.of(Instances.up("blog"))).get(BLOG).ends();
    }

    @Test
    void a_log_that_grows_fast_is_noticed_between_the_looks_where_processes_are_made() throws IOException {
        loads(1000);
        look();
        write(NEVER_ENDING);

        loads(1099);
        assertEquals(List.of(), examiner.noisy(List.of(BLOG)));
        loads(1100);
        assertEquals(List.of(BLOG), examiner.noisy(List.of(BLOG)));
        // The numbers began anew.
        loads(7);
        assertEquals(List.of(BLOG), examiner.noisy(List.of(BLOG)));
        loads(0);
        assertEquals(List.of(BLOG), examiner.noisy(List.of(BLOG)));
    }

    private void loads(int lastPid) throws IOException {
        Files.writeString(fake.proc().path("loadavg"), "0.20 0.18 0.12 1/80 " + lastPid + "\n");
    }

    private void write(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append('[')
                    .append(STAMP.format(clock.now()))
                    .append("] ")
                    .append(line)
                    .append('\n');
        }
        try {
            Files.writeString(log, text, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Machine machine(ProcFs proc) {
        Machine real = Machine.real();
        return new Machine(
                proc,
                real.processes(),
                new UnixSockets(proc),
                real.holders(),
                real.spawner(),
                real.users(),
                real.files());
    }
}
