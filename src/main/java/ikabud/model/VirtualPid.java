package ikabud.model;

/**
 * What an instance has in place of a PID where no process is its own: a number for each time its site was opened, never used
 * twice.
 */
public record VirtualPid(long number) {
    /** As people read it: {@code v12}. */
    @Override
    public String toString() {
        return "v" + number;
    }
}
