package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Examiner.PageReply;
import ikabud.backend.MemoryNews;
import ikabud.backend.Vitals;
import ikabud.backend.WorkerEnds;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.Judgement;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.PoolStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final OptionalInt TWO = OptionalInt.of(2);

    @Test
    void what_lives_and_listens_is_healthy_and_nobody_is_asked() {
        Findings findings = seen(false, true, 0, WorkerEnds.NONE);

        assertEquals(Health.HEALTHY, findings.judge().health());
        assertFalse(findings.isSuspicious());
        assertFalse(findings.isUnexplained());
    }

    @Test
    void a_socket_that_cannot_be_told_of_is_no_fault() {
        Findings findings = Findings.of(new Vitals(false, Optional.empty(), 0, WorkerEnds.NONE), TWO);

        assertEquals(Health.HEALTHY, findings.judge().health());
    }

    @Test
    void a_stopped_master_is_frozen() {
        assertEquals(fault(Fault.FROZEN), seen(true, true, 0, WorkerEnds.NONE).judge());
    }

    @Test
    void a_socket_that_is_gone_counts_only_where_nobody_answers_there() {
        Findings findings = seen(false, false, 0, WorkerEnds.NONE);

        assertTrue(findings.isUnexplained());
        assertEquals(fault(Fault.SOCKET_GONE), findings.answering(false).judge());
        assertEquals(Health.HEALTHY, findings.answering(true).judge().health());
    }

    @Test
    void all_workers_busy_is_saturated_whatever_a_ping_says() {
        Findings findings = seen(false, true, 3, WorkerEnds.NONE).with(TWO, Optional.of(pool(2, 0)));

        assertTrue(findings.isSuspicious());
        assertFalse(findings.isUnexplained());
        assertEquals(
                Judgement.fine(Health.SATURATED, "all 2 workers are busy, 3 connections wait"),
                findings.answering(false).judge());
    }

    @Test
    void where_fpm_does_not_say_how_busy_it_is_the_number_of_workers_has_to_do() {
        Findings findings = seen(false, true, 1, WorkerEnds.NONE).with(TWO, Optional.empty());

        assertEquals(
                Judgement.fine(Health.SATURATED, "it has as many workers as it may, 1 connection waits"),
                findings.judge());
    }

    @Test
    void who_waits_while_workers_are_free_waits_for_nothing() {
        Findings findings = seen(false, true, 1, WorkerEnds.NONE).with(TWO, Optional.of(pool(0, 2)));

        assertTrue(findings.isUnexplained());
        assertEquals(
                Judgement.of(Fault.NOT_ANSWERING, "1 connection waits"),
                findings.answering(false).judge());
        assertEquals(Health.HEALTHY, findings.answering(true).judge().health());
    }

    @Test
    void a_burst_that_is_served_is_healthy() {
        Findings findings = seen(false, true, 1, WorkerEnds.NONE).with(TWO, Optional.of(pool(1, 1)));

        assertEquals(Health.HEALTHY, findings.answering(true).judge().health());
    }

    @Test
    void workers_that_end_badly_are_told_by_how_they_ended() {
        assertEquals(
                Judgement.of(Fault.WORKERS_KILLED, "2 killed"),
                seen(false, true, 0, ends(2, 0, 0, 0, false)).judge());
        assertEquals(
                Judgement.of(Fault.WORKERS_CRASHING, "1 killed, 3 crashed, so many that FPM started itself afresh"),
                seen(false, true, 0, ends(1, 3, 0, 0, true)).judge());
        assertEquals(
                Judgement.of(Fault.WORKERS_CRASHING, "1 ended with an error"),
                seen(false, true, 0, ends(0, 0, 1, 1, false)).judge());
    }

    @Test
    void what_the_kernel_ended_for_memory_is_told_beside_what_fpm_says() {
        MemoryNews memory = new MemoryNews(3, OptionalLong.empty(), memory(64));
        Vitals vitals = new Vitals(false, Optional.of(true), 0, ends(3, 0, 0, 0, false), memory);

        assertEquals(
                Judgement.of(Fault.WORKERS_KILLED, "3 killed, 3 processes were ended for want of memory (limit 64M)"),
                Findings.of(vitals, TWO).judge());
    }

    @Test
    void more_memory_than_it_may_have_is_a_fault_with_its_numbers() {
        MemoryNews memory = new MemoryNews(0, OptionalLong.of(612L << 20), memory(512));
        Vitals vitals = new Vitals(false, Optional.of(true), 0, WorkerEnds.NONE, memory);

        assertEquals(
                Judgement.of(Fault.OVER_MEMORY, "612M of 512M"),
                Findings.of(vitals, TWO).judge());
    }

    private static Limits memory(long megabytes) {
        return LimitKeys.change(Limits.NONE, Map.of("memory", megabytes + "M"), new ArrayList<>());
    }

    @Test
    void a_storm_is_worse_than_all_else() {
        Judgement judged = seen(true, false, 5, ends(0, 0, 400, 400, false)).judge();

        assertEquals(Judgement.of(Fault.WORKER_STORM, "400 in a second"), judged);
        assertEquals(Health.FAILING, judged.health());
    }

    @Test
    void a_broken_page_is_the_sites_fault() {
        Findings findings = seen(false, true, 0, WorkerEnds.NONE).answering(true);

        assertEquals(
                Judgement.of(Fault.SITE_BROKEN, "/index.php: status 500"),
                findings.with(new PageReply(true, true, "/index.php: status 500"))
                        .judge());
        assertEquals(
                Health.HEALTHY,
                findings.with(new PageReply(true, false, "/index.php: status 200"))
                        .judge()
                        .health());
    }

    @Test
    void without_a_known_limit_nothing_is_saturated() {
        Vitals vitals = new Vitals(false, Optional.of(true), 1, WorkerEnds.NONE);
        Findings findings = Findings.of(vitals, OptionalInt.empty()).with(TWO, Optional.of(pool(2, 0)));

        assertEquals(Health.HEALTHY, findings.answering(true).judge().health());
    }

    private static Findings seen(boolean frozen, boolean socket, int waiting, WorkerEnds ends) {
        return Findings.of(new Vitals(frozen, Optional.of(socket), waiting, ends), TWO);
    }

    private static WorkerEnds ends(int killed, int crashed, int failed, int shortLived, boolean afresh) {
        return new WorkerEnds(killed, crashed, failed, shortLived, afresh, false, "");
    }

    private static PoolStatus pool(int active, int idle) {
        return new PoolStatus(active, idle, 0, 0, 0, Instant.EPOCH, Instant.EPOCH);
    }

    private static Judgement fault(Fault fault) {
        return Judgement.of(fault, "");
    }
}
