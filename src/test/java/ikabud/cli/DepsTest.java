package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Blueprint;
import ikabud.model.InstanceId;
import ikabud.support.Golden;
import ikabud.support.Instances;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepsTest {
    private final FakeControl control = FakeControl.with(
            Instances.needing(Instances.up("blog"), "db", "cache"),
            Instances.needing(Instances.up("cache"), "disk"),
            Instances.needing(Instances.down("db"), "disk", "disk"),
            Instances.up("disk"),
            Instances.needing(Instances.down("shop"), "db", "lost"),
            Instances.up("wiki"));
    private final Shell shell = new Shell(control);

    @Test
    void all_trees_are_drawn_once() throws IOException {
        Golden.assertSame("cli/deps.txt", shell.types("deps").out());
    }

    @Test
    void one_tree_says_who_needs_it() {
        assertEquals(
                "db  down  needed by blog, shop\n`-- disk  up\n",
                shell.types("deps db").out());
    }

    @Test
    void a_program_reads_groups_and_who_is_missing() throws IOException {
        Golden.assertSame("cli/deps.json", shell.types("deps --json").out());
    }

    @Test
    void a_circle_in_the_record_is_drawn_and_ends() {
        FakeControl round =
                FakeControl.with(Instances.needing(Instances.up("a"), "b"), Instances.needing(Instances.up("b"), "a"));

        assertEquals(
                "a  up\n`-- b  up\n    `-- a  up  as above\n",
                new Shell(round).types("deps").out());
    }

    @Test
    void create_says_what_it_needs() {
        shell.types("create new-one --depends-on db,cache,db");

        Blueprint blueprint = control.commands.get(0).options().blueprint();
        assertEquals(
                List.of(new InstanceId("db"), new InstanceId("cache")),
                blueprint.supervision().needs());
        assertTrue(shell.types("create other --depends-on 'Not an id'").err().contains("instance id"));
    }
}
