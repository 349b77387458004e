package ikabud.manager;

import ikabud.backend.Examiner;
import ikabud.backend.Vitals;
import ikabud.model.Actor;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Judgement;
import ikabud.model.Phase;
import ikabud.model.PlainText;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the health of all instances that are up: each lasting change becomes an event, and a fault that needs an act
 * is handed to who acts. Saturation is told and nothing more.
 *
 * <p>The routine look connects to nobody; only where somebody waits or a socket is gone is FPM asked. Confined to one
 * thread at a time.
 */
public final class HealthRound {
    private static final Duration STATUS = Duration.ofMillis(300);
    private static final Duration PING = Duration.ofSeconds(1);
    private static final Duration PAGE = Duration.ofSeconds(2);
    private static final long MOST_ASKING = Duration.ofSeconds(2).toNanos();
    private static final int LONGEST_DETAIL = 500;
    private static final int LOOKED_BACK = 50;

    private final Examiner examiner;
    private final InstanceStore store;
    private final Clock clock;
    private final Function<Instance, OptionalInt> limits;
    private final Actor self;
    private final BiConsumer<InstanceId, Fault> mender;
    private final Map<InstanceId, Course> courses = new HashMap<>();
    private List<InstanceRecord> up = List.of();
    private long revision = Long.MIN_VALUE;
    private long askUntil;

    /**
     * A round that has looked at nobody.
     *
     * @param store its monitor is held at each call
     * @param limits the most workers an instance's pool may have
     * @param self who is said to have seen it
     * @param mender takes each fault that needs an act: as soon as it lasts, each time it comes, and again while it stays
     */
    public HealthRound(
            Examiner examiner,
            InstanceStore store,
            Clock clock,
            Function<Instance, OptionalInt> limits,
            Actor self,
            BiConsumer<InstanceId, Fault> mender) {
        this.examiner = examiner;
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.self = self;
        this.mender = mender;
    }

    /** Looks at all that are up; meant for every five seconds. Takes at most about three seconds. */
    public void run() {
        readIfChanged();
        judge(up);
    }

    // Reading two hundred records costs as much as all the rest of a routine look.
    private void readIfChanged() {
        synchronized (store) {
            long now = store.revision();
            if (now != revision) {
                up = store.all().stream().filter(HealthRound::isUp).toList();
                revision = now;
            }
        }
        courses.keySet().retainAll(up.stream().map(InstanceRecord::id).collect(Collectors.toSet()));
    }

    /** Looks whether a log grows as in a storm of workers; costs one look at a file each at most, meant for every second. */
    public void glance() {
        List<InstanceRecord> noisy = new ArrayList<>();
        for (InstanceId id : examiner.noisy(courses.keySet())) {
            find(id).filter(HealthRound::isUp).ifPresent(noisy::add);
        }
        if (!noisy.isEmpty()) {
            judge(noisy);
        }
    }

    private Optional<InstanceRecord> find(InstanceId id) {
        synchronized (store) {
            return store.find(id);
        }
    }

    private static boolean isUp(InstanceRecord record) {
        return record.observed().phase() == Phase.UP && record.observed().master() != null;
    }

    private void judge(List<InstanceRecord> records) {
        askUntil = clock.nanoTime() + MOST_ASKING;
        Map<InstanceId, Vitals> seen = examiner.look(records);
        for (InstanceRecord record : records) {
            @Nullable Vitals vitals = seen.get(record.id());
            @Nullable ProcessIdentity master = record.observed().master();
            if (vitals != null && master != null) {
                follow(record, master, vitals);
            }
        }
    }

    private void follow(InstanceRecord record, ProcessIdentity master, Vitals vitals) {
        Course course = courses.get(record.id());
        if (course == null || !course.master().equals(master)) {
            course = new Course(master, lastTold(record));
            courses.put(record.id(), course);
        }
        Findings findings = Findings.of(vitals, limits.apply(record.instance()));
        if (findings.isSuspicious() || findings.isUnexplained()) {
            if (clock.nanoTime() - askUntil > 0) {
                return; // its turn comes with the next round
            }
            findings = ask(record.instance(), master, findings);
        }
        Judgement judgement = findings.judge();
        if (course.told().fault() == Fault.SITE_BROKEN && judgement.health() == Health.HEALTHY) {
            // Its last boot found that; only a page can tell that it is over.
            if (!course.mayAskPage(clock.nanoTime())) {
                return;
            }
            judgement = findings.with(examiner.page(record.instance(), PAGE)).judge();
        }
        Optional<Judgement> news = course.next(judgement, clock.nanoTime());
        if (news.isPresent() && isStill(record.id(), master)) {
            tell(record, master, news.get());
        }
        course.dueFault(clock.nanoTime())
                .filter(fault -> isStill(record.id(), master))
                .ifPresent(fault -> mender.accept(record.id(), fault));
    }

    private Findings ask(Instance instance, ProcessIdentity master, Findings findings) {
        Findings asked = findings.isSuspicious()
                ? findings.with(examiner.workers(master), examiner.status(instance, STATUS))
                : findings;
        return asked.isUnexplained() ? asked.answering(examiner.answers(instance, PING)) : asked;
    }

    // It may have been restarted or stopped while we looked.
    private boolean isStill(InstanceId id, ProcessIdentity master) {
        return find(id).filter(HealthRound::isUp)
                .filter(record -> master.equals(record.observed().master()))
                .isPresent();
    }

    private void tell(InstanceRecord record, ProcessIdentity master, Judgement judgement) {
        String detail = PlainText.shorten(PlainText.neutralise(judgement.detail()), LONGEST_DETAIL);
        Event event = new Event(0, clock.now(), record.id(), kind(judgement.health()), self, detail, master, null);
        try {
            synchronized (store) {
                store.append(event);
            }
        } catch (IkabudException unwritten) {
            // A full disk must not keep anybody from acting; the record says what was told, not what is true.
            return;
        }
    }

    // Who looked after it before us may have told something that is over now.
    private Judgement lastTold(InstanceRecord record) {
        List<Event> events;
        synchronized (store) {
            events = store.events(record.id(), record.observed().since(), 0, LOOKED_BACK);
        }
        Judgement last = Judgement.fine(Health.HEALTHY, "");
        for (Event event : events) {
            last = judgement(event).orElse(last);
        }
        return last;
    }

    private static Optional<Judgement> judgement(Event event) {
        return health(event.kind())
                .map(health -> Arrays.stream(Fault.values())
                        .filter(fault -> event.detail().startsWith(fault.sentence()))
                        .findFirst()
                        .map(fault -> Judgement.of(fault, ""))
                        .orElse(
                                // A boot says in its own words that the site does not answer.
                                health == Health.DEGRADED
                                        ? Judgement.of(Fault.SITE_BROKEN, event.detail())
                                        : Judgement.fine(health, event.detail())));
    }

    private static Optional<Health> health(EventKind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case HEALTHY -> Health.HEALTHY;
                    case SATURATED -> Health.SATURATED;
                    case DEGRADED -> Health.DEGRADED;
                    case UNHEALTHY -> Health.FAILING;
                    default -> null;
                });
    }

    private static EventKind kind(Health health) {
        return switch (health) {
            case SATURATED -> EventKind.SATURATED;
            case DEGRADED -> EventKind.DEGRADED;
            case FAILING, DOWN, UNKNOWN -> EventKind.UNHEALTHY;
            case HEALTHY -> EventKind.HEALTHY;
        };
    }
}
