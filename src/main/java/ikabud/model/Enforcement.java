package ikabud.model;

/**
 * By what an instance is held to one of its limits.
 *
 * @param limit its key, such as {@code memory}
 * @param why it is not held by the kernel; may be empty
 */
public record Enforcement(String limit, By by, String why) {
    /** What can hold an instance to a limit. */
    public enum By {
        CGROUP_V1("cgroup v1"),
        CGROUP_V2("cgroup v2"),
        SYSTEMD("systemd"),
        /** By the number of its user's processes. */
        RLIMIT("rlimit"),
        /** A supervisor looks now and then, and acts as over-limit says. */
        GUARD("guard"),
        NOTHING("nothing");

        private final String word;

        By(String word) {
            this.word = word;
        }

        /** The word a person reads. */
        public String word() {
            return word;
        }
    }

    /** Whether the kernel itself holds it. */
    public boolean isByKernel() {
        return by != By.GUARD && by != By.NOTHING;
    }

    /** All of it in words: {@code cpu not limited: no control groups are mounted}. */
    public String text() {
        String how = switch (by) {
            case NOTHING -> limit + " not limited";
            case GUARD -> limit + " by the supervisor's guard";
            default -> limit + " by " + by.word;
        };
        return why.isEmpty() ? how : how + ": " + why;
    }
}
