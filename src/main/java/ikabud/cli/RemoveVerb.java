package ikabud.cli;

import ikabud.model.Actor;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import ikabud.model.Layout;
import ikabud.model.PlainText;
import ikabud.model.Roster;
import ikabud.model.Signal;
import ikabud.model.Verb;
import java.util.List;
import java.util.Locale;

/** {@code ikabud remove}: stops an instance and forgets it; the site's data goes only with {@code --purge}. */
final class RemoveVerb implements Subcommand {
    @Override
    public Definition define() {
        Definition definition = Definition.of("remove", "stop instances and forget them; the sites' data stays")
                .details(
                        "Asks before it does. The user Ikabud made is kept, so that its number is not given to another.",
                        "With --purge the instance's own data, logs and user are deleted too, and each id has to be typed.")
                .instances("1..*")
                .flag("do not ask", "-y", "--yes")
                .flag("also delete the instance's data, its logs and the user Ikabud made for it", "--purge")
                .flag("also if others need it; also end strays where the user is shared with others", "--force")
                .example("ikabud remove blog", "ask, then stop and forget it")
                .example("ikabud remove blog --purge --yes", "delete all that Ikabud made for it, without asking");
        return ChangeVerb.withWaiting(definition).json();
    }

    @Override
    public ExitCode run(Given given, Session session) {
        boolean purge = given.has("--purge");
        Control control = session.control();
        Roster roster = control.roster();
        List<Roster.Entry> chosen = Selection.of(given.arguments(), roster);
        if (!given.has("--yes")) {
            confirm(session.console(), control.layout(), chosen, purge);
        }
        Command.Options options = new Command.Options(
                Signal.KILL,
                given.has("--force"),
                purge,
                given.has("--wait"),
                given.duration("--timeout").orElse(null),
                null);
        Actor actor = control.actor();
        List<Command> commands = chosen.stream()
                .map(entry -> Command.of(Verb.REMOVE, entry.id(), actor)
                        .expecting(entry.record())
                        .with(options))
                .toList();
        return new Outcomes(session, given).of(Plan.of(commands, All.needs(roster)));
    }

    private static void confirm(Console console, Layout layout, List<Roster.Entry> chosen, boolean purge) {
        if (!console.manners().asks()) {
            throw IkabudException.refused(
                    "remove", "it has to be confirmed, and there is no terminal to ask on", "add --yes to go ahead");
        }
        for (Roster.Entry entry : chosen) {
            console.err().println("  " + describe(entry.record()));
        }
        if (purge) {
            for (Roster.Entry entry : chosen) {
                askToType(console, layout, entry);
            }
        } else {
            String what = chosen.size() == 1 ? "it" : "these " + chosen.size();
            String answer = console.ask("Stop and forget " + what + "? The site's data stays. [y/N] ")
                    .orElse("");
            if (!List.of("y", "yes").contains(answer.toLowerCase(Locale.ROOT))) {
                throw cancelled();
            }
        }
    }

    private static void askToType(Console console, Layout layout, Roster.Entry entry) {
        String id = entry.id().value();
        String question = "This deletes " + layout.home(entry.id()) + " with all its data, and cannot be undone. Type "
                + id + " to go on: ";
        if (!console.ask(question).orElse("").equals(id)) {
            throw cancelled();
        }
    }

    private static String describe(InstanceRecord record) {
        String running = record.running().isEmpty() ? "" : ", " + record.running();
        return record.id() + ": " + record.observed().phase().word() + running + ", user "
                + PlainText.neutralise(record.instance().owner().name());
    }

    private static IkabudException cancelled() {
        return IkabudException.refused("remove", "not confirmed", "nothing was changed");
    }
}
