package ikabud.app;

import ikabud.config.Kinds;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Knows how many workers a pool may have: the instance says, or else its kind. Safe from any thread. */
final class PoolSizes {
    private static final String VARIABLE = "max-children";

    private final Kinds kinds;
    private final Map<String, OptionalInt> usual = new ConcurrentHashMap<>();

    PoolSizes(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The most workers the instance's pool may have; empty where nobody says. */
    OptionalInt of(Instance instance) {
        String value = instance.variables().get(VARIABLE);
        return value == null ? usual.computeIfAbsent(instance.kind(), this::usual) : parse(value);
    }

    private OptionalInt usual(String kind) {
        try {
            return parse(kinds.find(kind).values(Map.of()).getOrDefault(VARIABLE, ""));
        } catch (IkabudException noSuchKind) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt parse(String value) {
        try {
            return OptionalInt.of(Integer.parseInt(value));
        } catch (NumberFormatException malformed) {
            return OptionalInt.empty();
        }
    }
}
