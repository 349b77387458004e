package ikabud.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be different about an instance.
 *
 * @param values new values by key: those of {@link SupervisionKeys}, or variables of its kind
 * @param reload also have a running master take them up
 */
public record Changes(Map<String, String> values, boolean reload) {
    /** Keeps its own copy, in the order they were typed. */
    public Changes {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
