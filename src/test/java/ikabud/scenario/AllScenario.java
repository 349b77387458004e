package ikabud.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.support.Installation;
import ikabud.support.JarRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that need each other, started, restarted and stopped together by the jar on real PHP-FPM. */
@Tag("terminal")
@Timeout(300)
class AllScenario {
    private static final String SLOW = "<?php touch(sys_get_temp_dir() . '/busy'); $end = microtime(true) + 4;"
            + " while (microtime(true) < $end) { usleep(5000); } echo 'done';";

    private Installation site;

    @AfterEach
    void leave_nothing_behind() throws Exception {
        if (site != null) {
            site.ikabud("stop", "--all", "--yes");
            site.remove();
        }
    }

    private void create() throws Exception {
        assumeTrue(Installation.weAreRoot(), "needs root");
        site = Installation.ofRoot();
        for (String[] line : List.of(
                new String[] {"create", "db", "--user", "#61311", "--no-start"},
                new String[] {"create", "cache", "--user", "#61312", "--no-start", "--depends-on", "db"},
                new String[] {"create", "blog", "--user", "#61313", "--no-start", "--depends-on", "db,cache"})) {
            assertEquals(0, site.ikabud(line).code());
        }
    }

    private static List<String> ids(Ended ended) {
        return ended.out().lines().map(line -> line.replaceFirst(" .*", "")).toList();
    }

    @Test
    void all_start_and_stop_in_their_order_and_what_is_needed_is_not_removed() throws Exception {
        create();

        Ended refused = site.ikabud("start", "blog");
        assertEquals(3, refused.code());
        assertTrue(refused.err().contains("it needs db (down), cache (down)"), refused.err());
        assertEquals(List.of("db", "cache", "blog"), ids(site.ikabud("start", "--all")));
        assertTrue(site.ikabud("boot", "blog").out().contains("db, cache serve"));
        assertEquals(3, site.ikabud("remove", "db", "--yes").code());
        assertEquals(List.of("blog", "cache", "db"), ids(site.ikabud("stop", "--all", "--yes")));
        assertEquals(List.of("db", "cache", "blog"), ids(site.ikabud("start", "blog", "--with-needs")));
    }

    @Test
    void an_interrupted_restart_of_all_ends_what_it_began_and_names_the_rest() throws Exception {
        create();
        assertEquals(0, site.ikabud("start", "--all").code());
        CompletableFuture<Void> busy = keepBusy("cache");

        Process restart = site.follow("restart", "--all", "--yes");
        site.await(Duration.ofSeconds(30), () -> site.followed().contains("db is up"));
        interrupt(restart);

        assertTrue(restart.waitFor(60, TimeUnit.SECONDS));
        busy.join();
        assertEquals(130, restart.exitValue());
        assertTrue(site.followed().contains("restart: interrupted; of 3 instances "), site.followed());
        Ended list = site.ikabud("list", "--json");
        assertEquals(3, list.out().split("\"state\" : \"up\"", -1).length - 1, list.out());
    }

    /** A request that its graceful stop has to wait for, so that the interruption comes in the middle. */
    private CompletableFuture<Void> keepBusy(String id) throws Exception {
        Files.writeString(site.home(id).resolve("public/slow.php"), SLOW);
        CompletableFuture<Void> visit = CompletableFuture.runAsync(() -> {
            try {
                site.visit(id, "slow.php", "");
            } catch (Exception failed) {
                throw new CompletionException(failed);
            }
        });
        site.await(Duration.ofSeconds(10), () -> Files.exists(site.home(id).resolve("tmp/busy")));
        return visit;
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
