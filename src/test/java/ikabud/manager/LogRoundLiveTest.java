package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.backend.InstanceLogs;
import ikabud.journal.Journal;
import ikabud.model.EventKind;
import ikabud.model.Layout;
import ikabud.model.Locks.Held;
import ikabud.model.LogKind;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.os.FlockLocks;
import ikabud.os.SystemClock;
import ikabud.support.CommandProcess;
import ikabud.support.Eventually;
import ikabud.support.LiveSite;
import ikabud.support.LogTrial;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LogRoundLiveTest {
    private static final int MOST = 32 * 1024;

    @TempDir
    private Path directory;

    @Test
    @Survives(Trouble.DISK_OR_LOG)
    void no_line_is_lost_or_seen_twice_while_logs_are_put_aside() throws Exception {
        assertEquals(LogTrial.EXPECTED, LogTrial.run(directory));
    }

    @Test
    void nor_where_a_user_without_rights_does_it() throws Exception {
        assumeTrue(TestRoot.isRoot());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));

        assertEquals(List.of(LogTrial.EXPECTED.toString()), CommandProcess.rotationOfNobody(directory));
    }

    @Test
    void what_is_packed_belongs_to_who_packed_it_and_the_site_may_read_it() throws Exception {
        try (LiveSite site = new LiveSite(directory);
                Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            site.done(Verb.START);
            fill(site, LogKind.PHP);
            fill(site, LogKind.SLOW);
            LogRound round = round(site, journal);
            round.run();
            Eventually.eventually("all is packed", () -> {
                round.run();
                return Files.exists(packed(site, LogKind.PHP)) && Files.exists(packed(site, LogKind.SLOW));
            });

            Path log = site.root().layout().logFile(LiveSite.BLOG, LogKind.PHP);
            int uid = site.instance().owner().uid();
            assertEquals(uid, Files.getAttribute(log, "unix:uid"));
            assertEquals(0, Files.size(log));
            Map<String, Object> packed = Files.readAttributes(packed(site, LogKind.PHP), "unix:uid,gid,mode");
            assertEquals(site.root().machine().users().currentUid(), packed.get("uid"));
            assertEquals(site.instance().owner().gid(), packed.get("gid"));
            assertEquals(0640, (int) packed.get("mode") & 0777);
            assertEquals(1, site.events(EventKind.ROTATED).size());
            site.done(Verb.STOP);
        }
    }

    @Test
    void an_instance_that_somebody_works_on_is_left_alone() throws Exception {
        try (LiveSite site = new LiveSite(directory);
                Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            fill(site, LogKind.PHP);
            LogRound round = round(site, journal);
            Held held = locks(site).tryAcquire(LiveSite.BLOG, "test").orElseThrow();
            round.run();
            assertFalse(site.events().isEmpty());
            assertEquals(List.of(), site.events(EventKind.ROTATED));
            held.close();
            round.run();
            assertEquals(1, site.events(EventKind.ROTATED).size());
        }
    }

    @Test
    @Survives(Trouble.DISK_OR_LOG)
    void a_log_that_cannot_be_put_aside_is_told_once_and_the_instance_stays_up() throws Exception {
        assumeTrue(TestRoot.isRoot());
        try (LiveSite site = new LiveSite(directory);
                Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            site.done(Verb.START);
            Layout layout = site.root().layout();
            Path logs = layout.logDirectory(LiveSite.BLOG);
            fill(site, LogKind.PHP);
            LogRound round = round(site, journal);
            round.run();
            fullDisk(logs);
            try {
                for (int i = 0; i < 3; i++) {
                    round.run();
                }
                assertEquals(1, site.events(EventKind.FAILED).size(), site.events() + "");
                assertTrue(site.events(EventKind.FAILED).get(0).detail().contains("No space left"), site.events() + "");
                assertTrue(site.backend().isAlive(site.master()));
                assertTrue(Files.exists(logs.resolve("php.log.1")));
            } finally {
                run("umount", "-l", logs.toString());
            }
            round.run();
            assertTrue(Files.exists(packed(site, LogKind.PHP)));
        }
    }

    @Test
    void a_master_that_did_not_hear_the_signal_is_told_again() throws Exception {
        try (LiveSite site = new LiveSite(directory);
                Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            site.done(Verb.START);
            ProcessIdentity master = site.master();
            fill(site, LogKind.FPM);
            InstanceLogs logs =
                    new InstanceLogs(site.root().layout(), site.root().machine());
            logs.putAside(LiveSite.BLOG, LogKind.FPM);
            assertTrue(logs.isWrittenTo(site.instance(), LogKind.FPM));

            LogRound round = round(site, journal);
            round.run();
            Eventually.eventually("FPM reopens it", () -> !logs.isWrittenTo(site.instance(), LogKind.FPM));
            round.run();

            assertTrue(Files.exists(packed(site, LogKind.FPM)));
            assertTrue(Files.readString(site.root().layout().logFile(LiveSite.BLOG, LogKind.FPM))
                    .contains("error log file re-opened"));
            assertEquals(master, site.master());
            // Its begin is in a log put aside; what it said last is still told.
            site.root().machine().processes().signal(master, Signal.TERM, right -> true);
            assertTrue(site.backend().awaitEnd(master, java.time.Duration.ofSeconds(5)));
            site.manager().reconcile();
            assertTrue(
                    site.events(EventKind.EXITED).get(0).detail().contains("told to stop at once"), site.events() + "");
        }
    }

    // A copy of the directory on a file system in which nothing is left.
    private static void fullDisk(Path logs) throws Exception {
        Path copy = logs.resolveSibling("copy");
        run("cp", "-a", logs.toString(), copy.toString());
        run("mount", "-t", "tmpfs", "-o", "size=256k,mode=750", "tmpfs", logs.toString());
        run("cp", "-a", copy + "/.", logs.toString());
        run("sh", "-c", "cat /dev/zero >" + logs + "/filler 2>/dev/null; true");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor(), String.join(" ", command));
    }

    private static void fill(LiveSite site, LogKind kind) throws Exception {
        Files.writeString(
                site.root().layout().logFile(LiveSite.BLOG, kind), "x\n".repeat(MOST), StandardOpenOption.APPEND);
    }

    private static Path packed(LiveSite site, LogKind kind) {
        return site.root().layout().logDirectory(LiveSite.BLOG).resolve(kind.fileName() + ".1.gz");
    }

    private static FlockLocks locks(LiveSite site) {
        return new FlockLocks(site.root().layout(), site.root().machine().proc());
    }

    private static LogRound round(LiveSite site, Journal journal) {
        return new LogRound(
                new InstanceLogs(site.root().layout(), site.root().machine()),
                site.backend(),
                journal,
                locks(site),
                new SystemClock(),
                TestRoot.ACTOR,
                MOST,
                5);
    }
}
