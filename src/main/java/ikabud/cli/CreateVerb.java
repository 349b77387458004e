package ikabud.cli;

import ikabud.model.Actor;
import ikabud.model.BackendKind;
import ikabud.model.Blueprint;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.Needs;
import ikabud.model.RestartPolicy;
import ikabud.model.Signal;
import ikabud.model.Supervision;
import ikabud.model.SupervisionKeys;
import ikabud.model.Verb;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ikabud create}: registers an instance with its user, files and configuration, and starts it. */
final class CreateVerb implements Subcommand {
    private static final String DEFAULT_KIND = "php";

    @Override
    public Definition define() {
        Definition definition = Definition.of("create", "make an instance and start it")
                .details(
                        "Makes a Unix user of its own (root only), the directories, the FPM configuration and the socket.",
                        "A virtual instance gets none of these: the account's own web server serves the site in --root, and"
                                + " --set says url=, where it is asked for a page; log=, the files to show; database=, the file with"
                                + " the credentials of its database; switch=both, htaccess or user-ini, what shuts it.",
                        "An id is 1 to 25 characters: a lower-case letter, then lower-case letters, digits or '-'.")
                .positional("NEW-ID", "1..*", "the name of the new instance; several make several alike")
                .value("KIND", "what it is; `ikabud kinds` lists them; " + DEFAULT_KIND + " if not given", "--kind")
                .value("VERSION", "the PHP version, such as 8.2; the newest installed if not given", "--php")
                .value("USER", "an existing Unix user to run as, instead of one of its own", "--user")
                .value("DIR", "document root: an existing directory with the site's scripts", "--root")
                .value(
                        "HOW",
                        "how it is run: systemd, direct or virtual; the best way there is if not given",
                        "--backend")
                .repeated(
                        "KEY=VALUE",
                        "set a variable of the kind, a limit or a PHP directive (php.NAME); may be given several times",
                        "--set")
                .value("IDS", "what has to serve before it starts: ids with commas between them", "--depends-on")
                .value("WHEN", "when it is restarted: never, on-failure (if not given) or always", "--restart")
                .value("N", "restarts within the window before it is given up; 3 if not given", "--max-restarts")
                .value("TIME", "how far back restarts are counted; 60s if not given", "--restart-window")
                .value("TIME", "delay before the first restart; 1s if not given", "--restart-delay")
                .flag("do not start it", "--no-start")
                .flag("print a line for each phase of the boot", "--verbose")
                .example("ikabud create blog", "an instance with an empty site of its own")
                .example("ikabud create shop --root /srv/shop/public --php 8.2", "an instance for a site that is there")
                .example(
                        "ikabud create site --backend virtual --root www --set url=https://example.org",
                        "on shared hosting: a site that the hoster's web server serves")
                .example("ikabud create wiki --depends-on db,cache", "started after db and cache, stopped before them")
                .example(
                        "ikabud create api --set max-children=20 --set memory=1G --no-start",
                        "with a bigger pool and a limit, not started yet");
        return ChangeVerb.withWaiting(definition).json();
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Map<String, String> set = assignments(given.all("--set"));
        Map<String, String> variables = new LinkedHashMap<>(set);
        variables.keySet().removeAll(LimitKeys.NAMES);
        Blueprint blueprint = new Blueprint(
                given.text("--kind").orElse(DEFAULT_KIND),
                given.text("--php").orElse(null),
                given.text("--user").orElse(null),
                directory(given),
                variables,
                supervision(given),
                given.text("--backend").map(CreateVerb::backend).orElse(null),
                limits(set),
                !given.has("--no-start"));
        Command.Options options = new Command.Options(
                Signal.KILL,
                false,
                false,
                given.has("--wait"),
                given.duration("--timeout").orElse(null),
                blueprint);
        var ids = Selection.fresh(given.arguments());
        Actor actor = session.control().actor();
        List<Command> commands = ids.stream()
                .map(id -> Command.of(Verb.CREATE, id, actor).with(options))
                .toList();
        return new Outcomes(session, given).of(Plan.of(commands, Needs.of(List.of())));
    }

    private static Supervision supervision(Given given) {
        Map<String, String> typed = new LinkedHashMap<>();
        given.text("--restart").ifPresent(text -> typed.put(SupervisionKeys.RESTART, text));
        given.text("--max-restarts").ifPresent(text -> typed.put(SupervisionKeys.MAX_RESTARTS, text));
        given.text("--restart-window").ifPresent(text -> typed.put(SupervisionKeys.WINDOW, text));
        given.text("--restart-delay").ifPresent(text -> typed.put(SupervisionKeys.DELAY, text));
        List<InstanceId> needs = Selection.listed(given.text("--depends-on").orElse(""));
        List<String> mistakes = new ArrayList<>();
        Supervision supervision =
                SupervisionKeys.change(new Supervision(RestartPolicy.DEFAULT, needs), typed, mistakes);
        requireNone(mistakes);
        return supervision;
    }

    private static Limits limits(Map<String, String> set) {
        List<String> mistakes = new ArrayList<>();
        Limits limits = LimitKeys.change(Limits.NONE, set, mistakes);
        requireNone(mistakes);
        return limits;
    }

    private static void requireNone(List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw IkabudException.usage(
                    "create", String.join("; ", mistakes), "`ikabud create --help` shows what can be");
        }
    }

    private static BackendKind backend(String typed) {
        for (BackendKind kind : BackendKind.values()) {
            if (kind.word().equals(typed)) {
                return kind;
            }
        }
        throw IkabudException.usage(
                "create --backend",
                "\"" + Complaint.quote(typed) + "\" is no way to run an instance",
                "say systemd, direct or virtual");
    }

    private static @Nullable Path directory(Given given) {
        if (given.text("--root").isEmpty()) {
            return null;
        }
        String typed = given.text("--root").get();
        try {
            return Path.of(typed).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw IkabudException.usage(
                    "create --root", "\"" + Complaint.quote(typed) + "\" is no path", "give the path of a directory");
        }
    }

    private static Map<String, String> assignments(List<String> assignments) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals <= 0) {
                throw IkabudException.usage(
                        "create --set",
                        "\"" + Complaint.quote(assignment) + "\" is not KEY=VALUE",
                        "write it like --set max-children=20");
            }
            variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return variables;
    }
}
