package ikabud.model;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of one instance: {@code [a-z][a-z0-9-]{0,24}}, and none of the reserved words. */
public record InstanceId(String value) implements Comparable<InstanceId> {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,24}");
    private static final Set<String> RESERVED =
            Set.of("all", "none", "root", "ikabud", "system", "default", "locks", "run");

    /** Refuses anything but a well-shaped, unreserved name. */
    public InstanceId {
        if (!SHAPE.matcher(value).matches()) {
            throw IkabudException.usage(
                    "instance id \"" + PlainText.shorten(PlainText.neutralise(value), 40) + "\"",
                    "an id is 1 to 25 characters: a lower-case letter, then lower-case letters, digits or '-'",
                    "choose an id such as \"blog\" or \"shop-2\"");
        }
        if (RESERVED.contains(value)) {
            throw IkabudException.usage("instance id \"" + value + "\"", "that word is reserved", "choose another id");
        }
    }

    /** The Unix user made for this instance: unique by construction, since ids hold no underscore. */
    public String userName() {
        return "ikabud_" + value.replace('-', '_');
    }

    /** The name of its unit where systemd runs it. */
    public String unitName() {
        return "ikabud-" + value + ".service";
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    // Written out: the ones that the compiler makes for a record cost 20 ms when first used, in front of the first
    // data.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InstanceId id && id.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
