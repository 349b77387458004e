package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.support.Eventually;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("live")
class ExitWatchLiveTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ProcFs proc = new ProcFs();
    private final Processes processes = new Processes(proc);
    private final Spawner spawner = new Spawner();
    private final ExitWatch watch = new ExitWatch(processes, spawner.children());
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        watch.close();
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void an_exit_is_told_at_once_and_only_once() throws Exception {
        ProcessIdentity sleeper = sleeper();
        ProcessIdentity other = sleeper();
        watch.watch(sleeper);
        watch.watch(other);

        started.get(0).destroyForcibly();

        assertEquals(List.of(sleeper), watch.await(LONG));
        assertEquals(List.of(), watch.await(Duration.ofMillis(50)));
    }

    @Test
    void a_child_that_nobody_else_waits_for_leaves_no_zombie() {
        int watched = spawner.spawnDetached(List.of("sleep", "300"), Map.of(), null);
        int released = spawner.spawnDetached(List.of("sleep", "300"), Map.of(), null);
        int failed = spawner.spawnDetached(List.of("true"), Map.of(), null);
        ProcessIdentity first = processes.identify(watched).orElseThrow();
        ProcessIdentity second = processes.identify(released).orElseThrow();
        watch.watch(first);
        watch.watch(second);
        watch.unwatch(second);

        assertEquals(Delivery.SENT, processes.signal(first, Signal.KILL, right -> true));
        assertEquals(Delivery.SENT, processes.signal(second, Signal.KILL, right -> true));

        assertEquals(List.of(first), watch.await(LONG));
        Eventually.eventually("all are gone", () -> {
            watch.await(Duration.ZERO);
            return List.of(watched, released, failed).stream()
                    .allMatch(pid -> proc.stat(pid).isEmpty());
        });
    }

    @Test
    void one_that_has_ended_before_is_told_too() throws Exception {
        ProcessIdentity sleeper = sleeper();
        started.get(0).destroyForcibly().waitFor();

        watch.watch(sleeper);

        assertEquals(List.of(sleeper), watch.await(LONG));
    }

    @Test
    void another_process_of_the_same_number_is_not_taken_for_it() throws Exception {
        ProcessIdentity sleeper = sleeper();
        ProcessIdentity earlier =
                new ProcessIdentity(sleeper.bootId(), sleeper.pidNamespace(), sleeper.pid(), sleeper.startTicks() - 1);

        watch.watch(earlier);

        assertEquals(List.of(earlier), watch.await(LONG));
        assertTrue(started.get(0).isAlive());
    }

    @Test
    void a_wake_up_ends_the_wait_and_the_next_one_waits_again() {
        new Thread(watch::wake).start();

        assertEquals(List.of(), watch.await(LONG));
        long start = System.nanoTime();
        watch.await(Duration.ofMillis(60));
        assertTrue(System.nanoTime() - start >= 50_000_000, "it did not wait");
    }

    @Test
    void two_hundred_are_watched_and_no_descriptor_is_left() throws Exception {
        watch.await(Duration.ZERO);
        int before = descriptors();
        Set<ProcessIdentity> expected = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            ProcessIdentity sleeper = sleeper();
            expected.add(sleeper);
            watch.watch(sleeper);
        }
        ProcessIdentity unwatched = expected.iterator().next();
        watch.unwatch(unwatched);
        expected.remove(unwatched);

        started.forEach(Process::destroyForcibly);

        Set<ProcessIdentity> told = new HashSet<>();
        Eventually.eventually("all exits are told", () -> {
            told.addAll(watch.await(Duration.ofMillis(100)));
            return told.equals(expected);
        });
        for (Process process : started) {
            process.waitFor();
            process.getOutputStream().close();
            process.getInputStream().close();
            process.getErrorStream().close();
        }
        Eventually.eventually("no descriptor is left", () -> descriptors() <= before);
    }

    @Test
    void without_a_pidfd_exits_are_found_by_looking() throws Exception {
        ProcessIdentity sleeper = sleeper();
        watch.watchWithoutDescriptor(sleeper);

        assertEquals(List.of(), watch.await(Duration.ofMillis(20)));
        started.get(0).destroyForcibly().waitFor();

        assertEquals(List.of(sleeper), watch.await(LONG));
    }

    private static int descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }

    private ProcessIdentity sleeper() throws IOException {
        Process process = new ProcessBuilder("sleep", "984").start();
        started.add(process);
        return processes.identify((int) process.pid()).orElseThrow();
    }
}
