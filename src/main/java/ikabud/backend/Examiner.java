package ikabud.backend;

import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.LimitUse;
import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks how instances do, the cheapest look first. Confined to one thread at a time; never throws for what it sees. */
public interface Examiner {
    /**
     * Looks at all of them without connecting to any. Those whose recorded master does not live are left out.
     *
     * <p>The first look at a master tells how its workers ended in the last minute, but no storm; the later ones tell what
     * happened since the one before.
     */
    Map<InstanceId, Vitals> look(Collection<InstanceRecord> records);

    /** Those of which FPM has written so much since the last look that somebody should look now. */
    List<InstanceId> noisy(Collection<InstanceId> ids);

    /** How workers ended since that time, as the end of the log tells. */
    WorkerEnds endsSince(InstanceId id, Instant since);

    /** What the kernel counted of its control group. */
    LimitUse use(Instance instance, ProcessIdentity master);

    /** How many processes the master has; empty where it is gone. */
    OptionalInt workers(ProcessIdentity master);

    /** What FPM says on its status socket, which answers also when every worker is busy. */
    Optional<PoolStatus> status(Instance instance, Duration patience);

    /** Whether a worker answers a ping through the main socket. */
    boolean answers(Instance instance, Duration patience);

    /** Asks the site's first page through FPM; what is wrong with the answer, or empty. */
    PageReply page(Instance instance, Duration patience);

    /**
     * What a site answered.
     *
     * @param asked false where there is no page that could be asked
     * @param trouble what is wrong with it; empty where it is well
     * @param detail what was asked and what came, for a person
     */
    record PageReply(boolean asked, boolean trouble, String detail) {}
}
