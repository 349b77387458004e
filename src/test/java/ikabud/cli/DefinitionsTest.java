package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.support.Golden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class DefinitionsTest {
    private static final int ONE_LINE_OF_HELP = 78;

    static List<String> names() {
        return Verbs.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_verb_is_found_by_its_name_and_has_help_and_an_example(String name) {
        Definition verb = Verbs.find(name).orElseThrow().define();

        assertEquals(name, verb.name());
        assertFalse(verb.examples().isEmpty());
        Shell.Said said = new Shell(new FakeControl()).types(name + " --help");
        assertEquals(ExitCode.DONE, said.code());
        assertTrue(said.out().contains("Usage: ikabud " + name), said.out());
        assertTrue(said.out().contains(verb.summary()), said.out());
        assertTrue(said.out().contains("Examples:"), said.out());
        assertEquals("", said.err());
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_example_can_be_typed(String name) {
        Definition verb = Verbs.find(name).orElseThrow().define();
        for (String example : verb.examples()) {
            String line = example.replaceFirst("^source <\\((.*)\\)$", "$1").replaceFirst(" (>|&&) .*", "");
            List<String> words = Shell.words(line);
            assertEquals(List.of("ikabud", name), words.subList(0, 2), example);
            assertTrue(example.length() <= ONE_LINE_OF_HELP, example);
            new CommandLine(verb.spec())
                    .setExpandAtFiles(false)
                    .parseArgs(words.subList(2, words.size()).toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_manual_page_is_up_to_date(String name) throws IOException {
        Definition verb = Verbs.find(name).orElseThrow().define();

        Golden.assertSame("../../../docs/man/" + ManPage.name(verb) + ".1", ManPage.of(verb));
    }

    @Test
    void the_overview_page_and_the_help_are_up_to_date() throws IOException {
        Golden.assertSame("../../../docs/man/ikabud.1", ManPage.overview());
        Golden.assertSame(
                "cli/help.txt", new Shell(new FakeControl()).types("--help").out());
        Golden.assertSame(
                "cli/help-kill.txt",
                new Shell(new FakeControl()).types("help kill").out());
        Golden.assertSame(
                "cli/completion.txt",
                new Shell(new FakeControl()).types("completion").out());
    }

    @Test
    void roff_has_nothing_to_obey_in_our_texts() {
        assertEquals("\\&.TH \\eX \\-\\-all \\(aqa\\(aq", ManPage.escape(".TH \\X --all 'a'"));
    }
}
