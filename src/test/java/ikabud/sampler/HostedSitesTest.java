package ikabud.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.model.Health;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Roster;
import ikabud.os.ProcStat;
import ikabud.support.FakeProc;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostedSitesTest {
    private static final long LATER = Duration.ofSeconds(6).toNanos();
    private static final int ME = 2001;

    @TempDir
    private Path directory;

    private FakeProc fake;
    private HostedSites sites;
    private long nanos;

    @BeforeEach
    void make() {
        fake = new FakeProc(directory);
        sites = new HostedSites(fake.proc());
    }

    private void process(int pid, String name, int uid, String cwd, String title) {
        fake.stat(new ProcStat(pid, name, 'S', 1, pid, pid, 0, 0, 0, 0, 10, 100));
        fake.uid(pid, uid);
        fake.workingDirectory(pid, cwd);
        fake.title(pid, title);
    }

    private InstanceSample sample(boolean open) {
        nanos += LATER;
        Instant now = Instant.parse("2026-11-20T13:00:00Z");
        return sites.sample(
                new Roster.Entry(Instances.hosted("blog", open), Map.of()),
                new Tracker.Moment(OptionalLong.empty(), Map.of(), Map.of(), now, nanos));
    }

    private long pages(int count) {
        return count * 100L * fake.proc().pageSize();
    }

    @Test
    void nothing_is_known_of_the_memory_of_a_site_whose_php_nobody_saw() {
        process(11, "apache2", ME, "/home/me/public_html", "apache2");
        process(12, "php-fpm8.2", 33, "/home/me/public_html", "php-fpm: pool www");
        process(13, "php", ME, "/home/me", "php artisan");
        process(14, "php-cgi", ME, "/home/me/public_html_of_another", "php-cgi");

        assertEquals(OptionalLong.empty(), sample(true).estimatedBytes());
    }

    @Test
    void the_accounts_own_php_below_the_document_root_is_added_up() {
        process(11, "php-cgi", ME, "/home/me/public_html", "php-cgi");
        process(12, "php-fpm8.2", ME, "/home/me/public_html/wp-admin", "php-fpm: pool me");
        process(13, "lsphp", ME, directory.toString(), "lsphp:/home/me/public_html/index.php");

        assertEquals(OptionalLong.of(pages(3)), sample(true).estimatedBytes());
    }

    @Test
    void where_it_was_seen_once_nothing_is_nothing() {
        process(11, "php-cgi", ME, "/home/me/public_html", "php-cgi");
        sample(true);
        fake.end(11);

        assertEquals(OptionalLong.of(0), sample(true).estimatedBytes());
    }

    @Test
    void an_open_site_is_healthy_and_as_old_as_its_opening() {
        InstanceSample open = sample(true);

        assertEquals(Liveness.VIRTUAL, open.liveness());
        assertEquals(Health.HEALTHY, open.health());
        assertEquals(Optional.of(Duration.ofHours(1)), open.uptime());
        assertEquals(Health.DOWN, sample(false).health());
        assertEquals(Optional.empty(), sample(false).uptime());
    }
}
