package ikabud.cli;

import ikabud.config.Nearest;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Roster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which instances are meant by ids and patterns. All of them are found, or nothing is done. */
final class Selection {
    private Selection() {}

    /** The instances meant, each once, in the order they were named; no names at all mean every instance. */
    static List<Roster.Entry> of(List<String> names, Roster roster) {
        if (names.isEmpty()) {
            return roster.entries();
        }
        Map<String, Roster.Entry> chosen = new LinkedHashMap<>();
        for (String name : names) {
            List<Roster.Entry> meant = Glob.isGlob(name) ? fitting(name, roster) : List.of(named(name, roster));
            meant.forEach(entry -> chosen.putIfAbsent(entry.id().value(), entry));
        }
        return new ArrayList<>(chosen.values());
    }

    /** Ids for new instances, each once. */
    static List<InstanceId> fresh(List<String> names) {
        Set<InstanceId> ids = new LinkedHashSet<>();
        names.forEach(name -> ids.add(new InstanceId(name)));
        return new ArrayList<>(ids);
    }

    /** Ids in one word, with commas between them; each once. */
    static List<InstanceId> listed(String word) {
        return fresh(Arrays.stream(word.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
    }

    private static Roster.Entry named(String name, Roster roster) {
        InstanceId id = new InstanceId(name);
        return roster.find(id).orElseThrow(() -> missing(name, roster));
    }

    private static IkabudException missing(String name, Roster roster) {
        List<String> known =
                roster.entries().stream().map(entry -> entry.id().value()).toList();
        String remedy = Nearest.to(name, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("`ikabud list` shows all");
        return new IkabudException(
                ExitCode.NO_SUCH_INSTANCE, "instance \"" + name + "\"", "there is none of that name", remedy, null);
    }

    private static List<Roster.Entry> fitting(String pattern, Roster roster) {
        Glob glob = Glob.parse(pattern);
        List<Roster.Entry> fitting = roster.entries().stream()
                .filter(entry -> glob.matches(entry.id().value()))
                .toList();
        if (fitting.isEmpty()) {
            throw new IkabudException(
                    ExitCode.NO_SUCH_INSTANCE,
                    "pattern \"" + Complaint.quote(pattern) + "\"",
                    "no instance fits it",
                    "`ikabud list` shows all",
                    null);
        }
        return fitting;
    }
}
