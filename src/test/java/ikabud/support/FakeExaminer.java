package ikabud.support;

import ikabud.backend.Examiner;
import ikabud.backend.Vitals;
import ikabud.backend.WorkerEnds;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.LimitUse;
import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Sees what a test says, and counts how often FPM was asked. */
public final class FakeExaminer implements Examiner {
    /** Nothing is wrong. */
    public static final Vitals WELL = new Vitals(false, Optional.of(true), 0, WorkerEnds.NONE);

    public final Map<InstanceId, Vitals> vitals = new HashMap<>();
    public final Set<InstanceId> noisy = new HashSet<>();
    public Optional<PoolStatus> status = Optional.empty();
    public LimitUse use = LimitUse.UNKNOWN;
    public boolean answers = true;
    public PageReply page = new PageReply(true, false, "/index.php: status 200");
    public int asked;

    @Override
    public Map<InstanceId, Vitals> look(Collection<InstanceRecord> records) {
        Map<InstanceId, Vitals> seen = new HashMap<>();
        records.forEach(record -> seen.put(record.id(), vitals.getOrDefault(record.id(), WELL)));
        return seen;
    }

    @Override
    public List<InstanceId> noisy(Collection<InstanceId> ids) {
        return ids.stream().filter(noisy::contains).toList();
    }

    @Override
    public WorkerEnds endsSince(InstanceId id, Instant since) {
        return WorkerEnds.NONE;
    }

    @Override
    public LimitUse use(Instance instance, ProcessIdentity master) {
        return use;
    }

    @Override
    public OptionalInt workers(ProcessIdentity master) {
        return OptionalInt.of(2);
    }

    @Override
    public Optional<PoolStatus> status(Instance instance, Duration patience) {
        asked++;
        return status;
    }

    @Override
    public boolean answers(Instance instance, Duration patience) {
        asked++;
        return answers;
    }

    @Override
    public PageReply page(Instance instance, Duration patience) {
        asked++;
        return page;
    }
}
