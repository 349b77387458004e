package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Steps;
import ikabud.model.BackendKind;
import ikabud.model.Command;
import ikabud.model.FailureClass;
import ikabud.model.Phase;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Migrations that die at each step in turn, and what whoever looks next makes of what they left. */
class MigrationDeathTest extends TwoWays {
    @Test
    void after_a_death_at_any_step_the_side_on_record_serves_alone() {
        for (BackendKind from : List.of(BackendKind.DIRECT, BackendKind.SYSTEMD)) {
            for (FailureClass failure : new FailureClass[] {null, FailureClass.CRASH}) {
                assertTrue(dieAtEveryStep(from, failure) > (failure == null ? 10 : 14), from + " " + failure);
            }
        }
    }

    private int dieAtEveryStep(BackendKind from, FailureClass failure) {
        for (int at = 1; ; at++) {
            Optional<String> death = dieFreshlyAt(at, from, failure);
            if (death.isEmpty()) {
                return at;
            }
            String where = from + ", " + failure + ", died after: " + death.get();
            manager.reconcile();
            attendToTheEnd();
            assertOnly(record().instance().backend(), Phase.UP, where);
            assertEquals(Wanted.UP, record().intent().wanted(), where);
        }
    }

    @Test
    void after_a_death_at_any_step_a_stop_leaves_nothing_on_either_side() {
        for (BackendKind from : List.of(BackendKind.DIRECT, BackendKind.SYSTEMD)) {
            for (FailureClass failure : new FailureClass[] {null, FailureClass.CRASH}) {
                int at = 1;
                for (; dieFreshlyAt(at, from, failure).isPresent(); at++) {
                    manager.execute(Command.of(Verb.STOP, BLOG, ADMIN));
                    manager.reconcile();
                    attendToTheEnd();
                    assertOnly(record().instance().backend(), Phase.DOWN, from + ", " + failure + ", step " + at);
                }
                assertTrue(at > 10, from + " " + failure);
            }
        }
    }

    @Test
    void after_a_death_at_any_step_of_one_at_rest_it_is_down_on_the_side_on_record() {
        for (BackendKind from : List.of(BackendKind.DIRECT, BackendKind.SYSTEMD)) {
            int at = 1;
            for (; stopAndDieAt(at, from).isPresent(); at++) {
                manager = manager(Steps.UNHEARD);
                manager.reconcile();
                attendToTheEnd();
                assertOnly(record().instance().backend(), Phase.DOWN, from + ", step " + at);
            }
            assertEquals(5, at, "locked, checked, switched and cleared");
        }
    }

    private Optional<String> stopAndDieAt(int at, BackendKind from) {
        freshly(from);
        assertTrue(manager.execute(Command.of(Verb.STOP, BLOG, ADMIN)).isDone());
        return dieAt(at, other(from));
    }

    /** A serving one whose migration died at that step; nobody has looked at it since. */
    private Optional<String> dieFreshlyAt(int at, BackendKind from, FailureClass failure) {
        freshly(from);
        if (failure != null) {
            side(other(from)).failNext(failure);
        }
        Optional<String> death = dieAt(at, other(from));
        assertFalse(direct.isRunning(BLOG) && systemd.isRunning(BLOG), from + " " + death);
        side(other(from)).forgetFailures();
        manager = manager(Steps.UNHEARD);
        return death;
    }

    /** Dies at that step of a migration; the step's name, or empty if it has fewer. */
    private Optional<String> dieAt(int at, BackendKind to) {
        List<String> seen = new ArrayList<>();
        InstanceManager mortal = manager(step -> {
            seen.add(step);
            if (seen.size() == at) {
                throw new Death();
            }
        });
        try {
            mortal.execute(Command.of(Verb.MIGRATE, BLOG, ADMIN).with(PLAIN.to(to)));
            return Optional.empty();
        } catch (Death death) {
            return Optional.of(seen.get(at - 1));
        }
    }

    /** Not an exception: nobody who is dead cleans up. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
