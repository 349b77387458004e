package ikabud.support;

import ikabud.model.Actor;
import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootLog;
import ikabud.model.BootPhase;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import ikabud.view.Chronicle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the journal tells, for tests. */
public final class Chronicles {
    private static final InstanceId SHOP = new InstanceId("shop");
    private static final Instant AT = Snapshots.AT;

    private Chronicles() {}

    /** A shop that was made, killed by somebody else, brought up again, and whose last boot has a warning. */
    public static Chronicle shop() {
        return new Chronicle(
                SHOP,
                List.of(
                        event(1, 86_400 * 3, EventKind.CREATED, "php 8.2, user ikabud_shop", 340),
                        event(2, 86_400 * 3 - 1, EventKind.STARTED, "", 210),
                        event(3, 7_260, EventKind.EXITED, "killed by signal 9", null),
                        event(4, 7_260, EventKind.RESTARTING, "restart 1 of 3, in 1 s", null),
                        event(5, 7_258, EventKind.RECOVERED, "", 190),
                        event(6, 3_610, EventKind.SATURATED, "all 20 workers are busy", null),
                        event(7, 3_600, EventKind.HEALTHY, "", null),
                        event(8, 1_800, EventKind.RELOADED, "", 80)),
                Optional.of(boot()));
    }

    private static BootLog boot() {
        return new BootLog(
                SHOP,
                AT.minusSeconds(7_258),
                Duration.ofMillis(431),
                List.of(
                        check(BootPhase.KERNEL, "record", Result.PASSED, 1, "wanted up, generation 7", ""),
                        check(BootPhase.KERNEL, "binary", Result.PASSED, 2, "/usr/sbin/php-fpm8.2, version 8.2.29", ""),
                        check(
                                BootPhase.KERNEL,
                                "free disk",
                                Result.WARNED,
                                1,
                                "412 MB free below /var/log",
                                "make room: logs that cannot be written hide what goes wrong"),
                        check(BootPhase.CORE, "document root", Result.PASSED, 3, "/srv/shop/public", ""),
                        check(BootPhase.CORE, "site's code", Result.SKIPPED, 0, "plain PHP has no core", ""),
                        check(BootPhase.INSTANCE, "user", Result.PASSED, 1, "ikabud_shop, uid 942", ""),
                        check(BootPhase.INSTANCE, "configuration", Result.PASSED, 96, "", ""),
                        check(BootPhase.RUNTIME, "master", Result.PASSED, 120, "PID 3462", ""),
                        check(BootPhase.RUNTIME, "socket", Result.PASSED, 180, "/run/ikabud/shop/php.sock", ""),
                        check(BootPhase.RUNTIME, "ping", Result.PASSED, 2, "pong", ""),
                        check(
                                BootPhase.SITE,
                                "first request",
                                Result.FAILED,
                                25,
                                "index.php answered 500 Internal Server Error",
                                "look at /var/log/ikabud/shop/php.log")));
    }

    private static BootCheck check(
            BootPhase phase, String name, Result result, long millis, String detail, String remedy) {
        return new BootCheck(phase, name, result, Duration.ofMillis(millis), detail, remedy);
    }

    private static Event event(
            long sequence, long secondsAgo, EventKind kind, String detail, @Nullable Integer millis) {
        Actor ana = new Actor("ana", 0, 1000L, 7L, "ssh 198.51.100.7", "ikabud");
        Duration took = millis == null ? null : Duration.ofMillis(millis);
        return new Event(sequence, AT.minusSeconds(secondsAgo), SHOP, kind, ana, detail, null, took);
    }
}
