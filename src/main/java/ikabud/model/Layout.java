package ikabud.model;

import java.nio.file.Path;

/**
 * Where everything of one installation lies.
 *
 * @param config settings, themes, templates and rendered configs
 * @param state the database, locks and instances' data
 * @param run one directory per instance with its sockets
 * @param log one directory per instance with its logs
 * @param system whether this is root's installation, with users of its own, or a normal user's
 */
public record Layout(Path config, Path state, Path run, Path log, boolean system) {
    /** The SQLite file with all durable state. */
    public Path database() {
        return state.resolve("state.db");
    }

    /** The directory of the flock files; no site can write there. */
    public Path locks() {
        return state.resolve("locks");
    }

    /** Held by the Ikabud process that acts on the instance. */
    public Path opLock(InstanceId id) {
        return locks().resolve(id + ".op");
    }

    /** Held by the supervisor of this installation. */
    public Path supervisorLock() {
        return locks().resolve("supervisor");
    }

    /** Inherited and held by the instance's processes as long as one of them lives. */
    public Path aliveLock(InstanceId id) {
        return locks().resolve(id + ".alive");
    }

    /** What a new master waits at until it is held to its limits; a new file for each start. */
    public Path gate(InstanceId id) {
        return locks().resolve(id + ".gate");
    }

    /** The directory with the instance's own files: {@code public/}, {@code tmp/}, {@code sess/}. */
    public Path home(InstanceId id) {
        return state.resolve("instances").resolve(id.value());
    }

    /** The directory of the rendered files of one instance. */
    public Path rendered(InstanceId id) {
        return config.resolve("instances").resolve(id.value());
    }

    /** The complete FPM configuration of one instance. */
    public Path fpmConfig(InstanceId id) {
        return rendered(id).resolve("php-fpm.conf");
    }

    /** The directory of the instance's sockets, which the site itself may write. */
    public Path runDirectory(InstanceId id) {
        return run.resolve(id.value());
    }

    /** The socket that the web server talks to. */
    public Path socket(InstanceId id) {
        return runDirectory(id).resolve("php.sock");
    }

    /** The socket on which FPM answers its status even when every worker is busy. */
    public Path statusSocket(InstanceId id) {
        return runDirectory(id).resolve("status.sock");
    }

    /** The directory of the instance's logs. */
    public Path logDirectory(InstanceId id) {
        return log.resolve(id.value());
    }

    /** One log file of an instance. */
    public Path logFile(InstanceId id, LogKind kind) {
        return logDirectory(id).resolve(kind.fileName());
    }
}
