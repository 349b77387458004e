package ikabud.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * One supervised site, as it was defined.
 *
 * @param kind the name of the kind, a folder below {@code templates/}
 * @param phpVersion major and minor of the PHP it runs on, such as {@code 8.2}
 * @param phpBinary the FPM executable, an absolute path
 * @param documentRoot the directory with the site's scripts, an absolute path
 * @param variables the kind's variables as set for this instance, by name; those not set have the kind's default
 * @param createdAt wall-clock time of its registration
 * @param supervision when it is restarted, and what it needs
 */
public record Instance(
        InstanceId id,
        String kind,
        Owner owner,
        String phpVersion,
        Path phpBinary,
        Path documentRoot,
        Map<String, String> variables,
        Instant createdAt,
        Supervision supervision) {
    /** Keeps its own copy of the variables. */
    public Instance {
        variables = Map.copyOf(variables);
    }

    /** Looked after as usual. */
    public Instance(
            InstanceId id,
            String kind,
            Owner owner,
            String phpVersion,
            Path phpBinary,
            Path documentRoot,
            Map<String, String> variables,
            Instant createdAt) {
        this(id, kind, owner, phpVersion, phpBinary, documentRoot, variables, createdAt, Supervision.DEFAULT);
    }

    /** The same with other variables. */
    public Instance with(Map<String, String> changed) {
        return new Instance(id, kind, owner, phpVersion, phpBinary, documentRoot, changed, createdAt, supervision);
    }

    /** The same, looked after in another way. */
    public Instance with(Supervision changed) {
        return new Instance(id, kind, owner, phpVersion, phpBinary, documentRoot, variables, createdAt, changed);
    }
}
