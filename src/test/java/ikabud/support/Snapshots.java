package ikabud.support;

import ikabud.model.FailureClass;
import ikabud.model.Fault;
import ikabud.model.HostSample;
import ikabud.model.InstanceSample;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Snapshots for tests: a believable server with five sites, and single instances to be put together. */
public final class Snapshots {
    /** The moment of all of them. */
    public static final Instant AT = Instant.parse("2026-11-20T14:05:33Z");

    static final long MEBI = 1L << 20;

    private Snapshots() {}

    /** Five sites: a quiet blog, a shop under load with all workers busy, a burner, one down, one that failed. */
    public static Snapshot fleet() {
        return of(
                site("blog")
                        .kind("wordpress")
                        .cpu(1.3)
                        .memory(58, 141)
                        .pool(1, 3, 10)
                        .requests(2.4)
                        .up("3d07:12:09")
                        .restarts(1, 99.998)
                        .sample(),
                site("shop")
                        .kind("php")
                        .cpu(212.4)
                        .memory(431, 1210)
                        .pool(20, 0, 20)
                        .requests(148.2)
                        .queue(7)
                        .up("0d11:02:41")
                        .restarts(0, 100)
                        .sample(),
                site("intranet")
                        .kind("joomla")
                        .cpu(96.2)
                        .memory(77, 160)
                        .pool(3, 1, 5)
                        .requests(0.7)
                        .up("0d00:12:04")
                        .restarts(2, 99.4)
                        .sample(),
                site("archive").kind("php").down().restarts(0, 100).sample(),
                site("old-forum")
                        .kind("drupal")
                        .failed("exited: configuration error, exit code 78")
                        .restarts(3, 12.5)
                        .sample());
    }

    /** Two sites that a hoster's web server serves, one open and one shut. */
    public static Snapshot hosted() {
        return of(
                InstanceSample.virtual(
                        new Roster.Entry(Instances.hosted("blog", true), Map.of(Verb.START, "it is already running")),
                        Optional.of(Duration.ofSeconds(7533)),
                        OptionalLong.of(64 * MEBI)),
                InstanceSample.virtual(
                        new Roster.Entry(Instances.hosted("shop", false), Map.of()),
                        Optional.empty(),
                        OptionalLong.empty()));
    }

    /** Sites in trouble: one restarted soon, one given up, one that waits, one on its way down, one that needs others. */
    public static Snapshot trouble() {
        return of(Stream.concat(stuck().stream(), running().stream()).toArray(InstanceSample[]::new));
    }

    private static List<InstanceSample> stuck() {
        return List.of(
                site("db")
                        .starting("", 25)
                        .cpu(0.4)
                        .memory(31, 60)
                        .restarts(0, 99.98)
                        .sample(),
                site("shop")
                        .backoff("restart 2 of 3: killed by signal 9", FailureClass.CRASH, 4)
                        .restarts(2, 97.2)
                        .needing("db")
                        .sample(),
                site("news")
                        .waiting("waits for db")
                        .restarts(0, 100)
                        .needing("db")
                        .sample(),
                site("forum")
                        .failed(
                                "gave up after 3 restarts in 60 s: php-fpm.conf line 12: unknown entry 'pm.max_childern'")
                        .failure(FailureClass.CONFIG)
                        .restarts(3, 12.5)
                        .sample());
    }

    private static List<InstanceSample> running() {
        return List.of(
                site("wiki")
                        .phase(Phase.STOPPING)
                        .until(12)
                        .cpu(3.1)
                        .memory(44, 90)
                        .pool(2, 1, 5)
                        .up("1d02:10:00")
                        .restarts(11, 99.4)
                        .sample(),
                site("blog")
                        .kind("wordpress")
                        .cpu(1.3)
                        .memory(58, 141)
                        .pool(1, 3, 10)
                        .requests(2.4)
                        .up("3d07:12:09")
                        .restarts(1, 99.998)
                        .sample(),
                site("paint")
                        .cpu(22.0)
                        .memory(70, 180)
                        .pool(2, 2, 8)
                        .requests(12.1)
                        .up("0d04:11:00")
                        .restarts(0, 100)
                        .fault(Fault.WORKERS_CRASHING)
                        .sample());
    }

    /** Many instances, with figures that follow from their number. */
    public static Snapshot many(int count) {
        List<InstanceSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(site("site-" + (i < 9 ? "0" : "") + (i + 1))
                    .cpu(i * 37 % 100)
                    .memory(20 + i * 13 % 90, 60 + i * 29 % 200)
                    .pool(i % 4, 4 - i % 4, 8)
                    .requests(i * 1.7 % 30)
                    .up("0d0" + i % 10 + ":10:00")
                    .sample());
        }
        return of(samples.toArray(InstanceSample[]::new));
    }

    /** A reading of these instances on the usual machine. */
    public static Snapshot of(InstanceSample... samples) {
        return new Snapshot(41, AT, Duration.ofMillis(4), host(), List.of(samples));
    }

    /** What is known before the first reading when the record was read. */
    public static Snapshot unread() {
        List<InstanceSample> samples = fleet().instances().stream()
                .map(sample -> InstanceSample.unread(sample.entry()))
                .toList();
        return new Snapshot(0, Instant.EPOCH, Duration.ZERO, HostSample.UNKNOWN, samples);
    }

    /** The usual machine. */
    public static HostSample host() {
        return new HostSample(
                "web1",
                4,
                OptionalDouble.of(43.6),
                OptionalDouble.of(1.42),
                OptionalDouble.of(1.06),
                OptionalDouble.of(0.9),
                OptionalLong.of(7_940 * MEBI),
                OptionalLong.of(2_310 * MEBI),
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalLong.of(41 * 86_400 + 3 * 3600));
    }

    /** An instance to be put together; up and idle until said otherwise. */
    public static Site site(String id) {
        return new Site(id);
    }

    /** An identity with that number. */
    public static ProcessIdentity identity(int pid) {
        return new ProcessIdentity("3f1c9c52-1111-4222-8333-444455556666", 4_026_531_836L, pid, 100_000L + pid);
    }
}
