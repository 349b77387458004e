package ikabud.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All instances with what is wanted, what was seen, and which commands are possible now. Worked out by the manager. */
public record Roster(List<Entry> entries) {
    /** Before anything was read. */
    public static final Roster EMPTY = new Roster(List.of());

    /** Keeps its own copy of the list. */
    public Roster {
        entries = List.copyOf(entries);
    }

    /** One instance of the roster. */
    public Optional<Entry> find(InstanceId id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /**
     * One instance.
     *
     * @param refusals for each verb that is not possible now, the reason
     * @param reliability how well it kept running; unknown where nobody counted
     */
    public record Entry(InstanceRecord record, Map<Verb, String> refusals, Reliability reliability) {
        /** Keeps its own copy of the refusals. */
        public Entry {
            EnumMap<Verb, String> copy = new EnumMap<>(Verb.class);
            copy.putAll(refusals);
            refusals = Map.copyOf(copy);
        }

        /** Of which nobody counted how well it kept running. */
        public Entry(InstanceRecord record, Map<Verb, String> refusals) {
            this(record, refusals, Reliability.UNKNOWN);
        }

        /** The same with what was counted. */
        public Entry with(Reliability counted) {
            return new Entry(record, refusals, counted);
        }

        /** The instance's name. */
        public InstanceId id() {
            return record.id();
        }

        /** Why the verb is not possible now; empty if it is. */
        public Optional<String> refusal(Verb verb) {
            return Optional.ofNullable(refusals.get(verb));
        }
    }
}
