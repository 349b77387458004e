package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Blueprint;
import ikabud.model.Changes;
import ikabud.model.ExitCode;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Verb;
import ikabud.support.Golden;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetTest {
    private final FakeControl control = FakeControl.withSites();
    private final Shell shell = new Shell(control);

    @Test
    void keys_and_values_make_one_command_for_each_instance() {
        shell.types("set 'shop-*' restart=always delay=2s --reload");

        assertEquals(2, control.commands.size());
        assertEquals(Verb.SET, control.commands.get(0).verb());
        assertEquals(
                new Changes(Map.of("restart", "always", "delay", "2s"), true),
                control.commands.get(1).options().changes());
    }

    @Test
    void without_them_it_prints_what_is_set() throws IOException {
        Golden.assertSame("cli/set.txt", shell.types("set blog").out());
        Golden.assertSame("cli/set.json", shell.types("set blog shop-1 --json").out());
        assertEquals(List.of(), control.commands);
    }

    @Test
    void without_an_instance_it_is_a_mistake() {
        Shell.Said said = shell.types("set delay=2s");

        assertEquals(ExitCode.USAGE, said.code());
        assertTrue(said.err().contains("no instance is named"), said.err());
    }

    @Test
    void a_new_instance_gets_its_policy_with_create() {
        shell.types("create wiki --restart always --max-restarts 9 --restart-window 5m --restart-delay 0");

        Blueprint blueprint = control.commands.get(0).options().blueprint();
        assertEquals(
                new RestartPolicy(RestartMode.ALWAYS, 9, Duration.ofMinutes(5), Duration.ZERO),
                blueprint.supervision().restart());
    }

    @Test
    void a_policy_that_cannot_be_makes_no_instance() {
        Shell.Said said = shell.types("create wiki --restart maybe --restart-delay soon");

        assertEquals(ExitCode.USAGE, said.code());
        assertTrue(said.err().contains("restart: expected one of never, on-failure, always"), said.err());
        assertTrue(said.err().contains("delay: expected a time"), said.err());
        assertEquals(List.of(), control.commands);
    }
}
