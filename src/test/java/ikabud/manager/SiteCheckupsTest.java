package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.SiteExaminer.Impression;
import ikabud.model.BootCheck.Result;
import ikabud.model.Checkup;
import ikabud.model.Checkup.Reach;
import ikabud.model.Door;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.InstanceRecord;
import ikabud.support.FakeClock;
import ikabud.support.FakeSites;
import ikabud.support.Instances;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteCheckupsTest {
    private static final InstanceRecord OPEN = Instances.hosted("blog", true);
    private static final InstanceRecord SHUT = Instances.hosted("blog", false);

    private final FakeSites sites = new FakeSites();
    private final SiteCheckups checkups = new SiteCheckups(sites, new FakeClock());

    private static List<String> lines(Checkup checkup) {
        return checkup.checks().stream()
                .map(check -> check.name() + " " + check.result().word())
                .toList();
    }

    @Test
    void an_open_site_that_answers_is_healthy() {
        Checkup checkup = checkups.examine(OPEN, Reach.USUAL);

        assertTrue(checkup.fine());
        assertEquals(Health.HEALTHY, checkup.judgement().health());
        assertEquals(List.of("switch passed", "page passed"), passed(checkup));
    }

    private static List<String> passed(Checkup checkup) {
        return checkup.checks().stream()
                .filter(check -> check.result() == Result.PASSED)
                .map(check -> check.name() + " passed")
                .toList();
    }

    @Test
    void a_quick_look_asks_nobody() {
        sites.fail();

        assertEquals(
                Health.HEALTHY, checkups.examine(OPEN, Reach.QUICK).judgement().health());
        assertEquals(1, lines(checkups.examine(OPEN, Reach.QUICK)).size());
    }

    @Test
    void an_open_site_that_fails_is_down() {
        sites.fail();

        Checkup checkup = checkups.examine(OPEN, Reach.USUAL);

        assertFalse(checkup.fine());
        assertEquals(Fault.SITE_DOWN, checkup.judgement().fault());
    }

    @Test
    void one_that_is_half_shut_fails() {
        sites.door = Door.AJAR;

        Checkup checkup = checkups.examine(OPEN, Reach.DEEP);

        assertEquals(Health.FAILING, checkup.judgement().health());
        assertFalse(checkup.fine());
    }

    @Test
    void a_shut_site_that_answers_503_is_down_as_it_should_be() {
        sites.door = Door.SHUT;
        sites.shut();

        Checkup checkup = checkups.examine(SHUT, Reach.USUAL);

        assertEquals(Health.DOWN, checkup.judgement().health());
        assertTrue(checkup.fine());
    }

    @Test
    void a_shut_site_that_still_answers_is_not_fine() {
        sites.door = Door.SHUT;

        Checkup checkup = checkups.examine(SHUT, Reach.USUAL);

        assertFalse(checkup.fine());
        assertTrue(
                checkup.judgement().detail().contains("still answers"),
                checkup.judgement().detail());
    }

    @Test
    void without_a_url_only_the_deepest_look_runs_the_site() {
        sites.page = Optional.empty();
        sites.script = Optional.of(new Impression(false, false, "index.php: exit code 255"));

        assertTrue(checkups.examine(OPEN, Reach.USUAL).fine());
        assertEquals(
                Fault.SITE_DOWN, checkups.examine(OPEN, Reach.DEEP).judgement().fault());
    }
}
