package ikabud.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.os.ProcFiles;
import ikabud.support.FakeProc;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RareRoundTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int MASTER = Instances.MASTER.pid();

    @TempDir
    private Path root;

    private FakeProc fake;
    private Family family;
    private RareRound rare;

    @BeforeEach
    void a_master_with_a_worker() {
        fake = new FakeProc(root);
        fake.master(1, 0);
        fake.pss(MASTER, 4);
        fake.worker(11, 1);
        fake.pss(11, 2);
        fake.children(MASTER, 11);
        rare = new RareRound(fake.proc());
        family = new Family(
                Instances.MASTER,
                new FamilyReader(
                        fake.proc(),
                        new ProcFiles(fake.proc(), 8),
                        pid -> fake.proc().stat(pid),
                        2));
        tick(0);
    }

    private OptionalLong tick(long nanos) {
        family.refresh();
        rare.go(List.of(family), nanos);
        return family.pssBytes(nanos);
    }

    @Test
    void memory_is_known_at_the_first_tick() {
        assertEquals(OptionalLong.of(6 * 1024), family.pssBytes(0));
    }

    @Test
    void a_process_that_works_is_read_again_after_a_while_and_one_at_rest_much_later() {
        fake.pss(MASTER, 40);
        fake.pss(11, 20);
        fake.worker(11, 2);

        assertEquals(OptionalLong.of(6 * 1024), tick(19 * SECOND));
        assertEquals(OptionalLong.of(24 * 1024), tick(21 * SECOND));
        assertEquals(OptionalLong.of(60 * 1024), tick(301 * SECOND));
    }

    @Test
    void a_new_worker_is_read_at_once_and_the_others_follow_since_they_share_with_it() {
        fake.worker(12, 0);
        fake.pss(12, 1);
        fake.pss(MASTER, 3);
        fake.children(MASTER, 11, 12);

        assertEquals(OptionalLong.of(7 * 1024), tick(2 * SECOND));
        assertEquals(OptionalLong.of(6 * 1024), tick(21 * SECOND));
    }

    @Test
    void the_child_that_our_own_questions_make_has_nobody_read_again() {
        fake.worker(13, 4);
        fake.title(13, "php-fpm: pool blog_status");
        fake.children(MASTER, 11, 13);
        fake.pss(MASTER, 40);

        assertEquals(OptionalLong.of(6 * 1024), tick(2 * SECOND));
        assertEquals(OptionalLong.of(6 * 1024), tick(21 * SECOND));
    }

    @Test
    void a_worker_that_cannot_be_read_makes_the_sum_unknown() {
        fake.worker(12, 0);
        fake.children(MASTER, 11, 12);

        assertEquals(OptionalLong.empty(), tick(2 * SECOND));
    }

    @Test
    void a_sum_that_waits_for_a_reading_is_the_last_one_for_a_minute() {
        var sum = new PssSum();
        var read = new PssGauge(11);
        read.read(fake.proc(), 0);

        assertEquals(OptionalLong.of(2048), sum.of(List.of(read), 0));
        assertEquals(OptionalLong.of(2048), sum.of(List.of(read, new PssGauge(12)), 59 * SECOND));
        assertEquals(OptionalLong.empty(), sum.of(List.of(read, new PssGauge(12)), 61 * SECOND));
    }

    @Test
    void a_program_that_was_replaced_is_noticed() {
        fake.executable(MASTER, "/usr/sbin/php-fpm8.2");
        tick(2 * SECOND);
        assertFalse(family.oldBinary());

        fake.executable(MASTER, "/usr/sbin/php-fpm8.2 (deleted)");
        tick(4 * SECOND);
        assertTrue(family.oldBinary());
    }

    @Test
    void nobody_to_read_is_no_trouble() {
        rare.go(List.of(), 0);
    }
}
