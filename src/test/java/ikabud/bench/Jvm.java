package ikabud.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An installed Java that the program can run on.
 *
 * @param major its feature release, such as 17
 * @param version as it calls itself
 * @param home where it lies
 */
record Jvm(int major, String version, Path home) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"((\\d+)[^\"]*)\"");
    private static final int OLDEST = 17;

    /** All of them, the oldest first; of each feature release one. */
    static List<Jvm> installed() throws IOException {
        List<Jvm> found = new ArrayList<>();
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(Path.of("/usr/lib/jvm"))) {
            for (Path home : homes) {
                Path release = home.resolve("release");
                if (Files.isSymbolicLink(home)
                        || !Files.isExecutable(home.resolve("bin/java"))
                        || !Files.exists(release)) {
                    continue;
                }
                Matcher matcher = VERSION.matcher(Files.readString(release));
                if (matcher.find()) {
                    found.add(new Jvm(Integer.parseInt(matcher.group(2)), matcher.group(1), home));
                }
            }
        }
        found.removeIf(jvm -> jvm.major() < OLDEST
                || found.stream()
                        .anyMatch(other ->
                                other.major() == jvm.major() && other.home().compareTo(jvm.home()) < 0));
        found.sort(Comparator.comparing(Jvm::major));
        return found;
    }

    /** Makes a launcher take this one. */
    Map<String, String> environment() {
        return Map.of("JAVA_HOME", home.toString());
    }
}
