package ikabud.model;

/**
 * The Unix user an instance runs as.
 *
 * @param name the user's name, or {@code #<uid>} where the uid has no passwd entry
 * @param made whether Ikabud made this user, and so may delete it on purge
 */
public record Owner(String name, int uid, int gid, boolean made) {
    /** Whether the uid has no passwd entry, so that there are no groups to initialise from it. */
    public boolean nameless() {
        return name.startsWith("#");
    }
}
