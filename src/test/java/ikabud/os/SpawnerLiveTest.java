package ikabud.os;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.IkabudException;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class SpawnerLiveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 10_000;

    private final Spawner spawner = new Spawner();

    @TempDir
    private Path directory;

    @Test
    void a_program_gets_the_environment_it_is_given_and_the_fixed_path() {
        var captured = spawner.run(List.of("env"), Map.of("A", "b"), PATIENCE, MOST);

        assertEquals("A=b\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n", sorted(captured.output()));
        assertTrue(captured.succeeded());
    }

    @Test
    void output_and_errors_are_kept_in_order_and_cut_at_the_limit() {
        assertEquals("out\nerr\n", sh("echo out; echo err >&2", MOST).output());
        assertEquals("0123456789", sh("printf 0123456789abcdef; exit 3", 10).output());
        assertEquals(3, sh("exit 3", 10).exit());
        assertEquals(
                1_000_000, sh("head -c 1000000 /dev/zero", 2_000_000).output().length());
    }

    @Test
    void nothing_is_there_to_read() {
        assertEquals("", sh("cat", MOST).output());
    }

    @Test
    void a_program_that_takes_too_long_is_killed() {
        var captured = spawner.run(List.of("sleep", "300"), Map.of(), Duration.ofMillis(50), MOST);

        assertTrue(captured.timedOut());
        assertFalse(captured.succeeded());
        assertEquals(137, captured.exit());
    }

    @Test
    void a_program_that_never_stops_talking_is_killed_too() {
        assertTrue(spawner.run(List.of("yes"), Map.of(), Duration.ofMillis(50), MOST)
                .timedOut());
    }

    @Test
    @Survives(Trouble.OUTPUT_HELD)
    void a_child_left_behind_with_the_pipe_open_holds_nothing_up() {
        var captured = sh("sleep 2 & echo done", MOST);

        assertEquals("done\n", captured.output());
        assertFalse(captured.timedOut());
    }

    @Test
    void what_is_not_there_is_told_by_name() {
        var failed = assertThrows(IkabudException.class, () -> spawner.run(List.of("no-such"), Map.of(), PATIENCE, 1));

        assertTrue(failed.getMessage().startsWith("command no-such: there is no such program"), failed.getMessage());
        assertThrows(IkabudException.class, () -> spawner.run(List.of("/etc/passwd"), Map.of(), PATIENCE, 1));
        assertThrows(IkabudException.class, () -> spawner.run(List.of("echo", "a\0b"), Map.of(), PATIENCE, 1));
    }

    @Test
    void a_detached_program_starts_in_the_root_with_the_mask_and_appends_to_its_log() throws IOException {
        Path log = Files.writeString(directory.resolve("out.log"), "before\n");

        int pid = spawner.spawnDetached(List.of("sh", "-c", "pwd; umask; echo bad >&2; cat"), Map.of(), log);

        assertTrue(pid > 1);
        eventually("it has ended", () -> text(log).endsWith("bad\n"));
        assertEquals("before\n/\n0027\nbad\n", text(log));
    }

    @Test
    void what_a_program_prints_is_taken_as_it_comes_and_it_ends_with_the_listening() {
        ProcFs proc = new ProcFs();
        byte[] into = new byte[MOST];
        AtomicReference<String> first = new AtomicReference<>("");
        RunningProgram program =
                spawner.listen(List.of("sh", "-c", "echo bad >&2; echo $$; exec cat /dev/zero"), Map.of());

        eventually(
                "it prints",
                () -> listen(program, into, first).contains("\n")
                        && program.words().equals("bad"));
        int pid = Integer.parseInt(first.get().lines().findFirst().orElse(""));
        assertEquals(pid, proc.stat(pid).orElseThrow().session());
        assertEquals(-1, program.exit());
        program.close();

        eventually("it is gone", () -> proc.stat(pid).isEmpty());
        assertEquals(137, program.exit());
    }

    @Test
    void all_that_a_program_printed_before_its_end_is_there() {
        byte[] into = new byte[7];
        AtomicReference<String> all = new AtomicReference<>("");
        RunningProgram program = spawner.listen(List.of("sh", "-c", "printf 0123456789abcdef; exit 3"), Map.of());

        eventually("it has ended", () -> {
            int count = program.read(into);
            all.updateAndGet(before -> before + new String(into, 0, Math.max(0, count), StandardCharsets.UTF_8));
            return count < 0;
        });

        assertEquals("0123456789abcdef", all.get());
        assertEquals(3, program.exit());
        assertThrows(IkabudException.class, () -> spawner.listen(List.of("no-such"), Map.of()));
    }

    @Test
    void listening_leaves_no_descriptor_and_no_zombie() {
        ProcFs proc = new ProcFs();
        int before = descriptors();
        for (int i = 0; i < 50; i++) {
            spawner.listen(List.of("cat", "/dev/zero"), Map.of()).close();
        }

        eventually("none is left", () -> descriptors() <= before && proc.children(proc.ownPid()).length == 0);
    }

    private static int descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }

    private static String listen(RunningProgram program, byte[] into, AtomicReference<String> heard) {
        int count = program.read(into);
        return heard.updateAndGet(before -> before + new String(into, 0, Math.max(0, count), StandardCharsets.UTF_8));
    }

    @Test
    void what_was_started_leaves_no_zombie() {
        ProcFs proc = new ProcFs();
        int pid = spawner.spawnDetached(List.of("true"), Map.of(), null);

        eventually("it is gone altogether", () -> proc.stat(pid).isEmpty());
    }

    @Test
    void a_detached_program_has_a_session_of_its_own_and_nothing_of_ours() throws IOException {
        Path log = directory.resolve("out.log");
        Path ours = Files.writeString(directory.resolve("ours"), "secret");
        String script =
                "read -r _ _ _ _ group session _ </proc/$$/stat; echo $$ $group $session; ls /proc/$$/fd; env; trap";
        for (Spawner each : List.of(spawner, tended())) {
            Files.deleteIfExists(log);
            int inherited = Posix.open(ours.toString(), Posix.O_RDWR, 0);

            int pid = each.spawnDetached(List.of("sh", "-c", script + "; echo end"), Map.of("A", "b"), log);

            eventually("it has ended", () -> text(log).endsWith("end\n"));
            Posix.close(inherited);
            List<String> lines = text(log).lines().toList();
            assertEquals(pid + " " + pid + " " + pid, lines.get(0));
            assertEquals(List.of("0", "1", "2"), lines.subList(1, 4));
            assertTrue(lines.containsAll(List.of("A=b", "PATH=/usr/sbin:/usr/bin:/sbin:/bin")), text(log));
            assertTrue(lines.stream().noneMatch(line -> line.startsWith("HOME=")), text(log));
        }
    }

    @Test
    void one_that_somebody_sees_to_starts_like_any_other() throws IOException {
        Path log = Files.writeString(directory.resolve("out.log"), "before\n");

        int pid = tended().spawnDetached(List.of("sh", "-c", "pwd; umask; echo bad >&2; cat"), Map.of(), log);

        assertTrue(pid > 1);
        eventually("it has ended", () -> text(log).endsWith("bad\n"));
        assertEquals("before\n/\n0027\nbad\n", text(log));
    }

    @Test
    void one_that_somebody_sees_to_hears_every_signal() throws IOException {
        Path log = directory.resolve("out.log");

        tended().spawnDetached(List.of("grep", "Sig[BI]", "/proc/self/status"), Map.of(), log);

        eventually("it has ended", () -> text(log).lines().count() == 2);
        assertEquals("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", text(log));
    }

    @Test
    void one_that_somebody_sees_to_is_a_zombie_until_then() {
        Children children = new Children();
        children.tend();
        ProcFs proc = new ProcFs();

        int pid = new Spawner(children).spawnDetached(List.of("true"), Map.of(), null);

        eventually("it has ended", () -> proc.stat(pid).orElseThrow().dead());
        children.reap();
        assertTrue(proc.stat(pid).isEmpty());
    }

    @Test
    void what_cannot_be_started_is_told_by_name_also_where_somebody_sees_to_it() {
        assertThrows(IkabudException.class, () -> tended().spawnDetached(List.of("/etc/passwd"), Map.of(), null));
        assertThrows(IkabudException.class, () -> tended().spawnDetached(List.of("echo", "a\0b"), Map.of(), null));
        assertThrows(
                IkabudException.class,
                () -> tended().spawnDetached(List.of("true"), Map.of(), Path.of("/nonexistent/log")));
    }

    private static Spawner tended() {
        Children children = new Children();
        children.tend();
        return new Spawner(children);
    }

    private Captured sh(String script, int most) {
        return spawner.run(List.of("sh", "-c", script), Map.of(), PATIENCE, most);
    }

    private static String text(Path file) {
        return SafeFiles.readRegular(file, MOST).map(String::new).orElse("");
    }

    private static String sorted(String lines) {
        return lines.lines().sorted().map(line -> line + "\n").reduce("", String::concat);
    }
}
