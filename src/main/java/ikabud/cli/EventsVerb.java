package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.config.Nearest;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.PlainText;
import ikabud.model.Roster;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ikabud events}: what happened, who did it, and what came of it. */
final class EventsVerb implements Subcommand {
    private static final int LINES = 50;
    private static final int MOST_LINES = 100_000;
    private static final long LOOK_EVERY_MILLIS = 500;

    @Override
    public Definition define() {
        return Definition.of("events", "print what happened, and who did it")
                .details("Events of removed instances are kept, and found by the id they had.")
                .instances("0..*")
                .flag("go on printing events as they happen", "-f", "--follow")
                .value("N", "how many events; " + LINES + " if not given, all with --since", "-n", "--lines")
                .value("TIME", "only events since then: 10m, 2h, 1d or 2026-11-20T03:00", "--since")
                .repeated("KIND", "only events of this kind, such as exited; may be given again or as a list", "--kind")
                .flag("print each event as a JSON object on a line of its own", "--json")
                .example("ikabud events", "the last " + LINES + " events of all instances")
                .example("ikabud events --kind exited,gave-up --since 1w", "what died, and what stayed down")
                .example("ikabud events blog --since 1d", "what happened to one since yesterday");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Control control = session.control();
        Optional<Instant> since = given.text("--since")
                .map(text ->
                        Durations.since("events --since", text, control.clock().now(), session.zone()));
        int most = given.number("--lines", 0, MOST_LINES, since.isPresent() ? MOST_LINES : LINES);
        List<InstanceId> ids = ids(given.arguments(), session);
        Set<EventKind> kinds = kinds(given.all("--kind"));
        // What is left out would count, so all are read where only some kinds are wanted.
        List<Event> events = read(control, ids, since.orElse(null), 0, kinds.isEmpty() ? most : MOST_LINES).stream()
                .filter(event -> fits(event, kinds))
                .toList();
        events = events.subList(Math.max(0, events.size() - most), events.size());
        boolean json = given.has("--json");
        print(events, json, session);
        if (given.has("--follow")) {
            long last = kinds.isEmpty()
                    ? events.stream().mapToLong(Event::sequence).max().orElseGet(() -> newest(control))
                    : newest(control);
            follow(ids, kinds, last, json, session);
        }
        return ExitCode.DONE;
    }

    // An id that is not there may be one that was.
    private static List<InstanceId> ids(List<String> names, Session session) {
        Set<InstanceId> ids = new LinkedHashSet<>();
        for (String name : names) {
            if (!Glob.isGlob(name)
                    && !read(session.control(), List.of(new InstanceId(name)), null, 0, 1)
                            .isEmpty()) {
                ids.add(new InstanceId(name));
            } else {
                Selection.of(List.of(name), session.control().roster()).stream()
                        .map(Roster.Entry::id)
                        .forEach(ids::add);
            }
        }
        return new ArrayList<>(ids);
    }

    private static List<Event> read(
            Control control, List<InstanceId> ids, @Nullable Instant since, long after, int most) {
        if (ids.size() < 2) {
            return control.events(ids.isEmpty() ? null : ids.get(0), since, after, most);
        }
        List<Event> all = new ArrayList<>();
        ids.forEach(id -> all.addAll(control.events(id, since, after, most)));
        all.sort(Comparator.comparingLong(Event::sequence));
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    private static long newest(Control control) {
        return control.events(null, null, 0, 1).stream()
                .mapToLong(Event::sequence)
                .max()
                .orElse(0);
    }

    private static boolean fits(Event event, Set<EventKind> kinds) {
        return kinds.isEmpty() || kinds.contains(event.kind());
    }

    private static Set<EventKind> kinds(List<String> typed) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String list : typed) {
            for (String word : list.split(",", -1)) {
                kinds.add(kind(word.strip()));
            }
        }
        return kinds;
    }

    private static EventKind kind(String word) {
        List<String> known = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            String name = kind.word().replace(' ', '-');
            if (word.equalsIgnoreCase(name) || word.equalsIgnoreCase(kind.word())) {
                return kind;
            }
            known.add(name);
        }
        throw IkabudException.usage(
                "events --kind",
                "there is no kind \"" + Complaint.quote(word) + "\"",
                Nearest.to(word, known)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("choose one of " + String.join(", ", known)));
    }

    private static void follow(List<InstanceId> ids, Set<EventKind> kinds, long from, boolean json, Session session) {
        long last = from;
        try {
            while (!session.console().isGone()) {
                List<Event> events = read(session.control(), ids, null, last, MOST_LINES);
                print(events.stream().filter(event -> fits(event, kinds)).toList(), json, session);
                last = events.stream().mapToLong(Event::sequence).max().orElse(last);
                session.control().clock().pause(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void print(List<Event> events, boolean json, Session session) {
        PrintWriter out = session.console().out();
        for (Event event : events) {
            if (json) {
                Json.line(out, generator -> write(generator, event));
            } else {
                out.println(line(event, session));
            }
        }
    }

    private static String line(Event event, Session session) {
        InstanceId id = event.instance();
        String who = event.actor().user()
                + (event.actor().hint().isEmpty() ? "" : " (" + event.actor().hint() + ")");
        String took = event.took() == null ? "" : " in " + Durations.brief(event.took());
        return PlainText.neutralise(String.format(
                "%s  %-16s  %-12s  %s%s%s",
                InstanceText.time(event.at(), session.zone()),
                id == null ? Table.UNKNOWN : id.value(),
                event.kind().word(),
                "by " + who + " with " + event.actor().program(),
                took,
                event.detail().isEmpty() ? "" : ": " + event.detail()));
    }

    private static void write(JsonGenerator json, Event event) throws IOException {
        json.writeNumberField("sequence", event.sequence());
        Json.time(json, "at", event.at());
        Json.text(json, "id", event.instance());
        Json.text(json, "event", event.kind().word());
        Json.text(json, "detail", event.detail());
        Json.number(
                json,
                "pid",
                event.identity() == null ? null : (long) event.identity().pid());
        Json.number(
                json, "tookMillis", event.took() == null ? null : event.took().toMillis());
        json.writeObjectFieldStart("actor");
        Json.text(json, "user", event.actor().user());
        json.writeNumberField("uid", event.actor().uid());
        Json.number(json, "loginUid", event.actor().loginUid());
        Json.number(json, "session", event.actor().session());
        Json.text(json, "hint", event.actor().hint());
        Json.text(json, "program", event.actor().program());
        json.writeEndObject();
    }
}
