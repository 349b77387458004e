package ikabud.model;

/** Knows whether there can be anything new since the last look, by an {@link Alarm}. Safe from any thread. */
public final class Lookout {
    private final Alarm alarm;
    private final Runnable wake;
    private volatile boolean quiet;

    /**
     * One that has not looked yet.
     *
     * @param wake called when there may be something new; must return at once
     */
    public Lookout(Alarm alarm, Runnable wake) {
        this.alarm = alarm;
        this.wake = wake;
    }

    /** To be called before each look. */
    public void look() {
        if (quiet) {
            return;
        }
        quiet = true;
        if (!alarm.set(this::stir)) {
            quiet = false;
        }
    }

    /** Whether nothing can have changed since the last look; never where the alarm cannot tell. */
    public boolean isQuiet() {
        return quiet;
    }

    private void stir() {
        quiet = false;
        wake.run();
    }
}
