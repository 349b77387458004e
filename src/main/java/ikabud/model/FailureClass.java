package ikabud.model;

import java.util.Locale;

/** Why a master did not start or did not stay, in the classes that a supervisor tells apart. */
public enum FailureClass {
    /** The configuration is wrong; a restart cannot mend it. */
    CONFIG("mend the configuration, then start it again"),
    /** Something else has its lock or its socket. */
    CONFLICT("`ikabud stop` ends what is left of an earlier run; then start it again"),
    /** Its user may not do what it has to; a restart cannot mend it. */
    RIGHTS("give the instance's user the rights it needs, then start it again"),
    /** The machine or a limit is short of something. */
    RESOURCE("the machine or a limit is short of something; free some, then start it again"),
    /** Somebody other than Ikabud told it to end, and it did so in good order. */
    UNEXPECTED_EXIT("start it again if that was not meant"),
    /** It was killed or crashed. */
    CRASH("look at fpm.log and the kernel's log, then start it again"),
    /** It ran and did not serve in time. */
    START_TIMEOUT("look at fpm.log; a slower start needs a longer start-timeout");

    private final String remedy;

    FailureClass(String remedy) {
        this.remedy = remedy;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /** The word a person reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
