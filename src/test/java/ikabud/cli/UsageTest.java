package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    private final FakeControl control = FakeControl.withSites();
    private final Shell shell = new Shell(control);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            strat blog              | ikabud: verb "strat": there is none of that name: did you mean "start"?
            frobnicate              | ikabud: verb "frobnicate": there is none of that name: `ikabud --help` shows all
            help strat              | ikabud: verb "strat": there is none of that name: did you mean "start"?
            list --jsn              | ikabud: list: unknown option "--jsn": did you mean "--json"?
            list --frob=x           | ikabud: list: unknown option "--frob": `ikabud list --help` shows how it is written
            create x --memory 1G    | ikabud: create: unknown option "--memory": a setting is written --set memory=VALUE; `ikabud create --help` shows how it is written
            set blog --memory=1G    | ikabud: set: unknown option "--memory": a setting is written memory=VALUE; `ikabud set --help` shows how it is written
            stop                    | ikabud: stop: no instance was named: give one or more ids, a quoted pattern such as 'shop-*', or --all
            create                  | ikabud: create: NEW-ID is missing: `ikabud create --help` shows how it is written
            stop blog --timeout 0   | ikabud: stop --timeout: "0" is no length of time: write it like 30, 45s, 10m, 2h
            logs blog -n many       | ikabud: logs --lines: "many" is not a whole number from 0 to 20000: give one, such as --lines 50
            events --since never    | ikabud: events --since: "never" is no time: write it like 10m, 2h, 1d, 2026-11-20 or 2026-11-20T03:00
            create x --set y        | ikabud: create --set: "y" is not KEY=VALUE: write it like --set max-children=20
            kinds extra             | ikabud: kinds: "extra" is one argument too many: `ikabud kinds --help` shows how it is written
            stop Blog               | ikabud: instance id "Blog": an id is 1 to 25 characters: a lower-case letter, then lower-case letters, digits or '-': choose an id such as "blog" or "shop-2"
            --jsn list              | ikabud: option "--jsn": there is none of that name before the verb: there are --help, --version, --debug; others follow the verb
            """)
    void a_mistake_is_told_in_one_line_with_what_to_do(String typed, String told) {
        Shell.Said said = shell.types(typed);

        assertEquals(told + "\n", said.err());
        assertEquals(ExitCode.USAGE, said.code());
        assertEquals(List.of(), control.commands);
    }

    @Test
    void an_unknown_signal_and_level_name_the_known_ones() {
        assertTrue(shell.types("kill blog -s NOPE").err().contains("choose one of HUP, INT, QUIT"));
        assertTrue(shell.types("logs blog --level bad").err().contains("choose one of debug, notice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "../etc", "..", "a\nb", "a\033[2Jb", "", "all", "-", "a_b", "ä"})
    void an_id_that_is_none_is_refused_and_never_printed_raw(String id) {
        for (String verb : List.of("create", "start", "status", "logs", "remove")) {
            Shell.Said said = shell.runs(List.of(verb, id));
            assertEquals(ExitCode.USAGE, said.code(), verb + " " + id);
            assertFalse(said.err().strip().contains("\n"), said.err());
            assertFalse(said.err().contains("\033"), said.err());
        }
        assertEquals(List.of(), control.commands);
    }

    @Test
    void an_endless_id_is_told_shortly() {
        Shell.Said said = shell.runs(List.of("create", "x".repeat(10_000)));

        assertEquals(ExitCode.USAGE, said.code());
        assertTrue(said.err().length() < 300, said.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"start nope", "stop blog nope", "status 'nope-*'", "events nope", "logs nope"})
    void what_is_not_there_is_exit_code_4_and_nothing_is_done(String typed) {
        assertEquals(ExitCode.NO_SUCH_INSTANCE, shell.types(typed).code());
        assertEquals(List.of(), control.commands);
    }

    @Test
    void a_mistyped_id_has_a_neighbour() {
        assertEquals(
                "ikabud: instance \"blgo\": there is none of that name: did you mean \"blog\"?\n",
                shell.types("stop blgo").err());
    }

    @Test
    void a_file_name_with_an_at_sign_is_not_read() {
        assertEquals(ExitCode.USAGE, shell.types("stop @/etc/passwd").code());
    }

    @Test
    void nothing_typed_is_a_usage_error_that_shows_the_verbs() {
        Shell.Said said = shell.types("");

        assertEquals(ExitCode.USAGE, said.code());
        assertTrue(said.err().contains("create"), said.err());
    }

    @Test
    void the_version_is_one_line() {
        assertTrue(shell.types("--version").out().matches("ikabud \\S+\n"));
    }

    @Test
    void a_stack_trace_is_shown_only_with_debug() {
        control.answer = command -> {
            throw new IllegalStateException("boom");
        };

        Shell.Said plain = shell.types("start blog");
        Shell.Said debug = shell.types("start blog --debug");

        assertEquals(ExitCode.FAILED, plain.code());
        assertEquals(1, plain.err().lines().count());
        assertTrue(plain.err().contains("boom"), plain.err());
        assertTrue(debug.err().contains("\tat ikabud.cli."), debug.err());
    }

    @Test
    void several_mistakes_are_told_on_several_lines() {
        control.answer = command -> {
            throw IkabudException.usage("settings", "2 mistakes:\n  one \033[2J\n  two", "");
        };

        assertEquals(
                "ikabud: settings: 2 mistakes:\n  one ^[2J\n  two\n",
                shell.types("start blog").err());
    }

    @Test
    void options_of_a_command_reach_it() {
        shell.types("kill blog --signal sigusr1 --force --wait --timeout 2m");

        Command command = control.commands.get(0);
        assertEquals("USR1", command.options().signal().name());
        assertTrue(command.options().force() && command.options().patient());
        assertEquals(120, command.options().timeout().toSeconds());
        assertEquals(FakeControl.ACTOR, command.actor());
    }
}
