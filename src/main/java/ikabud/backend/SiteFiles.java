package ikabud.backend;

import ikabud.model.Owner;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a site's code from outside: runs nothing of it, follows no link out of it, and believes nothing it says. */
final class SiteFiles {
    private static final int MOST = 64 * 1024;
    private static final int READ = 04;
    private static final int PASS = 01;
    private static final int GROUP = 3;
    private static final int OWNER = 6;
    private static final Pattern VERSION = Pattern.compile("[0-9][0-9A-Za-z.+-]{0,30}");

    private SiteFiles() {}

    /**
     * The first part of a path that the mode bits keep from its owner; empty if none does. ACLs and further groups of the
     * owner are not looked at, so a path that is named may be readable all the same.
     */
    static Optional<Path> barred(Path path, Owner owner) {
        Path at = path.getRoot();
        for (Path name : path) {
            at = at == null ? name : at.resolve(name);
            boolean last = at.equals(path);
            if (!allows(at, owner, last && !Files.isDirectory(at) ? READ : PASS)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static boolean allows(Path path, Owner owner, int wanted) {
        try {
            Map<String, Object> seen = Files.readAttributes(path, "unix:uid,gid,mode");
            int shift = Integer.valueOf(owner.uid()).equals(seen.get("uid"))
                    ? OWNER
                    : Integer.valueOf(owner.gid()).equals(seen.get("gid")) ? GROUP : 0;
            return seen.get("mode") instanceof Integer mode && ((mode >> shift) & wanted) == wanted;
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }

    /** The version that stands in a file of the site right after a text; empty if there is none, or if it lies elsewhere. */
    static Optional<String> version(Path documentRoot, String file, String after) {
        try {
            Path real = documentRoot.resolve(file).toRealPath();
            if (!real.startsWith(documentRoot.toRealPath())) {
                return Optional.empty();
            }
            return SafeFiles.readRegular(real, MOST)
                    .flatMap(bytes -> versionIn(new String(bytes, StandardCharsets.UTF_8), after));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    // $wp_version = '6.4.2';
    static Optional<String> versionIn(String text, String after) {
        int at = text.indexOf(after);
        if (after.isEmpty() || at < 0) {
            return Optional.empty();
        }
        Matcher version = VERSION.matcher(text).region(at + after.length(), text.length());
        return version.lookingAt() ? Optional.of(version.group()) : Optional.empty();
    }
}
