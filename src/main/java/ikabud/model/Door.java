package ikabud.model;

/** How the site of an instance without processes stands to its visitors, as far as our files tell. */
public enum Door {
    /** Nothing of ours keeps anybody out. */
    OPEN,
    /** Some of what shuts it is there, and some is not: a command was cut short, or somebody else was at it. */
    AJAR,
    /** All that shuts it is there. */
    SHUT
}
