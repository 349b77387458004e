package ikabud.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceSample.Liveness;
import ikabud.model.ProcessIdentity;
import ikabud.model.WorkerSample;
import ikabud.os.ProcFiles;
import ikabud.os.ProcStat;
import ikabud.support.FakeProc;
import ikabud.support.Instances;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamilyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int MASTER = Instances.MASTER.pid();
    private static final long STARTED = Instances.MASTER.startTicks();

    @TempDir
    private Path root;

    private final Deque<Runnable> afterTheMaster = new ArrayDeque<>();
    private FakeProc fake;
    private Family family;
    private long now;

    @BeforeEach
    void a_master_with_two_workers() {
        fake = new FakeProc(root);
        fake.master(100, 50);
        fake.worker(11, 10);
        fake.worker(12, 20);
        fake.children(MASTER, 11, 12);
        family = new Family(Instances.MASTER, reader(8));
        family.refresh();
        family.cpuPercent(now);
    }

    /** Follows the family anew without files that stay open, so that the master is read at every tick. */
    private void follow() {
        follow(0);
    }

    private void follow(int openFiles) {
        family = new Family(Instances.MASTER, reader(openFiles));
        family.refresh();
        family.cpuPercent(now);
    }

    private FamilyReader reader(int openFiles) {
        // A master is read first; what happens then happens between it and its workers.
        IntFunction<Optional<ProcStat>> masters = pid -> {
            Optional<ProcStat> seen = fake.proc().stat(pid);
            Optional.ofNullable(afterTheMaster.poll()).ifPresent(Runnable::run);
            return seen;
        };
        return new FamilyReader(fake.proc(), new ProcFiles(fake.proc(), openFiles), masters, 4);
    }

    private OptionalDouble percentAfterASecond() {
        now += SECOND;
        family.refresh();
        return family.cpuPercent(now);
    }

    private List<Integer> workers() {
        return family.samples(now, 4096).stream().map(WorkerSample::pid).toList();
    }

    @Nested
    class Cpu {
        @Test
        void what_master_and_workers_used_is_added() {
            fake.master(101, 50);
            fake.worker(11, 30);
            fake.worker(12, 29);

            assertEquals(OptionalDouble.of(30), percentAfterASecond());
        }

        @Test
        void a_worker_that_was_reaped_is_counted_for_its_last_ticks_only() {
            fake.end(11);
            fake.children(MASTER, 12);
            fake.master(100, 50 + 10 + 7);

            assertEquals(OptionalDouble.of(7), percentAfterASecond());
            assertEquals(OptionalDouble.of(0), percentAfterASecond());
        }

        @Test
        void a_worker_reaped_while_the_family_is_read_is_counted_once() {
            follow();
            afterTheMaster.add(() -> {
                fake.end(11);
                fake.children(MASTER, 12);
                fake.master(100, 50 + 10 + 7);
            });

            assertEquals(OptionalDouble.of(7), percentAfterASecond());
            assertEquals(OptionalDouble.of(0), percentAfterASecond());
        }

        @Test
        void a_worker_born_and_reaped_between_two_ticks_is_counted() {
            fake.master(100, 50 + 33);

            assertEquals(OptionalDouble.of(33), percentAfterASecond());
        }

        @Test
        void a_new_worker_is_counted_from_its_birth() {
            fake.worker(13, 5);
            fake.children(MASTER, 11, 12, 13);

            assertEquals(OptionalDouble.of(5), percentAfterASecond());
        }

        @Test
        void a_worker_whose_number_went_to_a_new_one_is_another_worker() {
            workers();
            fake.process(11, MASTER, 999_999, 2, 0);
            fake.master(100, 50 + 10);

            assertEquals(OptionalDouble.of(2), percentAfterASecond());
            assertEquals(
                    OptionalDouble.empty(), family.samples(now, 4096).get(1).cpuPercent());
        }

        @Test
        void what_a_worker_reaped_itself_is_its_own() {
            fake.process(11, MASTER, 200_011, 10, 25);

            assertEquals(OptionalDouble.of(25), percentAfterASecond());
        }

        @Test
        void each_worker_has_its_own_share() {
            workers();
            fake.worker(12, 60);
            percentAfterASecond();

            List<WorkerSample> samples = family.samples(now, 4096);

            assertEquals(OptionalDouble.of(0), samples.get(0).cpuPercent());
            assertEquals(OptionalDouble.of(40), samples.get(1).cpuPercent());
        }

        @Test
        void a_worker_missing_from_the_list_is_asked_before_it_is_given_up() {
            fake.children(MASTER, 12);

            assertEquals(OptionalDouble.of(0), percentAfterASecond());
            assertEquals(List.of(11, 12), workers());
        }
    }

    @Nested
    class A_worker_that_was_not_let_run {
        @BeforeEach
        void is_counted_by_the_kernel() {
            fake.turns(11, 7);
            fake.turns(12, 3);
            follow(8);
            family.refresh();
        }

        @Test
        void is_not_read_again() {
            fake.worker(12, 60);

            assertEquals(OptionalDouble.of(0), percentAfterASecond());
            assertEquals(OptionalLong.of(3), family.samples(now, 4096).get(1).turns());
        }

        @Test
        void is_read_as_soon_as_it_has_run() {
            fake.worker(12, 60);
            fake.turns(12, 4);

            assertEquals(OptionalDouble.of(40), percentAfterASecond());
            assertEquals(OptionalLong.of(4), family.samples(now, 4096).get(1).turns());
        }

        @Test
        void is_read_now_and_then_since_its_memory_can_be_taken() {
            fake.stat(new ProcStat(12, "x", 'S', MASTER, 1, 1, 20, 0, 0, 0, 200_012, 30));
            for (int i = 0; i < 11; i++) {
                family.refresh();
            }

            assertEquals(OptionalLong.of(230), family.rssBytes(1));
        }

        @Test
        void is_gone_when_it_is_gone() {
            fake.end(12);
            fake.children(MASTER, 11);

            family.refresh();

            assertEquals(List.of(11), workers());
        }

        @Test
        void is_read_at_each_look_while_it_is_on_a_processor() {
            fake.stat(new ProcStat(12, "x", 'R', MASTER, 1, 1, 20, 0, 0, 0, 200_012, 100));
            fake.turns(12, 4);
            percentAfterASecond();
            fake.stat(new ProcStat(12, "x", 'R', MASTER, 1, 1, 90, 0, 0, 0, 200_012, 100));

            assertEquals(OptionalDouble.of(70), percentAfterASecond());
        }

        @Test
        void is_read_at_each_look_where_the_kernel_counts_nothing() {
            fake.turns(12, 0);
            percentAfterASecond();
            fake.worker(12, 60);

            assertEquals(OptionalDouble.of(40), percentAfterASecond());
            assertEquals(OptionalLong.empty(), family.samples(now, 4096).get(1).turns());
        }

        @Test
        void is_read_at_each_look_if_it_has_other_threads() {
            fake.threads(2);
            fake.worker(12, 21);
            fake.turns(12, 4);
            percentAfterASecond();
            fake.worker(12, 61);

            assertEquals(OptionalDouble.of(40), percentAfterASecond());
        }
    }

    @Nested
    class The_child_that_answers_status_requests {
        @BeforeEach
        void is_there() {
            fake.worker(13, 4);
            fake.title(13, "php-fpm: pool blog_status");
            fake.children(MASTER, 11, 12, 13);
        }

        @Test
        void is_no_worker() {
            assertEquals(OptionalDouble.of(0), percentAfterASecond());
            assertEquals(List.of(11, 12), workers());
            assertEquals(OptionalLong.of(300), family.rssBytes(1));
        }

        @Test
        void costs_the_instance_nothing_even_when_it_is_reaped() {
            percentAfterASecond();
            fake.worker(13, 9);
            assertEquals(OptionalDouble.of(0), percentAfterASecond());

            fake.end(13);
            fake.children(MASTER, 11, 12);
            fake.master(100, 50 + 9);

            assertEquals(OptionalDouble.of(0), percentAfterASecond());
        }
    }

    @Nested
    class Who_lives {
        @Test
        void a_master_that_vanished_is_gone_and_leaves_nothing_behind() {
            fake.end(MASTER);

            assertEquals(Liveness.GONE, family.refresh());
            assertFalse(family.lives());
            assertEquals(OptionalDouble.empty(), family.cpuPercent(now));
            assertEquals(OptionalLong.empty(), family.rssBytes(4096));
            assertTrue(workers().isEmpty());
        }

        @Test
        void a_master_that_vanishes_while_it_is_read_is_gone() {
            follow();
            afterTheMaster.add(() -> {
                fake.end(11);
                fake.end(12);
                fake.end(MASTER);
                fake.children(MASTER);
            });

            assertEquals(Liveness.GONE, family.refresh());
        }

        @Test
        void a_master_whose_line_is_the_same_is_not_read_again() {
            afterTheMaster.add(() -> {});

            assertEquals(Liveness.ALIVE, family.refresh());
            assertEquals(1, afterTheMaster.size());

            fake.master(101, 50);
            assertEquals(Liveness.ALIVE, family.refresh());
            assertEquals(0, afterTheMaster.size());
        }

        @Test
        void another_process_with_the_masters_number_is_not_the_master() {
            fake.process(MASTER, 1, STARTED + 1, 0, 0);

            assertEquals(Liveness.GONE, family.refresh());
        }

        @Test
        void a_master_of_another_boot_is_gone() {
            var before = new ProcessIdentity("another", Instances.MASTER.pidNamespace(), MASTER, STARTED);

            assertEquals(Liveness.GONE, new Family(before, reader(8)).refresh());
        }

        @Test
        void a_zombie_is_dead_and_a_stopped_master_is_frozen() {
            fake.stat(new ProcStat(MASTER, "x", 'T', 1, 1, 1, 100, 0, 50, 0, STARTED, 100));
            assertEquals(Liveness.FROZEN, family.refresh());

            fake.stat(new ProcStat(MASTER, "x", 'Z', 1, 1, 1, 100, 0, 50, 0, STARTED, 0));
            assertEquals(Liveness.GONE, family.refresh());
        }

        @Test
        void a_zombie_worker_is_no_worker_but_its_time_counts() {
            fake.stat(new ProcStat(11, "x", 'Z', MASTER, 1, 1, 15, 0, 0, 0, 200_011, 0));

            assertEquals(OptionalDouble.of(5), percentAfterASecond());
            assertEquals(List.of(12), workers());
        }
    }

    @Test
    void with_no_files_to_keep_open_everything_is_read_all_the_same() {
        try (Family thrifty = new Family(Instances.MASTER, reader(0))) {
            assertEquals(Liveness.ALIVE, thrifty.refresh());

            assertEquals(2, thrifty.samples(now, 4096).size());
            assertEquals(OptionalLong.of(300L * 4096), thrifty.rssBytes(4096));
        }
    }

    @Test
    void a_list_of_children_is_read_number_by_number() {
        byte[] list = "4712 4713 4790 ".getBytes(StandardCharsets.US_ASCII);

        int[] numbers = FamilyReader.numbers(list, list.length);

        assertEquals(List.of(4712, 4713, 4790), List.of(numbers[0], numbers[1], numbers[2]));
        assertEquals(0, FamilyReader.numbers(list, 0).length);
    }

    @Test
    void a_child_without_a_title_is_a_newborn_for_a_while() {
        assertEquals(Worker.Part.NEWBORN, Worker.part("php-fpm: master process (/etc/x.conf)\0\0", false));
        assertEquals(Worker.Part.WORKER, Worker.part("php-fpm: master process (/etc/x.conf)\0\0", true));
        assertEquals(Worker.Part.WORKER, Worker.part("php-fpm: pool blog\0\0\0\0", false));
        assertEquals(Worker.Part.STATUS, Worker.part("php-fpm: pool blog_status\0\0", false));
        assertEquals(Worker.Part.NEWBORN, Worker.part("", false));
    }
}
