package ikabud.model;

import org.jspecify.annotations.Nullable;

/**
 * What was made of a look at an instance.
 *
 * @param fault what is wrong; null where nothing is, or where it is only saturated
 * @param detail what was seen, for a person
 */
public record Judgement(Health health, @Nullable Fault fault, String detail) {
    /** Something is wrong that has a name. */
    public static Judgement of(Fault fault, String seen) {
        String detail = fault.sentence() + (seen.isEmpty() ? "" : "; " + seen);
        return new Judgement(fault.health(), fault, detail);
    }

    /** Nothing is wrong. */
    public static Judgement fine(Health health, String detail) {
        return new Judgement(health, null, detail);
    }

    /** Whether the other says the same, though perhaps in other numbers. */
    public boolean agrees(Judgement other) {
        return health == other.health && fault == other.fault;
    }

    /** Whether this is worse news than the other. */
    public boolean isWorseThan(Judgement other) {
        return health.compareTo(other.health) > 0;
    }
}
