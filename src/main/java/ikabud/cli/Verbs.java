package ikabud.cli;

import ikabud.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The catalogue of verbs. Only the one that was typed is built, so that starting stays cheap. */
final class Verbs {
    /** A heading of the help, and the verbs under it. */
    record Group(String heading, List<String> verbs) {}

    /** All verbs that people see. */
    static final List<Group> GROUPS = List.of(
            new Group(
                    "Change what runs",
                    List.of("create", "start", "stop", "restart", "reload", "kill", "set", "migrate", "remove")),
            new Group("Look", List.of("top", "list", "status", "health", "logs", "events", "boot", "deps")),
            new Group("Keep it running", List.of("supervise")),
            new Group("Know the installation", List.of("kinds", "doctor", "config")),
            new Group("Get help", List.of("help", "completion")));

    private Verbs() {}

    /** The names of all verbs that people see. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        GROUPS.forEach(group -> names.addAll(group.verbs()));
        return names;
    }

    /** The definitions of all verbs that people see. */
    static List<Definition> definitions() {
        List<Definition> all = new ArrayList<>();
        names().forEach(name -> find(name).ifPresent(verb -> all.add(verb.define())));
        return all;
    }

    /** The verb of a name; a switch rather than a map, because twenty constructors as lambdas cost 10 ms to link. */
    static Optional<Subcommand> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "create" -> new CreateVerb();
                    case "start" -> new ChangeVerb(Verb.START);
                    case "stop" -> new ChangeVerb(Verb.STOP);
                    case "restart" -> new ChangeVerb(Verb.RESTART);
                    case "reload" -> new ChangeVerb(Verb.RELOAD);
                    case "kill" -> new ChangeVerb(Verb.KILL);
                    case "set" -> new SetVerb();
                    case "migrate" -> new MigrateVerb();
                    case "remove" -> new RemoveVerb();
                    case "top" -> new TopVerb();
                    case "list" -> new ListVerb();
                    case "status" -> new StatusVerb();
                    case "health" -> new HealthVerb();
                    case "logs" -> new LogsVerb();
                    case "events" -> new EventsVerb();
                    case "boot" -> new BootVerb();
                    case "deps" -> new DepsVerb();
                    case "supervise" -> new SuperviseVerb();
                    case "kinds" -> new KindsVerb();
                    case "doctor" -> new DoctorVerb();
                    case "config" -> new ConfigVerb();
                    case "help" -> new HelpVerb();
                    case "completion" -> new CompletionVerb();
                    case "man" -> new ManVerb();
                    default -> null;
                });
    }
}
