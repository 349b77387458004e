package ikabud.cli;

import ikabud.model.FailureClass;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Locks;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.Reliability;
import ikabud.model.RestartPolicy;
import ikabud.model.Supervision;
import ikabud.model.Wanted;
import ikabud.support.FakeClock;
import ikabud.support.Golden;
import ikabud.support.Instances;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is told of restarts, needs and supervisors. */
class SupervisionLooksTest {
    private static final Instant NOW = new FakeClock().now();

    private final FakeControl control = FakeControl.with(
            Instances.up("db"),
            new InstanceRecord(
                    needing("shop", "db"),
                    new Intent(Wanted.UP, 2),
                    new Observed(
                            Phase.BACKOFF,
                            null,
                            NOW.minusSeconds(3),
                            "restart 2 of at most 3 within 60 s: killed by signal 9",
                            FailureClass.CRASH,
                            NOW.plusSeconds(4))),
            new InstanceRecord(
                    Instances.instance("wiki"),
                    new Intent(Wanted.UP, 2),
                    new Observed(
                            Phase.FAILED, null, NOW.minusSeconds(90), "unknown entry", FailureClass.CONFIG, null)));
    private final Shell shell = new Shell(control);

    private static Instance needing(String id, String needed) {
        return Instances.instance(id).with(new Supervision(RestartPolicy.DEFAULT, List.of(new InstanceId(needed))));
    }

    @Test
    void what_comes_next_is_told_under_a_supervisor() throws IOException {
        control.supervisor = Optional.of(new Locks.Holder(812, ""));
        control.reliability = new Reliability(OptionalInt.of(2), OptionalDouble.of(97.204), Optional.empty());

        Golden.assertSame("cli/supervised-status.txt", shell.types("status").out());
        Golden.assertSame(
                "cli/supervised-list.txt", new Shell(control).types("list").out());
        Golden.assertSame(
                "cli/supervised-list.json",
                new Shell(control).types("list shop --json").out());
    }

    @Test
    void without_one_no_restart_is_promised() throws IOException {
        Golden.assertSame(
                "cli/unsupervised-status.txt", shell.types("status shop").out());
    }
}
