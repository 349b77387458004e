package ikabud.cli;

import ikabud.config.Kind;
import ikabud.model.Actor;
import ikabud.model.Changes;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.LimitKeys;
import ikabud.model.Needs;
import ikabud.model.PlainText;
import ikabud.model.Roster;
import ikabud.model.Signal;
import ikabud.model.SupervisionKeys;
import ikabud.model.Verb;
import ikabud.model.VirtualKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ikabud set}: changes how instances are looked after and their kind's variables, or prints both. */
final class SetVerb implements Subcommand {
    @Override
    public Definition define() {
        Definition definition = Definition.of("set", "change the definition of instances, or print it")
                .details(
                        "Without KEY=VALUE it prints what is set.",
                        "How an instance is looked after holds at once, and what runs is not touched: restart=never,"
                                + " on-failure or always; max-restarts=N within window=TIME, after which it is given up;"
                                + " delay=TIME before the first restart, doubled for each further one;"
                                + " depends-on=ID,ID or nothing.",
                        "So do limits, of all its processes together: memory=512M (memory-high= and swap= besides),"
                                + " cpu=1.5 of a core, tasks=64, each none for no limit. Where the kernel cannot hold it to its"
                                + " memory, over-limit=restart or alert says what the supervisor does. What its workers"
                                + " could use at most has to fit into its limits, unless overcommit=yes.",
                        "A virtual instance has neither limits nor its kind's variables, but url=, where it is asked for a page;"
                                + " log=, the files to show; database=, the file with the credentials of its database; and"
                                + " switch=both, htaccess or user-ini, what shuts it.",
                        "Variables of its kind are checked by FPM and take effect with a reload. So are PHP directives:"
                                + " php.NAME=VALUE, or php.NAME= for PHP's own value again; what only a master can have,"
                                + " such as opcache.*, takes a restart. A mistake in one value changes none.")
                .instances("1..*")
                .positional("KEY=VALUE", "0..*", "what to change; without any, print what is set")
                .flag("have running instances take up changed variables at once", "--reload")
                .example("ikabud set blog", "print what is set")
                .example(
                        "ikabud set blog restart=always max-restarts=5",
                        "restart it after every end, five times a minute")
                .example(
                        "ikabud set 'shop-*' max-children=20 --reload",
                        "bigger pools, taken up without losing a request")
                .example("ikabud set blog php.max_input_vars=3000 --reload", "a PHP directive of this site alone");
        return ChangeVerb.withWaiting(definition).json();
    }

    @Override
    public ExitCode run(Given given, Session session) {
        List<String> names = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String argument : given.arguments()) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                values.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                names.add(argument);
            }
        }
        if (names.isEmpty()) {
            throw IkabudException.usage("set", "no instance is named", "write it like `ikabud set blog delay=2s`");
        }
        List<Roster.Entry> chosen = Selection.of(names, session.control().roster());
        return values.isEmpty() ? print(given, session, chosen) : change(given, session, chosen, values);
    }

    private static ExitCode change(
            Given given, Session session, List<Roster.Entry> chosen, Map<String, String> values) {
        Command.Options options = new Command.Options(
                Signal.KILL,
                false,
                false,
                given.has("--wait"),
                given.duration("--timeout").orElse(null),
                null,
                new Changes(values, given.has("--reload")));
        Actor actor = session.control().actor();
        List<Command> commands = chosen.stream()
                .map(entry -> Command.of(Verb.SET, entry.id(), actor).with(options))
                .toList();
        return new Outcomes(session, given).of(Plan.of(commands, Needs.of(List.of())));
    }

    private static ExitCode print(Given given, Session session, List<Roster.Entry> chosen) {
        List<Kind> kinds = session.control().kinds();
        if (given.has("--json")) {
            Json.print(session.console().out(), json -> {
                json.writeArrayFieldStart("instances");
                for (Roster.Entry entry : chosen) {
                    json.writeStartObject();
                    Json.text(json, "id", entry.id());
                    json.writeObjectFieldStart("values");
                    for (Map.Entry<String, String> value :
                            values(entry.record().instance(), kinds).entrySet()) {
                        json.writeStringField(value.getKey(), value.getValue());
                    }
                    json.writeEndObject();
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
            return ExitCode.DONE;
        }
        for (Roster.Entry entry : chosen) {
            session.console().out().println(entry.id() + ":");
            values(entry.record().instance(), kinds)
                    .forEach((key, value) ->
                            session.console().out().println("  " + key + "=" + PlainText.neutralise(value)));
        }
        return ExitCode.DONE;
    }

    private static Map<String, String> values(Instance instance, List<Kind> kinds) {
        Map<String, String> values = new LinkedHashMap<>(SupervisionKeys.values(instance.supervision()));
        values.putAll(LimitKeys.values(instance.limits()));
        if (instance.isVirtual()) {
            Map<String, String> own = new LinkedHashMap<>(SupervisionKeys.values(instance.supervision()));
            own.putAll(VirtualKeys.values(instance.variables()));
            return own;
        }
        kinds.stream()
                .filter(kind -> kind.name().equals(instance.kind()))
                .findFirst()
                .ifPresent(
                        kind -> kind.variables().forEach(variable -> values.put(variable.name(), variable.initial())));
        values.putAll(instance.variables());
        return values;
    }
}
