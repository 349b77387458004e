package ikabud.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads and writes the small files of control groups, and nothing but those. */
final class CgroupFiles {
    private static final int MOST = 1 << 16;
    private static final Pattern FILE = Pattern.compile("(cgroup|memory|cpu|pids)\\.[a-z_]{1,30}(\\.[a-z_]{1,30})?");

    // 1234   -1   max   max 100000   +memory
    private static final Pattern VALUE = Pattern.compile("-1|\\d{1,19}( \\d{1,9})?|max( \\d{1,9})?|\\+[a-z]{1,20}");

    private CgroupFiles() {}

    /** Writes one value; the file has to be there. */
    static void write(Path group, String file, String value) throws IOException {
        if (!FILE.matcher(file).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(file + " = " + value);
        }
        Files.write(
                group.resolve(file),
                value.getBytes(StandardCharsets.US_ASCII),
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** The whole text; empty where there is no such file. */
    static Optional<String> read(Path group, String file) {
        return SafeFiles.readRegular(group.resolve(file), MOST)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII).strip());
    }

    /** The words in a file; none where there is none. */
    static List<String> words(Path group, String file) {
        return read(group, file)
                .map(text -> Arrays.asList(text.split("\\s+", -1)))
                .orElse(List.of());
    }

    /** A file that holds one number. */
    static OptionalLong number(Path group, String file) {
        return read(group, file).map(CgroupFiles::number).orElse(OptionalLong.empty());
    }

    /** The number behind a word in a file with one such pair in each line. */
    static OptionalLong field(Path group, String file, String word) {
        return read(group, file)
                .flatMap(text -> ProcFs.field(text, word + " "))
                .map(CgroupFiles::number)
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    /** Why the kernel did not do it, in its own words. */
    static String reason(IOException failure) {
        String reason = failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
