package ikabud.backend;

import ikabud.fastcgi.Answer;
import ikabud.fastcgi.FastCgiClient;
import ikabud.fastcgi.FpmStatus;
import ikabud.fastcgi.Reply;
import ikabud.model.Clock;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Layout;
import ikabud.model.LimitUse;
import ikabud.model.LogKind;
import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import ikabud.os.LogTimes;
import ikabud.os.ProcStat;
import ikabud.os.SocketState;
import ikabud.os.UnixSockets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Examines FPM masters: one read of the kernel's socket table for all, one of a small file and two looks at others for each. */
public final class FpmExaminer implements Examiner {
    // Forty ends of workers with what FPM says of each.
    private static final long NOISE = 8 * 1024;
    private static final int MANY = 100;
    private static final int MOST = 64 * 1024;
    private static final int SERVER_ERROR = 500;

    // Who begins to look after a master that has run for long is not to tell what is over.
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final char STOPPED = 'T';

    private final Layout layout;
    private final Machine machine;
    private final Clock clock;
    private final FastCgiClient client;
    private final FpmStatus fpm;
    private final MemoryWatch memory;
    private final Map<InstanceId, Place> places = new HashMap<>();
    private int lastPid;

    /** Examines the instances of that layout. */
    public FpmExaminer(Layout layout, Machine machine, Clock clock) {
        this.layout = layout;
        this.machine = machine;
        this.clock = clock;
        this.client = new FastCgiClient(clock);
        this.fpm = new FpmStatus(client, clock);
        this.memory = new MemoryWatch(layout, machine);
    }

    /** How far a log was read, while that master ran. */
    private record Place(ProcessIdentity master, FpmLog log, long read) {}

    @Override
    public Map<InstanceId, Vitals> look(Collection<InstanceRecord> records) {
        lastPid = machine.proc().lastPid();
        Map<String, SocketState> listening = machine.sockets().listening();
        Map<InstanceId, Vitals> seen = new HashMap<>();
        for (InstanceRecord record : records) {
            ProcessIdentity master = record.observed().master();
            Optional<ProcStat> stat = master == null ? Optional.empty() : living(master);
            if (master != null && stat.isPresent()) {
                seen.put(record.id(), vitals(record.instance(), master, stat.get(), listening));
            }
        }
        return seen;
    }

    private Optional<ProcStat> living(ProcessIdentity master) {
        boolean here = master.bootId().equals(machine.proc().bootId())
                && master.pidNamespace() == machine.proc().pidNamespace();
        return here
                ? machine.proc()
                        .stat(master.pid())
                        .filter(stat -> stat.startTicks() == master.startTicks() && !stat.dead())
                : Optional.empty();
    }

    private Vitals vitals(
            Instance instance, ProcessIdentity master, ProcStat stat, Map<String, SocketState> listening) {
        Path socket = layout.socket(instance.id());
        @Nullable SocketState state = listening.get(socket.toString());
        // Without a single socket the table is not that of this network namespace.
        Optional<Boolean> present =
                listening.isEmpty() ? Optional.empty() : Optional.of(state != null && UnixSockets.isAt(socket));
        WorkerEnds ends = news(instance.id(), master);
        return new Vitals(
                stat.state() == STOPPED,
                present,
                state == null ? 0 : state.waiting(),
                ends,
                memory.look(instance, master, ends.killed()));
    }

    private WorkerEnds news(InstanceId id, ProcessIdentity master) {
        @Nullable Place place = places.get(id);
        if (place == null || !place.master().equals(master)) {
            FpmLog log = log(id);
            places.put(id, new Place(master, log, log.size()));
            // A storm ends an instance for good, so it has to be seen while it goes on.
            return WorkerEnds.of(log.linesOf(master.pid()), since(clock.now().minus(FRESH)))
                    .withoutStorm();
        }
        long size = place.log().size();
        if (size == place.read()) {
            return WorkerEnds.NONE;
        }
        places.put(id, new Place(master, place.log(), size));
        return WorkerEnds.of(place.log().linesAfter(place.read()));
    }

    @Override
    public List<InstanceId> noisy(Collection<InstanceId> ids) {
        // A storm is made of new workers, a thousand in a second: without so many processes no log needs a look.
        int last = machine.proc().lastPid();
        boolean quiet = last > 0 && last >= lastPid && last - lastPid < MANY;
        return quiet ? List.of() : ids.stream().filter(this::isNoisy).toList();
    }

    private boolean isNoisy(InstanceId id) {
        @Nullable Place place = places.get(id);
        return place != null && place.log().size() - place.read() > NOISE;
    }

    @Override
    public WorkerEnds endsSince(InstanceId id, Instant since) {
        FpmLog log = log(id);
        return WorkerEnds.of(log.linesAfter(Math.max(0, log.size() - MOST)), since(since));
    }

    private static Predicate<String> since(Instant since) {
        return stamp ->
                LogTimes.parse(stamp).filter(time -> !time.isBefore(since)).isPresent();
    }

    @Override
    public LimitUse use(Instance instance, ProcessIdentity master) {
        return living(master).isPresent() ? memory.use(instance, master) : LimitUse.UNKNOWN;
    }

    @Override
    public OptionalInt workers(ProcessIdentity master) {
        return living(master).isPresent()
                ? OptionalInt.of(machine.proc().children(master.pid()).length)
                : OptionalInt.empty();
    }

    @Override
    public Optional<PoolStatus> status(Instance instance, Duration patience) {
        return FpmTemplate.hasStatusSocket(instance)
                ? fpm.read(layout.statusSocket(instance.id()), instance.owner().uid(), patience)
                : Optional.empty();
    }

    @Override
    public boolean answers(Instance instance, Duration patience) {
        return fpm.ping(layout.socket(instance.id()), instance.owner().uid(), patience);
    }

    @Override
    public PageReply page(Instance instance, Duration patience) {
        Path script = instance.documentRoot().resolve("index.php");
        if (!Files.isRegularFile(script, LinkOption.NOFOLLOW_LINKS)) {
            return new PageReply(false, false, "there is no " + script);
        }
        Answer answer = client.get(
                layout.socket(instance.id()),
                script,
                "/index.php",
                "",
                patience,
                MOST,
                OptionalInt.of(instance.owner().uid()));
        if (answer.reply().isEmpty()) {
            return new PageReply(true, true, "/index.php: " + answer.reason());
        }
        Reply reply = answer.reply().get();
        // Too long a page is as good as a whole one.
        boolean whole = reply.complete() || reply.body().length >= MOST;
        String detail = "/index.php: status " + reply.status() + (whole ? "" : ", and " + answer.reason());
        return new PageReply(true, !whole || reply.status() >= SERVER_ERROR, detail);
    }

    private FpmLog log(InstanceId id) {
        return new FpmLog(layout.logFile(id, LogKind.FPM));
    }
}
