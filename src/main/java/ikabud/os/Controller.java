package ikabud.os;

import java.util.Locale;

/** A part of the kernel that can hold a group of processes to a limit. */
public enum Controller {
    MEMORY,
    CPU,
    PIDS;

    /** The kernel's word. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
