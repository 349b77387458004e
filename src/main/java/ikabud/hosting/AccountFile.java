package ikabud.hosting;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file in the account's document root that its user, its site and we change. It is replaced as a whole, with the mode and
 * group it had, and only if nobody changed it since it was read.
 */
final class AccountFile {
    private static final int MOST = 1 << 20;
    private static final int FILE = 0644;
    private static final int TRIES = 4;
    private static final int MODE_BITS = 07777;
    private static final String ATTRIBUTES = "unix:mode,uid,gid,nlink,size,ino,lastModifiedTime,isRegularFile";

    private static final Pattern WRITER = Pattern.compile(Pattern.quote(SafeFiles.LEFTOVER) + "(\\d{1,10})-\\d{1,10}$");

    private final Path file;
    private final int self;

    /**
     * That file.
     *
     * @param self the account's uid, who has to own it
     */
    AccountFile(Path file, int self) {
        this.file = file;
        this.self = self;
    }

    /**
     * What was read: the text with one character for each byte, and how the file looked.
     *
     * @param text empty where there is no file
     */
    private record Content(Optional<String> text, Map<String, Object> seen) {}

    /** Reads it; refuses what must not be replaced: a link, another's file, one with a second name, a huge one. */
    private Content read() {
        Map<String, Object> before = look();
        if (before.isEmpty()) {
            return new Content(Optional.empty(), before);
        }
        String why = objection(before);
        if (!why.isEmpty()) {
            throw IkabudException.refused("changing " + file, why, "look at it, and put a plain file of yours there");
        }
        byte[] bytes = SafeFiles.readRegular(file, MOST)
                .orElseThrow(() -> IkabudException.failed("reading " + file, "it cannot be read", "check its mode"));
        return new Content(Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)), before);
    }

    private String objection(Map<String, Object> seen) {
        if (!Boolean.TRUE.equals(seen.get("isRegularFile"))) {
            return "it is a link, or no regular file";
        }
        if (number(seen, "uid") != self) {
            return "it belongs to uid " + number(seen, "uid");
        }
        if (number(seen, "nlink") != 1) {
            return "it has a second name";
        }
        return number(seen, "size") > MOST ? "it has more than 1 MB" : "";
    }

    private static long number(Map<String, Object> seen, String name) {
        return seen.get(name) instanceof Number value ? value.longValue() : -1;
    }

    /** The text of it as far as it can be read, for a look. */
    Optional<String> text() {
        return SafeFiles.readRegular(file, MOST).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /**
     * Gives it another text; none deletes it. Where somebody changes it at the same moment, theirs is changed.
     *
     * @param change from one text to the other, with one character for each byte; may be asked several times
     */
    void edit(UnaryOperator<Optional<String>> change) {
        clearLeftovers();
        for (int left = TRIES; ; left--) {
            Content read = read();
            try {
                replace(read, change.apply(read.text()));
                return;
            } catch (Changed meanwhile) {
                if (left == 0) {
                    throw meanwhile;
                }
            }
        }
    }

    private void replace(Content read, Optional<String> text) {
        if (text.equals(read.text())) {
            return;
        }
        if (text.isEmpty()) {
            requireSame(read);
            delete();
            return;
        }
        boolean fresh = read.seen().isEmpty();
        int mode = fresh ? FILE : (int) number(read.seen(), "mode") & MODE_BITS;
        int gid = fresh ? SafeFiles.UNCHANGED : (int) number(read.seen(), "gid");
        byte[] bytes = text.get().getBytes(StandardCharsets.ISO_8859_1);
        SafeFiles.replaceInPlace(file, bytes, mode, gid, () -> requireSame(read));
    }

    private void requireSame(Content read) {
        if (!Objects.equals(read.seen(), look())) {
            throw new Changed(file);
        }
    }

    private Map<String, Object> look() {
        try {
            return Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (IOException unreadable) {
            throw IkabudException.failed(
                    "looking at " + file, "it cannot be looked at", "check its directory", unreadable);
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw IkabudException.failed("deleting " + file, "it cannot be deleted", "check its directory", failed);
        }
    }

    private static final class Changed extends IkabudException {
        private static final long serialVersionUID = 1L;

        Changed(Path file) {
            super(
                    ExitCode.FAILED,
                    "changing " + file,
                    "somebody changes it again and again",
                    "do that again when it rests",
                    null);
        }
    }

    // Of one of us that was killed between writing and renaming.
    private void clearLeftovers() {
        @Nullable Path directory = file.getParent();
        if (directory == null) {
            return;
        }
        String pattern = file.getFileName() + SafeFiles.LEFTOVER + "*";
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, pattern)) {
            for (Path leftover : leftovers) {
                if (isAbandoned(leftover)) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // They do no harm; the next change tries again.
            return;
        }
    }

    // .htaccess.ikabud-4711-1
    private static boolean isAbandoned(Path leftover) {
        Matcher name = WRITER.matcher(leftover.getFileName().toString());
        return name.find() && !Files.exists(Path.of("/proc", name.group(1)));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
