package ikabud.model;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when an instance is made; what is left open is decided by the kind and the settings.
 *
 * @param php PHP version such as {@code 8.2}; null for the newest installed
 * @param user existing user to run as; null for one of its own (root) or the caller (otherwise)
 * @param documentRoot existing directory with the site's scripts; null for the instance's own {@code public/}
 * @param variables the kind's variables to set
 * @param supervision when it is restarted, and what it needs
 * @param backend how to run it; null for the best way there is
 * @param limits what it may use of the machine
 * @param start whether to start it at once
 */
public record Blueprint(
        String kind,
        @Nullable String php,
        @Nullable String user,
        @Nullable Path documentRoot,
        Map<String, String> variables,
        Supervision supervision,
        @Nullable BackendKind backend,
        Limits limits,
        boolean start) {
    /** Keeps its own copy of the variables. */
    public Blueprint {
        variables = Map.copyOf(variables);
    }

    /** Run in the best way there is, without limits. */
    public Blueprint(
            String kind,
            @Nullable String php,
            @Nullable String user,
            @Nullable Path documentRoot,
            Map<String, String> variables,
            Supervision supervision,
            boolean start) {
        this(kind, php, user, documentRoot, variables, supervision, null, Limits.NONE, start);
    }

    /** Looked after as usual. */
    public Blueprint(
            String kind,
            @Nullable String php,
            @Nullable String user,
            @Nullable Path documentRoot,
            Map<String, String> variables,
            boolean start) {
        this(kind, php, user, documentRoot, variables, Supervision.DEFAULT, start);
    }
}
