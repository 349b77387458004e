package ikabud.manager;

import ikabud.backend.SiteExaminer;
import ikabud.backend.SiteExaminer.Impression;
import ikabud.model.Actor;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Judgement;
import ikabud.model.Phase;
import ikabud.model.PlainText;
import ikabud.model.VirtualPid;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the sites of instances without processes for a page, since there is nothing nearer to look at; each lasting change
 * becomes an event. Confined to one thread at a time.
 */
public final class VisitRound {
    private static final Duration PAGE = Duration.ofSeconds(5);
    private static final long MOST = Duration.ofSeconds(30).toNanos();
    private static final int LONGEST_DETAIL = 500;
    private static final int LASTS = 2;

    private final SiteExaminer examiner;
    private final InstanceStore store;
    private final Hosted hosted;
    private final Clock clock;
    private final Actor self;
    private final Map<InstanceId, Course> courses = new HashMap<>();

    /** How one opening did: what was told, and how often in a row the contrary was seen. */
    private record Course(Optional<VirtualPid> opening, boolean toldWell, int against) {}

    /**
     * A round that has visited nobody.
     *
     * @param store its monitor is held at each call
     * @param self who is said to have seen it
     */
    public VisitRound(SiteExaminer examiner, InstanceStore store, Clock clock, Actor self) {
        this.examiner = examiner;
        this.store = store;
        this.hosted = new Hosted(store);
        this.clock = clock;
        this.self = self;
    }

    /** Visits all that are up; meant for every minute. What is slow takes the turn of others, for half a minute at most. */
    public void run() {
        long deadline = clock.nanoTime() + MOST;
        List<InstanceRecord> up = hosted.now().stream()
                .filter(record -> record.observed().phase() == Phase.UP)
                .toList();
        courses.keySet().retainAll(up.stream().map(InstanceRecord::id).collect(Collectors.toSet()));
        for (InstanceRecord record : up) {
            if (clock.nanoTime() - deadline >= 0) {
                return;
            }
            examiner.visit(record.instance(), PAGE).ifPresent(seen -> follow(record, seen));
        }
    }

    private void follow(InstanceRecord record, Impression seen) {
        Course before = courses.get(record.id());
        if (before == null || !before.opening().equals(record.virtualPid())) {
            before = new Course(record.virtualPid(), true, 0);
        }
        int against = seen.well() == before.toldWell() ? 0 : before.against() + 1;
        boolean news = against >= (seen.well() ? 1 : LASTS);
        if (news && isStill(record) && tell(record, seen)) {
            courses.put(record.id(), new Course(before.opening(), seen.well(), 0));
        } else {
            courses.put(record.id(), new Course(before.opening(), before.toldWell(), against));
        }
    }

    // It may have been stopped while it was asked.
    private boolean isStill(InstanceRecord record) {
        synchronized (store) {
            return store.find(record.id())
                    .filter(now -> now.observed().phase() == Phase.UP)
                    .filter(now -> Objects.equals(now.virtualPid(), record.virtualPid()))
                    .isPresent();
        }
    }

    private boolean tell(InstanceRecord record, Impression seen) {
        String detail = seen.well()
                ? seen.detail()
                : Judgement.of(Fault.SITE_DOWN, seen.detail()).detail();
        Event event = new Event(
                0,
                clock.now(),
                record.id(),
                seen.well() ? EventKind.HEALTHY : EventKind.UNHEALTHY,
                self,
                PlainText.shorten(PlainText.neutralise(detail), LONGEST_DETAIL),
                null,
                null);
        try {
            synchronized (store) {
                store.append(event);
            }
            return true;
        } catch (IkabudException unwritten) {
            return false;
        }
    }
}
