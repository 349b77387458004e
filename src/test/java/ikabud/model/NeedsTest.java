package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Instances;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private static final Needs NONE = Needs.of(List.of());

    // blog needs db and cache; db and cache need disk.
    private static final Needs DIAMOND = NONE.with(id("disk"), List.of())
            .with(id("db"), ids("disk"))
            .with(id("cache"), ids("disk"))
            .with(id("blog"), ids("db cache"))
            .with(id("alone"), List.of());

    private static InstanceId id(String name) {
        return new InstanceId(name);
    }

    private static List<InstanceId> ids(String names) {
        return names.isEmpty()
                ? List.of()
                : Arrays.stream(names.split(" ")).map(InstanceId::new).toList();
    }

    private static List<List<InstanceId>> groups(String... groups) {
        return Arrays.stream(groups).map(NeedsTest::ids).toList();
    }

    @Test
    @Survives(Trouble.NEEDS)
    void a_diamond_starts_from_its_bottom_with_its_sides_together() {
        assertEquals(groups("alone disk", "cache db", "blog"), DIAMOND.groups(ids("blog cache db disk alone")));
    }

    @Test
    void what_is_not_among_those_to_start_still_sets_the_order_but_is_in_no_group() {
        assertEquals(groups("disk", "blog"), DIAMOND.groups(ids("blog disk")));
        assertEquals(List.of(), DIAMOND.groups(List.of()));
    }

    @Test
    void a_circle_in_the_record_comes_last_and_ends() {
        Needs broken = DIAMOND.with(id("disk"), ids("blog"));

        assertEquals(groups("alone", "blog cache db disk"), broken.groups(ids("blog cache db disk alone")));
        assertEquals(Set.copyOf(ids("blog cache db disk")), broken.withAllNeeded(ids("db")));
    }

    @Test
    void an_instance_that_needs_itself_in_the_record_can_be_started() {
        assertEquals(groups("odd"), NONE.with(id("odd"), ids("odd")).groups(ids("odd")));
    }

    @Test
    @Survives(Trouble.NEEDS)
    void a_circle_is_refused_with_its_path() {
        Needs chain =
                NONE.with(id("cache"), List.of()).with(id("db"), ids("cache")).with(id("blog"), ids("db"));

        IkabudException refused =
                assertThrows(IkabudException.class, () -> chain.requirePossible(id("cache"), ids("blog")));

        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertTrue(refused.why().contains("cache -> blog -> db -> cache"), refused.why());
        assertEquals(List.of(), chain.circle(id("blog")));
    }

    @Test
    void a_circle_further_off_is_no_circle_of_those_that_lead_to_it() {
        Needs needs = NONE.with(id("a"), ids("b")).with(id("b"), ids("c")).with(id("c"), ids("b"));

        assertEquals(List.of(), needs.circle(id("a")));
        assertEquals(ids("b c b"), needs.circle(id("b")));
    }

    @Test
    void itself_and_what_is_not_there_are_refused_by_name() {
        IkabudException itself =
                assertThrows(IkabudException.class, () -> DIAMOND.requirePossible(id("db"), ids("disk db")));
        IkabudException unknown =
                assertThrows(IkabudException.class, () -> DIAMOND.requirePossible(id("new"), ids("db mail queue")));

        assertTrue(itself.why().contains("itself"), itself.why());
        assertEquals(ExitCode.NO_SUCH_INSTANCE, unknown.exitCode());
        assertTrue(unknown.why().contains("mail, queue"), unknown.why());
        DIAMOND.requirePossible(id("new"), ids("db alone"));
    }

    @Test
    void who_is_missing_is_said_in_the_order_of_the_needs() {
        assertEquals(ids("db cache"), DIAMOND.missing(id("blog"), any -> false));
        assertEquals(ids("cache"), DIAMOND.missing(id("blog"), id("db")::equals));
        assertEquals(List.of(), DIAMOND.missing(id("alone"), any -> false));
    }

    @Test
    void all_that_is_needed_and_all_that_need_it_are_known() {
        assertEquals(Set.copyOf(ids("blog db cache disk")), DIAMOND.withAllNeeded(ids("blog")));
        assertEquals(ids("cache db"), DIAMOND.neededBy(id("disk")));
        assertEquals(List.of(), DIAMOND.neededBy(id("blog")));
    }

    @Test
    @Survives(Trouble.NEEDS)
    void needs_are_read_from_the_record_and_one_that_is_gone_is_missing() {
        InstanceRecord blog = Instances.down("blog");
        Instance needy = blog.instance().with(new Supervision(RestartPolicy.DEFAULT, ids("db")));
        Needs needs = Needs.of(List.of(new InstanceRecord(needy, blog.intent(), blog.observed())));

        assertEquals(ids("db"), needs.missing(id("blog"), any -> false));
        assertEquals(Set.of(id("blog")), needs.withAllNeeded(ids("blog")));
        assertEquals(groups("blog"), needs.groups(ids("blog")));
    }

    @Test
    void only_what_answers_serves() {
        assertTrue(Needs.serves(Phase.UP) && Needs.serves(Phase.RELOADING));
        assertEquals(2, Arrays.stream(Phase.values()).filter(Needs::serves).count());
    }
}
