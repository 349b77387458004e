package ikabud.model;

/** Tells when something changes, so that nobody has to look again and again. Safe from any thread. */
@FunctionalInterface
public interface Alarm {
    /** One that cannot tell. */
    Alarm NONE = off -> false;

    /**
     * Sets it: {@code off} is called once, at a change from now on, on any thread, and must return at once. It may also be
     * called for nothing. To be set before a look, so that nothing falls in between.
     *
     * @return false where a change would not be told, so that all there is is to look
     */
    boolean set(Runnable off);
}
