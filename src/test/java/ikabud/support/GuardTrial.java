package ikabud.support;

import ikabud.backend.FpmExaminer;
import ikabud.journal.Journal;
import ikabud.manager.HealthRound;
import ikabud.model.Blueprint;
import ikabud.model.Changes;
import ikabud.model.Command;
import ikabud.model.Enforcement;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.os.SystemClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A site that takes more memory than it may where the kernel does not hold it: first only told, then restarted. */
public final class GuardTrial {
    private static final Duration APART = Duration.ofSeconds(12);

    private final LiveSite site;
    private final HealthRound round;
    private final FakeClock time = new FakeClock();
    private final List<String> lines = new ArrayList<>();

    private GuardTrial(LiveSite site, Journal journal) {
        this.site = site;
        this.round = new HealthRound(
                new FpmExaminer(site.root().layout(), site.root().machine(), new SystemClock()),
                journal,
                time,
                instance -> OptionalInt.of(1),
                TestRoot.ACTOR,
                site.manager().attendant()::found);
    }

    /** What became of it, one line for each thing. */
    public static List<String> run(Path directory) throws Exception {
        Limits limits = LimitKeys.change(
                Limits.NONE,
                Map.of("memory", "96M", "cpu", "50%", "overcommit", "yes", "over-limit", "alert"),
                new ArrayList<>());
        Map<String, String> variables = Map.of("memory-limit", "512M", "max-children", "1", "pm", "static");
        Blueprint blueprint =
                new Blueprint("php", null, null, null, variables, Supervision.DEFAULT, null, limits, false);
        try (LiveSite site = new LiveSite(directory, blueprint)) {
            site.script("hold.php", "$a = str_repeat('x', 150 << 20); touch($_GET['mark']); sleep(3); echo 1;");
            site.done(Verb.START);
            try (Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
                GuardTrial trial = new GuardTrial(site, journal);
                trial.tryIt();
                return trial.lines;
            }
        }
    }

    private void tryIt() throws Exception {
        ProcessIdentity first = site.master();
        site.backend().enforcement(site.instance(), first).stream()
                .map(Enforcement::text)
                .forEach(lines::add);

        Thread visitor = hold("first");
        rounds(1);
        lines.add("at one look: " + told());
        rounds(3);
        lines.add("at more: " + told());
        lines.add("the same master: " + first.equals(site.master()));
        visitor.join();

        Changes restart = new Changes(Map.of("over-limit", "restart"), false);
        site.done(Verb.SET, new Command.Options(Signal.KILL, false, false, false, null, null, restart));
        visitor = hold("second");
        rounds(2);
        visitor.join();
        lines.add("it was ended: " + site.events(EventKind.EXITED).size());
        Eventually.within(
                Duration.ofSeconds(10),
                () -> {
                    site.manager().attendant().attend(LiveSite.BLOG);
                    return site.record().observed();
                },
                now -> now.phase() == Phase.UP);
        lines.add("another master: " + !first.equals(site.master()));
        rounds(3);
        lines.add("it was ended: " + site.events(EventKind.EXITED).size());
    }

    private Thread hold(String name) {
        Path mark = site.root().layout().home(LiveSite.BLOG).resolve("tmp").resolve(name);
        Thread visitor =
                new Thread(() -> site.get("hold.php", "mark=" + mark, Duration.ofSeconds(20)), "visitor " + name);
        visitor.start();
        Eventually.eventually("it holds memory", () -> Files.exists(mark));
        return visitor;
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            time.advance(APART);
            round.run();
        }
    }

    private long told() {
        return site.events(EventKind.DEGRADED).stream()
                .filter(event -> event.detail().startsWith(Fault.OVER_MEMORY.sentence()))
                .filter(event -> event.detail().endsWith("M of 96M"))
                .count();
    }
}
