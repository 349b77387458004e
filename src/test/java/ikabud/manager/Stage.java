package ikabud.manager;

import ikabud.model.Alarm;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Exits;
import ikabud.model.InstanceId;
import ikabud.model.ProcessIdentity;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import ikabud.support.MemoryStore;
import ikabud.support.TestRoot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A supervisor on a clock that it moves itself by waiting; what is to happen when is written down before. */
final class Stage implements Exits {
    static final Duration SECOND = Duration.ofSeconds(1);

    final FakeClock clock = new FakeClock();
    final MemoryStore store = new MemoryStore();
    final Set<ProcessIdentity> watched = new HashSet<>();
    final List<String> attended = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    final List<EventKind> happened = new ArrayList<>();
    final Deque<Runnable> held = new ArrayDeque<>();

    private final TreeMap<Long, Runnable> plan = new TreeMap<>();
    private final List<ProcessIdentity> ended = new ArrayList<>();
    private final long start = clock.nanoTime();
    private boolean woken;
    private boolean holding;
    private Function<InstanceId, OptionalLong> what = id -> OptionalLong.empty();
    private Alarm alarm = Alarm.NONE;
    private Supervisor supervisor;

    static ProcessIdentity master(int pid) {
        return new ProcessIdentity(
                Instances.MASTER.bootId(), Instances.MASTER.pidNamespace(), pid, Instances.MASTER.startTicks());
    }

    /** What attending does. */
    Stage attending(Function<InstanceId, OptionalLong> does) {
        what = does;
        return this;
    }

    /** What tells of changes of the record. */
    void heed(Alarm record) {
        alarm = record;
    }

    /** Work is put aside until {@link #release}. */
    Stage holdingWork() {
        holding = true;
        return this;
    }

    void release() {
        for (Runnable work = held.poll(); work != null; work = held.poll()) {
            work.run();
        }
    }

    /** Something happens that long after the start. */
    Stage at(long millis, Runnable happening) {
        plan.put(start + millis * 1_000_000, happening);
        return this;
    }

    void exit(ProcessIdentity master) {
        ended.add(master);
    }

    long in(Duration time) {
        return clock.nanoTime() + time.toNanos();
    }

    void end(Duration patience) {
        supervisor.end(patience);
    }

    /** Runs for that long. */
    boolean run(Duration time) {
        at(time.toMillis(), () -> supervisor.end(Duration.ZERO));
        supervisor = new Supervisor(
                this,
                store,
                this::attend,
                List.of(),
                new Supervisor.Crew(this::carryOut, Runnable::run),
                clock,
                new Ear());
        supervisor.heed(alarm);
        return supervisor.run();
    }

    private OptionalLong attend(InstanceId id) {
        attended.add(id + "@" + (clock.nanoTime() - start) / 1_000_000);
        return what.apply(id);
    }

    private void carryOut(Runnable work) {
        if (holding) {
            held.add(work);
        } else {
            work.run();
        }
    }

    @Override
    public void watch(ProcessIdentity process) {
        watched.add(process);
    }

    @Override
    public void unwatch(ProcessIdentity process) {
        watched.remove(process);
    }

    @Override
    public List<ProcessIdentity> await(Duration atMost) {
        long until = woken ? clock.nanoTime() : clock.nanoTime() + atMost.toNanos();
        woken = false;
        Map.Entry<Long, Runnable> next = plan.firstEntry();
        if (next != null && next.getKey() <= until) {
            clock.advance(Duration.ofNanos(Math.max(0, next.getKey() - clock.nanoTime())));
            plan.pollFirstEntry().getValue().run();
        } else {
            clock.advance(Duration.ofNanos(until - clock.nanoTime()));
        }
        List<ProcessIdentity> told = List.copyOf(ended);
        ended.clear();
        watched.removeAll(told);
        return told;
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public void close() {}

    /** An event of an instance, in the journal. */
    void append(EventKind kind, InstanceId id) {
        store.append(new Event(0, clock.now(), id, kind, TestRoot.ACTOR, "", null, null));
    }

    private final class Ear implements Supervisor.Listener {
        @Override
        public void happened(Event event) {
            happened.add(event.kind());
        }

        @Override
        public void trouble(String text) {
            troubles.add(text);
        }
    }
}
