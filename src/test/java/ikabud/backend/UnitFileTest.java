package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.config.Kinds;
import ikabud.model.BackendKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Limits;
import ikabud.model.OverLimit;
import ikabud.model.Owner;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Supervision;
import ikabud.support.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitFileTest {
    private static final Layout LAYOUT = new Layout(
            Path.of("/etc/ikabud"),
            Path.of("/var/lib/ikabud"),
            Path.of("/run/ikabud"),
            Path.of("/var/log/ikabud"),
            true);
    private static final Kinds KINDS = new Kinds(LAYOUT);
    private static final int DEBIAN_12 = 252;
    private static final String INSIDE = "/var/lib/ikabud/instances/blog/public";
    private static final Supervision NEEDY = new Supervision(
            new RestartPolicy(RestartMode.ON_FAILURE, 5, Duration.ofMinutes(2), Duration.ofMillis(1500)),
            List.of(new InstanceId("db"), new InstanceId("cache")));
    private static final Limits TIGHT = new Limits(
            OptionalLong.of(1000 << 20),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.of(150),
            OptionalInt.of(64),
            OverLimit.RESTART);

    private static Instance blog(String documentRoot, Supervision supervision, Limits limits) {
        return new Instance(
                new InstanceId("blog"),
                "php",
                new Owner("ikabud_blog", 998, 998, true),
                "8.2",
                Path.of("/usr/sbin/php-fpm8.2"),
                Path.of(documentRoot),
                Map.of(),
                Instant.EPOCH,
                supervision,
                BackendKind.SYSTEMD,
                limits);
    }

    private static String render(Instance instance, int version, Map<String, String> directives) {
        return new UnitFile(LAYOUT, KINDS, Duration.ofSeconds(30), Duration.ofSeconds(15), () -> version)
                .render(instance, KINDS.find("php"), directives);
    }

    private static String render(Instance instance) {
        return render(instance, DEBIAN_12, Map.of());
    }

    @Test
    void a_unit_says_all_that_was_set_for_its_instance() throws IOException {
        Golden.assertSame(
                "systemd/blog.service",
                render(blog(INSIDE, NEEDY, TIGHT), DEBIAN_12, Map.of("opcache.memory_consumption", "32")));
    }

    @Test
    void what_is_not_set_is_not_there() {
        String unit = render(blog(INSIDE, Supervision.DEFAULT, Limits.NONE));

        for (String absent :
                List.of("Wants=", "MemoryMax", "MemoryHigh", "CPUQuota", "TasksMax", "ReadWritePaths", "{{")) {
            assertFalse(unit.contains(absent), absent + " in " + unit);
        }
        assertTrue(UnitFile.isOurs(unit) && UnitFile.isUntouched(unit));
        assertFalse(UnitFile.isUntouched(unit.replace("Type=notify", "Type=simple")));
    }

    @ParameterizedTest
    @CsvSource({"3s, ' ptrace'", "0, ''"})
    void the_slow_log_alone_may_trace(String slowAfter, String traces) {
        Instance blog = blog(INSIDE, Supervision.DEFAULT, Limits.NONE).with(Map.of("slow-after", slowAfter));

        String unit = render(blog);

        assertTrue(unit.contains("\nSystemCallFilter=@system-service" + traces + "\n"), unit);
    }

    @ParameterizedTest
    @CsvSource({"NEVER, no, false", "ON_FAILURE, always, true", "ALWAYS, always, false"})
    void the_policy_becomes_systemds(RestartMode mode, String restart, boolean sparesConfig) {
        RestartPolicy policy = new RestartPolicy(mode, 3, Duration.ofSeconds(60), Duration.ofSeconds(1));

        String unit = render(blog(INSIDE, new Supervision(policy, List.of()), Limits.NONE));

        assertTrue(unit.contains("\nRestart=" + restart + "\n"), unit);
        assertEquals(sparesConfig, unit.contains("\nRestartPreventExitStatus=78\n"));
        assertEquals(
                mode != RestartMode.NEVER, unit.contains("\nStartLimitBurst=4\n"), "the first start is one of them");
    }

    @Test
    void delays_grow_where_systemd_knows_how() {
        Instance blog = blog(INSIDE, Supervision.DEFAULT, Limits.NONE);

        assertFalse(render(blog, 253, Map.of()).contains("RestartSteps"), "253 would warn");
        assertTrue(render(blog, 254, Map.of()).contains("\nRestartSteps=5\nRestartMaxDelaySec=60\n"));
    }

    @Test
    void a_document_root_elsewhere_may_be_written_and_one_in_a_home_is_all_that_is_seen_of_homes() {
        String elsewhere = render(blog("/srv/blog", Supervision.DEFAULT, Limits.NONE));
        assertTrue(elsewhere.contains("\nReadWritePaths=\"-/srv/blog\"\n"), elsewhere);
        assertTrue(elsewhere.contains("\nProtectHome=yes\n"));

        String inHome = render(blog("/home/anna/blog", Supervision.DEFAULT, Limits.NONE));
        assertTrue(inHome.contains("\nProtectHome=tmpfs\nBindPaths=\"/home/anna/blog\"\n"), inHome);
    }

    @Test
    void a_document_root_that_the_unit_could_not_see_is_refused() {
        Instance blog = blog("/tmp/blog", Supervision.DEFAULT, Limits.NONE);

        String message = assertThrows(IkabudException.class, () -> render(blog)).getMessage();

        assertTrue(message.contains("would not see it") && message.contains("--backend direct"), message);
    }

    @Test
    void blanks_and_per_cent_signs_reach_php_as_they_are() {
        String unit = render(
                blog("/srv/100% blog", Supervision.DEFAULT, Limits.NONE),
                DEBIAN_12,
                Map.of("opcache.blacklist_filename", "/srv/a b/50%"));

        assertTrue(unit.contains(" -d 'opcache.blacklist_filename=/srv/a b/50%%'\n"), unit);
        assertTrue(unit.contains("\nReadWritePaths=\"-/srv/100%% blog\"\n"), unit);
    }
}
