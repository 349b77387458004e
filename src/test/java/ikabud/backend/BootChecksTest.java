package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.BootChecks.Found;
import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootPhase;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.support.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootChecksTest {
    private final FakeClock clock = new FakeClock();
    private final List<BootCheck> heard = new ArrayList<>();
    private final BootChecks boot = new BootChecks(new InstanceId("blog"), clock, heard::add);

    private Found passing(int millis) {
        clock.advance(Duration.ofMillis(millis));
        return Found.passed("fine");
    }

    @Test
    void each_check_is_timed_kept_in_order_and_heard_as_it_is_made() {
        boot.check(BootPhase.KERNEL, "php", () -> passing(3));
        assertEquals(1, heard.size());
        boot.check(BootPhase.CORE, "index", () -> Found.warned("none", "put one there"));

        List<BootCheck> checks = boot.log().checks();

        assertEquals(heard, checks);
        assertEquals(
                new BootCheck(BootPhase.KERNEL, "php", Result.PASSED, Duration.ofMillis(3), "fine", ""), checks.get(0));
        assertEquals(Result.WARNED, checks.get(1).result());
        assertEquals(Duration.ofMillis(3), boot.log().took());
    }

    @Test
    void a_failed_check_is_kept_with_what_where_and_what_to_do_and_ends_the_boot() {
        IkabudException failure = IkabudException.failed("document root /srv/x", "there is none", "bring it back");

        RuntimeException thrown = assertThrows(
                RuntimeException.class,
                () -> boot.check(BootPhase.CORE, "document root", () -> {
                    clock.advance(Duration.ofMillis(1));
                    throw failure;
                }));

        assertSame(failure, thrown);
        BootCheck check = boot.log().checks().get(0);
        assertEquals(Result.FAILED, check.result());
        assertEquals("document root /srv/x: there is none", check.detail());
        assertEquals("bring it back", check.remedy());
        assertEquals(Duration.ofMillis(1), check.took());
        assertFalse(boot.served());
    }

    @Test
    void what_the_site_takes_is_no_part_of_the_boot() {
        BootChecks.Step socket = boot.begin(BootPhase.RUNTIME, "socket");
        clock.advance(Duration.ofMillis(40));
        socket.end(Found.passed(""));
        boot.serves();

        boot.check(BootPhase.SITE, "request", () -> passing(900));

        assertTrue(boot.served());
        assertEquals(Duration.ofMillis(40), boot.log().took());
        assertEquals(Duration.ofMillis(900), boot.log().checks().get(1).took());
    }
}
