package ikabud.os;

import java.nio.file.Path;

/** A Unix user as the user database has it. */
public record Account(String name, int uid, int gid, Path home) {}
