package ikabud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SiteTest {
    private static final int VISITS = 2400;

    private final Random random = new Random(1);

    private static int number(String query) {
        return Integer.parseInt(query.substring(query.indexOf('=') + 1));
    }

    @ParameterizedTest
    @EnumSource
    void every_site_has_a_page_in_the_jar(Site site) {
        assertNotNull(Site.class.getResource(site.script()));
    }

    @Test
    void no_two_sites_share_a_uid() {
        assertEquals(
                5,
                Arrays.stream(Site.values())
                        .mapToInt(Site::uidOffset)
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @EnumSource
    void a_visitor_comes_less_often_than_twenty_times_a_second(Site site) {
        for (int visit = 0; visit < VISITS; visit++) {
            assertTrue(site.pause(random) >= 50);
        }
    }

    @Test
    void the_burner_never_takes_more_than_a_third_of_a_core_and_goes_up_and_down() {
        long burnt = 0;
        long rested = 0;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int visit = 0; visit < VISITS; visit++) {
            int millis = number(Site.BURNER.query(visit, random));
            least = Math.min(least, millis);
            most = Math.max(most, millis);
            burnt += millis;
            rested += Site.BURNER.pause(random);
        }

        assertTrue(burnt * 3 < burnt + rested, burnt + " of " + (burnt + rested));
        assertTrue(least > 0 && most > 2 * least, least + " to " + most);
    }

    @Test
    void the_crasher_stays_below_the_ten_crashes_a_minute_after_which_fpm_restarts_itself() {
        long millis = 0;
        int crashes = 0;
        for (int visit = 0; visit < VISITS; visit++) {
            crashes += Site.CRASHER.query(visit, random).isEmpty() ? 0 : 1;
            millis += Site.CRASHER.pause(random);
        }

        assertTrue(crashes > 0);
        assertTrue(crashes * 60_000L / millis < 8, crashes + " in " + millis + " ms");
    }

    @Test
    void a_visitor_waits_for_the_leaker_to_its_end() {
        int seconds = number(Site.LEAKER.query(0, random));

        assertTrue(Site.PATIENCE.toSeconds() > seconds);
    }
}
