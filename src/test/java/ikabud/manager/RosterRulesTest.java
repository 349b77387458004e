package ikabud.manager;

import static ikabud.model.Verb.CREATE;
import static ikabud.model.Verb.KILL;
import static ikabud.model.Verb.RELOAD;
import static ikabud.model.Verb.REMOVE;
import static ikabud.model.Verb.RESTART;
import static ikabud.model.Verb.START;
import static ikabud.model.Verb.STOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.Roster;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.support.Instances;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RosterRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private static Set<Verb> refused(InstanceRecord record) {
        return RosterRules.refusals(record, true, NOW).keySet();
    }

    private static InstanceRecord running(Phase phase) {
        return Instances.record("blog", Wanted.UP, phase, Instances.MASTER);
    }

    @Test
    void what_runs_can_be_anything_but_started() {
        assertEquals(Set.of(START), refused(Instances.up("blog")));
    }

    @Test
    void what_is_down_can_be_started_and_removed() {
        assertEquals(Set.of(STOP, RELOAD, KILL), refused(Instances.down("blog")));
    }

    @Test
    void what_ended_by_itself_can_be_stopped_so_that_it_is_no_longer_wanted() {
        InstanceRecord ended = Instances.record("blog", Wanted.UP, Phase.DOWN, null);

        assertEquals(Set.of(RELOAD, KILL), refused(ended));
    }

    @Test
    void what_failed_can_be_started_again() {
        assertEquals(Set.of(RELOAD, KILL), refused(Instances.record("blog", Wanted.UP, Phase.FAILED, null)));
    }

    @Test
    void what_starts_can_be_stopped_and_killed() {
        assertEquals(EnumSet.of(START, RELOAD), refused(running(Phase.STARTING)));
        assertEquals(EnumSet.of(START, STOP, RELOAD), refused(running(Phase.STOPPING)));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void create_restart_and_remove_are_possible_in_every_phase(Phase phase) {
        Set<Verb> refused = refused(running(phase));

        assertTrue(EnumSet.of(CREATE, RESTART, REMOVE).stream().noneMatch(refused::contains));
    }

    @Test
    void a_refusal_names_the_reason() {
        assertEquals("it is already running (PID 4711)", RosterRules.refusal(START, Instances.up("blog"), NOW));
        assertEquals("it is already stopped", RosterRules.refusal(STOP, Instances.down("blog"), NOW));
        assertEquals("it is not running, it is down", RosterRules.refusal(KILL, Instances.down("blog"), NOW));
    }

    private static InstanceRecord until(Phase phase, Instant until) {
        InstanceRecord record = running(phase);
        Observed observed = new Observed(phase, Instances.MASTER, NOW, "", null, until);
        return new InstanceRecord(record.instance(), record.intent(), observed);
    }

    @Test
    void a_refusal_names_the_deadline_of_what_is_under_way() {
        assertEquals(
                "it is already stopping (PID 4711); it will be down in at most 12 s",
                RosterRules.refusal(STOP, until(Phase.STOPPING, NOW.plusMillis(11_300)), NOW));
        assertEquals(
                "it is already starting (PID 4711); it will be up, or not, in at most 1 s",
                RosterRules.refusal(START, until(Phase.STARTING, NOW.plusMillis(1)), NOW));
        assertEquals(
                "it is already reloading (PID 4711); it will be done in at most 5 s",
                RosterRules.refusal(RELOAD, until(Phase.RELOADING, NOW.plusSeconds(5)), NOW));
    }

    @Test
    void what_is_under_way_holds_nobody_up_when_its_deadline_is_over() {
        Instant over = NOW.minusMillis(1);

        assertEquals(Set.of(), refused(until(Phase.STOPPING, over)));
        assertEquals(Set.of(), refused(until(Phase.STARTING, over)));
    }

    @Test
    void what_waits_for_others_can_be_started_and_stopped() {
        assertEquals(Set.of(RELOAD, KILL), refused(Instances.record("blog", Wanted.UP, Phase.STARTING, null)));
    }

    @Test
    void whoever_may_not_act_is_refused_everything_with_that_reason() {
        Roster roster = RosterRules.roster(List.of(Instances.up("blog")), false, NOW);

        for (Verb verb : Verb.values()) {
            assertEquals(
                    RosterRules.NOT_ROOT, roster.entries().get(0).refusal(verb).orElseThrow());
        }
    }
}
