package ikabud.model;

import java.util.Locale;

/** The five steps that bring an instance up, in order; a failed check in one of the first four ends the boot. */
public enum BootPhase {
    /** Record, binaries, free disk, user database. */
    KERNEL(1),
    /** The site's code is there, readable and of a known version. */
    CORE(2),
    /** User, directories, rendered and checked files, what it needs. */
    INSTANCE(3),
    /** The process is up, its socket there, FPM answers. */
    RUNTIME(4),
    /** A real request through FPM is answered. */
    SITE(5);

    private final int number;

    BootPhase(int number) {
        this.number = number;
    }

    /** From 1 to 5. */
    public int number() {
        return number;
    }

    /** The word a person reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
