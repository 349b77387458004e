package ikabud.manager;

import ikabud.backend.SiteExaminer;
import ikabud.backend.SiteExaminer.Impression;
import ikabud.model.BootCheck.Result;
import ikabud.model.Checkup;
import ikabud.model.Checkup.Check;
import ikabud.model.Checkup.Reach;
import ikabud.model.Clock;
import ikabud.model.Door;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.InstanceRecord;
import ikabud.model.Judgement;
import ikabud.model.Phase;
import ikabud.model.VirtualKeys;
import ikabud.model.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at one instance without processes because somebody asked. Confined to one thread at a time. */
public final class SiteCheckups {
    private static final Duration PAGE = Duration.ofSeconds(10);

    private final SiteExaminer examiner;
    private final Clock clock;
    private final List<Check> checks = new ArrayList<>();
    private long began;

    /** Looks through that examiner. */
    public SiteCheckups(SiteExaminer examiner, Clock clock) {
        this.examiner = examiner;
        this.clock = clock;
    }

    /** Looks at one instance. */
    public Checkup examine(InstanceRecord record, Reach reach) {
        checks.clear();
        boolean open = record.observed().phase() == Phase.UP;
        boolean wantedUp = record.intent().wanted() == Wanted.UP;
        Judgement judgement = open || wantedUp ? judgeOpen(record, reach) : judgeShut(record, reach);
        boolean fine = judgement.health() == Health.HEALTHY || (judgement.health() == Health.DOWN && !wantedUp);
        return new Checkup(record.id(), judgement, fine, checks);
    }

    private Judgement judgeOpen(InstanceRecord record, Reach reach) {
        Door door = look(record, Door.OPEN);
        if (door != Door.OPEN) {
            return Judgement.fine(Health.FAILING, "wanted up, and its site is " + word(door));
        }
        Optional<Impression> seen = ask(record, reach);
        seen.ifPresent(page -> check(name(record), page.well() ? Result.PASSED : Result.FAILED, page.detail()));
        if (seen.filter(page -> !page.well()).isPresent()) {
            return Judgement.of(Fault.SITE_DOWN, seen.get().detail());
        }
        return Judgement.fine(
                Health.HEALTHY,
                "its site is open" + seen.map(page -> ", " + page.detail()).orElse(""));
    }

    private Judgement judgeShut(InstanceRecord record, Reach reach) {
        Door door = look(record, Door.SHUT);
        Optional<Impression> seen = reach == Reach.QUICK ? Optional.empty() : visit(record);
        seen.ifPresent(page -> check("page", page.open() ? Result.FAILED : Result.PASSED, page.detail()));
        if (door != Door.SHUT || seen.filter(Impression::open).isPresent()) {
            String how = door != Door.SHUT
                    ? "is " + word(door)
                    : "still answers, " + seen.orElseThrow().detail();
            return Judgement.fine(Health.DEGRADED, "it is meant to be down, and its site " + how);
        }
        return Judgement.fine(Health.DOWN, "it is not meant to run");
    }

    private Door look(InstanceRecord record, Door wanted) {
        began = clock.nanoTime();
        Door door = examiner.look(record.instance());
        check("switch", door == wanted ? Result.PASSED : Result.FAILED, word(door));
        return door;
    }

    // The program of the command line is another PHP than the web server's: only where nothing better can be asked.
    private Optional<Impression> ask(InstanceRecord record, Reach reach) {
        if (reach == Reach.QUICK) {
            return Optional.empty();
        }
        Optional<Impression> page = visit(record);
        if (page.isPresent() || reach != Reach.DEEP) {
            if (page.isEmpty()) {
                checks.add(new Check("page", Result.SKIPPED, Duration.ZERO, "no url is set to ask for"));
            }
            return page;
        }
        began = clock.nanoTime();
        return examiner.run(record.instance(), PAGE);
    }

    private Optional<Impression> visit(InstanceRecord record) {
        began = clock.nanoTime();
        return examiner.visit(record.instance(), PAGE);
    }

    private static String name(InstanceRecord record) {
        return record.instance().variables().getOrDefault(VirtualKeys.URL, "").isEmpty() ? "script" : "page";
    }

    private static String word(Door door) {
        return switch (door) {
            case OPEN -> "open";
            case AJAR -> "half shut";
            case SHUT -> "shut";
        };
    }

    private void check(String name, Result result, String detail) {
        checks.add(new Check(name, result, Duration.ofNanos(clock.nanoTime() - began), detail));
    }
}
