package ikabud.model;

import java.util.Locale;

/** The ways in which an instance can be run, the most isolated first. */
public enum BackendKind {
    /** A unit of systemd for each instance, with limits and a sandbox. */
    SYSTEMD,
    /** An FPM master that Ikabud starts itself. */
    DIRECT,
    /** Nothing of its own runs: the account's web server serves the site, and Ikabud can only open and shut it. */
    VIRTUAL;

    /** Whether a service manager restarts instances by itself, so that no supervisor of ours has to. */
    public boolean restarts() {
        return this == SYSTEMD;
    }

    /** The word a person types and reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
