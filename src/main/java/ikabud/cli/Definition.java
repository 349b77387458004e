package ikabud.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * How a verb is written: what picocli parses, and what help, man pages and completion are made from.
 *
 * <p>Built by calls rather than annotations: reading annotations costs as much again as the whole of picocli. All
 * values stay text here; {@link Given} reads them. Confined to one thread.
 */
final class Definition {
    /** The program whose verbs these are. */
    static final String PROGRAM = "ikabud";

    private static final String INSTANCES = "ID";

    private final String name;
    private final CommandSpec spec;
    private final List<String> examples = new ArrayList<>();

    private Definition(String name, String summary) {
        this.name = name;
        this.spec = CommandSpec.create().name(PROGRAM + " " + name);
        spec.usageMessage().description(summary);
    }

    /** A verb with a summary of one line, without a full stop. */
    static Definition of(String name, String summary) {
        return new Definition(name, summary)
                .add(OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help"))
                .flag("show the stack trace of a failure", "--debug");
    }

    /** More paragraphs on what it does. */
    Definition details(String... paragraphs) {
        List<String> all = new ArrayList<>(List.of(spec.usageMessage().description()));
        for (String paragraph : paragraphs) {
            all.add("");
            all.add(paragraph);
        }
        spec.usageMessage().description(all.toArray(String[]::new));
        return this;
    }

    /** A switch. */
    Definition flag(String help, String... names) {
        return add(OptionSpec.builder(names).description(help).arity("0").type(boolean.class));
    }

    /** A switch for our own launchers. */
    Definition hiddenFlag(String help, String name) {
        return add(OptionSpec.builder(name)
                .description(help)
                .arity("0")
                .type(boolean.class)
                .hidden(true));
    }

    /** An option with a value. */
    Definition value(String label, String help, String... names) {
        return add(OptionSpec.builder(names).description(help).paramLabel(label).type(String.class));
    }

    /** An option with a value, for ourselves. */
    Definition hiddenValue(String label, String help, String name) {
        return add(OptionSpec.builder(name)
                .description(help)
                .paramLabel(label)
                .type(String.class)
                .hidden(true));
    }

    /** An option with one of a few values. */
    Definition choice(String label, String help, List<String> choices, String... names) {
        return add(OptionSpec.builder(names)
                .description(help)
                .paramLabel(label)
                .type(String.class)
                .completionCandidates(choices));
    }

    /** An option that may be given more than once. */
    Definition repeated(String label, String help, String... names) {
        return add(OptionSpec.builder(names)
                .description(help)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class));
    }

    /** Prints JSON when asked. */
    Definition json() {
        return flag("print JSON for programs; docs/json.md names the fields", "--json");
    }

    /** Takes ids and patterns of instances that are there, {@code 1..*} or {@code 0..*}. */
    Definition instances(String arity) {
        String none = arity.startsWith("0") ? "; without any: all" : "";
        return positional(INSTANCES, arity, "an instance, or a quoted pattern such as 'shop-*'" + none);
    }

    /** Takes ids and patterns of instances that are there, or {@code --all} instead. */
    Definition instancesOrAll(String all) {
        return positional(INSTANCES, "0..*", "an instance, or a quoted pattern such as 'shop-*'")
                .flag(all, "--all")
                .value("N", "how many at once", "--at-once");
    }

    /** Takes arguments that are not options. */
    Definition positional(String label, String arity, String help, String... choices) {
        PositionalParamSpec.Builder builder = PositionalParamSpec.builder()
                .paramLabel(label)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .description(help)
                .type(List.class)
                .auxiliaryTypes(String.class);
        if (choices.length > 0) {
            builder.completionCandidates(List.of(choices));
        }
        spec.addPositional(builder.build());
        return this;
    }

    /** A line that can be typed, and what it does. */
    Definition example(String line, String what) {
        examples.add(line);
        List<String> footer = new ArrayList<>(List.of(spec.usageMessage().footer()));
        if (footer.isEmpty()) {
            footer.add("");
            footer.add("Examples:");
        }
        footer.add("  " + line);
        footer.add("      " + what);
        spec.usageMessage().footer(footer.toArray(String[]::new));
        return this;
    }

    /** Left out of help, completion and man pages. */
    Definition hidden() {
        spec.usageMessage().hidden(true);
        return this;
    }

    String name() {
        return name;
    }

    /** What it does, in one line. */
    String summary() {
        return spec.usageMessage().description()[0];
    }

    /** The lines that can be typed. */
    List<String> examples() {
        return List.copyOf(examples);
    }

    /** The options that people see. */
    List<OptionSpec> options() {
        return spec.options().stream().filter(option -> !option.hidden()).toList();
    }

    CommandSpec spec() {
        return spec;
    }

    /** Whether an argument of this label names instances that are there. */
    static boolean namesInstances(String label) {
        return label.equals(INSTANCES);
    }

    private Definition add(OptionSpec.Builder option) {
        spec.addOption(option.build());
        return this;
    }
}
