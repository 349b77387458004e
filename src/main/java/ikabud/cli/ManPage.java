package ikabud.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages in roff, made from the definitions; without a date, so that only a change changes them. */
final class ManPage {
    private static final List<String> EXIT_CODES = List.of(
            "0", "Done.",
            "1", "Failed.",
            "2", "Wrong usage: nothing was done.",
            "3", "Refused by a rule, such as a busy instance or a question that was not answered with yes.",
            "4", "No such instance: nothing was done.",
            "5", "Needs more rights.");

    private static final List<String> VARIABLES = List.of(
            "IKABUD_ROOT", "A directory for everything: etc, state, run and log below it.",
            "IKABUD_*", "A setting, such as IKABUD_THEME; `ikabud config` shows all.",
            "NO_COLOR", "If not empty, nothing is coloured.");

    private static final List<String> FILES = List.of(
            "/etc/ikabud/ikabud.json", "Settings of the system. A user's own are in $XDG_CONFIG_HOME/ikabud.",
            "/etc/ikabud/instances/ID/php-fpm.conf", "The configuration Ikabud wrote for an instance.",
            "/var/lib/ikabud/state.db", "Instances, wishes and events. A user's own are in $XDG_STATE_HOME/ikabud.",
            "/run/ikabud/ID/php.sock", "The socket of an instance.",
            "/var/log/ikabud/ID/", "The logs of an instance.");

    private final StringBuilder page = new StringBuilder();

    private ManPage(String name) {
        page.append(".\\\" Made from the definitions of the verbs; do not edit.\n");
        page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 \"\" Ikabud \"Ikabud Manual\"\n");
    }

    /** The name of a verb's page. */
    static String name(Definition verb) {
        return Definition.PROGRAM + "-" + verb.name();
    }

    /** The page of one verb. */
    static String of(Definition verb) {
        ManPage man = new ManPage(name(verb));
        String[] description = verb.spec().usageMessage().description();
        man.section("NAME").text(name(verb) + " \\- " + escape(verb.summary()));
        man.section("SYNOPSIS").text("\\fB" + escape(verb.spec().name()) + "\\fR " + synopsis(verb));
        if (description.length > 1) {
            man.section("DESCRIPTION").paragraphs(List.of(description).subList(1, description.length));
        }
        List<PositionalParamSpec> arguments = verb.spec().positionalParameters();
        if (!arguments.isEmpty()) {
            man.section("ARGUMENTS");
            arguments.forEach(argument -> man.item("\\fI" + escape(argument.paramLabel()) + "\\fR", help(argument)));
        }
        man.section("OPTIONS");
        verb.options().forEach(option -> man.item(names(option), help(option)));
        man.examples(verb);
        man.section("EXIT STATUS").items(EXIT_CODES);
        man.section("SEE ALSO").text("\\fBikabud\\fR(1)");
        return man.page.toString();
    }

    /** The page of the whole program. */
    static String overview() {
        ManPage man = new ManPage(Definition.PROGRAM);
        man.section("NAME").text("ikabud \\- one PHP\\-FPM master per site");
        man.section("SYNOPSIS").text("\\fBikabud\\fR \\fIVERB\\fR [\\fIOPTION\\fR]... [\\fIID\\fR]...");
        man.section("DESCRIPTION")
                .paragraphs(List.of(
                        "Ikabud gives every PHP site an FPM master of its own: its own Unix user, process, pool, socket"
                                + " and log. So one site can be started, stopped, reloaded, killed and watched without"
                                + " touching the others. ikabud\\-top(1) shows all of them on a screen.",
                        "",
                        "An ID is an instance, or a quoted pattern such as 'shop-*'. Of several, all have to be there,"
                                + " or nothing is done; up to four commands run at once, and the worst result gives"
                                + " the exit status."));
        man.section("VERBS");
        for (Definition verb : Verbs.definitions()) {
            man.item("\\fB" + escape(verb.name()) + "\\fR", verb.summary() + "; see " + name(verb) + "(1)");
        }
        man.section("EXIT STATUS").items(EXIT_CODES);
        man.section("ENVIRONMENT").items(VARIABLES);
        man.section("FILES").items(FILES);
        return man.page.toString();
    }

    private ManPage section(String heading) {
        page.append(".SH ").append(heading).append('\n');
        return this;
    }

    private void text(String roff) {
        page.append(roff).append('\n');
    }

    private void paragraphs(List<String> lines) {
        for (String line : lines) {
            // A percent sign is written twice where picocli prints it.
            text(line.isEmpty() ? ".PP" : escape(line.replace("%%", "%")));
        }
    }

    private void item(String head, String text) {
        text(".TP");
        text(head);
        text(escape(text));
    }

    private void items(List<String> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            item("\\fB" + escape(pairs.get(i)) + "\\fR", pairs.get(i + 1));
        }
    }

    private void examples(Definition verb) {
        section("EXAMPLES");
        String[] footer = verb.spec().usageMessage().footer();
        for (int i = 2; i + 1 < footer.length; i += 2) {
            item("\\fB" + escape(footer[i].strip()) + "\\fR", footer[i + 1].strip());
        }
    }

    private static String names(OptionSpec option) {
        List<String> names = new ArrayList<>();
        List.of(option.names()).forEach(name -> names.add("\\fB" + escape(name) + "\\fR"));
        String value = option.arity().max() > 0 ? " \\fI" + escape(option.paramLabel()) + "\\fR" : "";
        return String.join(", ", names) + value;
    }

    private static String synopsis(Definition verb) {
        StringBuilder synopsis = new StringBuilder("[\\fIOPTION\\fR]...");
        for (PositionalParamSpec argument : verb.spec().positionalParameters()) {
            String label = "\\fI" + escape(argument.paramLabel()) + "\\fR";
            String repeated = argument.arity().max() > 1 ? "..." : "";
            synopsis.append(argument.arity().min() > 0 ? " " + label + repeated : " [" + label + "]" + repeated);
        }
        return synopsis.toString();
    }

    private static String help(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    /** The text with everything that roff would obey made plain. */
    static String escape(String text) {
        // picocli formats what it prints, so that a per cent sign is written twice.
        String plain = text.replace("%%", "%")
                .replace("\\-", "-")
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq");
        return plain.startsWith(".") ? "\\&" + plain : plain;
    }
}
