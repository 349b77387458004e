package ikabud.backend;

import ikabud.model.ProcessIdentity;

/**
 * One process that belongs to an instance.
 *
 * @param command its command line as it shows itself, neutralised and shortened: a hint for a person, not proof
 * @param fpm whether it is a master or worker, or about to become one, and not something that PHP started
 * @param certain whether it holds the instance's lock or names its configuration; a listening socket alone is a hint,
 *     since the kernel's table prints socket names as they are and anybody can write a line into it
 */
public record Member(ProcessIdentity identity, String command, boolean fpm, boolean certain) {
    @Override
    public String toString() {
        return "PID " + identity.pid() + " (" + command + ")";
    }
}
