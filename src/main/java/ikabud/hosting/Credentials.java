package ikabud.hosting;

import ikabud.os.SafeFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to reach a site's database, read from a file as text: nothing of it is run. Knows WordPress's {@code wp-config.php},
 * Joomla's {@code configuration.php}, and files of lines {@code key=value} such as {@code .my.cnf} and {@code .env}.
 *
 * @param host as the site writes it, perhaps with a port or a socket behind a colon
 */
record Credentials(String host, String user, String password, String database) {
    private static final int MOST = 256 * 1024;

    // A text in quotes, with what PHP escapes in it; or, after '=', the rest of the line.
    private static final String QUOTED = "(?:'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\$]|\\\\.)*+)\")";
    private static final String PLAIN =
            "[ \\t]*=[ \\t]*(?:'([^'\\r\\n]*)'|\"([^\"\\r\\n]*)\"|([^\\s#;'\"][^\\r\\n#;]*))";

    /** Reads the file; empty where it is no regular file or names no database. */
    static Optional<Credentials> read(Path file) {
        return SafeFiles.readRegular(file, MOST).flatMap(bytes -> parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** Reads the text of a file; empty where it names no database. */
    static Optional<Credentials> parse(String text) {
        return of(
                        text,
                        "^[ \\t]*define\\([ \\t]*['\"]DB_%s['\"][ \\t]*,[ \\t]*" + QUOTED,
                        "HOST",
                        "USER",
                        "PASSWORD",
                        "NAME")
                .or(() -> of(
                        text,
                        "^[ \\t]*(?:public|var)[ \\t]+\\$%s[ \\t]*=[ \\t]*" + QUOTED,
                        "host",
                        "user",
                        "password",
                        "db"))
                .or(() -> of(text, "^[ \\t]*%s" + PLAIN, "host", "user", "password", "database"))
                .or(() -> of(text, "^[ \\t]*DB_%s" + PLAIN, "HOST", "USERNAME", "PASSWORD", "DATABASE"));
    }

    private static Optional<Credentials> of(
            String text, String shape, String host, String user, String password, String database) {
        Optional<String> name = value(text, shape, database);
        Optional<String> who = value(text, shape, user);
        return name.isEmpty() || who.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(
                        value(text, shape, host).orElse("localhost"),
                        who.get(),
                        value(text, shape, password).orElse(""),
                        name.get()));
    }

    private static Optional<String> value(String text, String shape, String key) {
        Matcher line = Pattern.compile(shape.formatted(key), Pattern.MULTILINE).matcher(text);
        if (!line.find()) {
            return Optional.empty();
        }
        for (int group = 1; group <= line.groupCount(); group++) {
            if (line.group(group) != null) {
                return Optional.of(line.group(group).strip().replaceAll("\\\\(['\"\\\\])", "$1"));
            }
        }
        return Optional.empty();
    }

    /** Without the password, which must not get into a message. */
    @Override
    public String toString() {
        return user + "@" + host + "/" + database;
    }
}
