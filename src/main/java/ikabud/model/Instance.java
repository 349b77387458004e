package ikabud.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * One supervised site, as it was defined.
 *
 * @param kind the name of the kind, a folder below {@code templates/}
 * @param phpVersion major and minor of the PHP it runs on, such as {@code 8.2}; empty where it is run virtually
 * @param phpBinary the FPM executable, an absolute path; empty where it is run virtually
 * @param documentRoot the directory with the site's scripts, an absolute path
 * @param variables the kind's variables as set for this instance, by name, and PHP directives by {@link PhpKeys}; those
 *     not set have the kind's, or PHP's, default
 * @param createdAt wall-clock time of its registration
 * @param supervision when it is restarted, and what it needs
 * @param backend how it is run
 * @param limits what it may use of the machine
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
        Supervision supervision,
        BackendKind backend,
        Limits limits) {
    /** Keeps its own copy of the variables, but for PHP directives that are unset. */
    public Instance {
        variables = PhpKeys.withoutUnset(variables);
    }

    /** Run by Ikabud itself, looked after as usual, without limits. */
    public Instance(
            InstanceId id,
            String kind,
            Owner owner,
            String phpVersion,
            Path phpBinary,
            Path documentRoot,
            Map<String, String> variables,
            Instant createdAt) {
        this(
                id,
                kind,
                owner,
                phpVersion,
                phpBinary,
                documentRoot,
                variables,
                createdAt,
                Supervision.DEFAULT,
                BackendKind.DIRECT,
                Limits.NONE);
    }

    /** Whether no process is its own: the account's web server serves it. */
    public boolean isVirtual() {
        return backend == BackendKind.VIRTUAL;
    }

    /** Its kind and what it runs on, such as {@code wordpress on PHP 8.2}. */
    public String describe() {
        return kind + (isVirtual() ? " on the account's web server" : " on PHP " + phpVersion);
    }

    /** The same with other variables. */
    public Instance with(Map<String, String> changed) {
        return with(owner, changed, supervision, backend, limits);
    }

    /** The same, looked after in another way. */
    public Instance with(Supervision changed) {
        return with(owner, variables, changed, backend, limits);
    }

    /** The same on another PHP. */
    public Instance with(String version, Path binary) {
        return new Instance(
                id, kind, owner, version, binary, documentRoot, variables, createdAt, supervision, backend, limits);
    }

    /** The same, run in another way. */
    public Instance with(BackendKind changed) {
        return with(owner, variables, supervision, changed, limits);
    }

    /** The same with other limits. */
    public Instance with(Limits changed) {
        return with(owner, variables, supervision, backend, changed);
    }

    /** The same for another user. */
    public Instance with(Owner changed) {
        return with(changed, variables, supervision, backend, limits);
    }

    private Instance with(Owner user, Map<String, String> set, Supervision looked, BackendKind run, Limits limited) {
        return new Instance(id, kind, user, phpVersion, phpBinary, documentRoot, set, createdAt, looked, run, limited);
    }
}
