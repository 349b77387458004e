package ikabud.hosting;

import ikabud.model.InstanceId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PHP script that answers 503 in place of every other one while a file lies beside it, and how PHP is told of it. Pure. */
final class GateScript {
    // auto_prepend_file = "/home/me/first.php" ; with a comment
    private static final Pattern PREPEND = Pattern.compile(
            "^[ \\t]*auto_prepend_file[ \\t]*=[ \\t]*(?:\"([^\"\\r\\n]*)\"|'([^'\\r\\n]*)'|([^;\"'\\r\\n]*))",
            Pattern.MULTILINE);

    private GateScript() {}

    /** What {@code .user.ini} says to run before each script; empty if nothing. The text has one character for each byte. */
    static Optional<String> prepended(String userIni) {
        Optional<String> last = Optional.empty();
        Matcher line = PREPEND.matcher(userIni);
        while (line.find()) {
            String value =
                    line.group(1) != null ? line.group(1) : line.group(2) != null ? line.group(2) : line.group(3);
            last = Optional.of(value.strip());
        }
        return last.filter(value -> !value.isEmpty() && !value.equals("none"));
    }

    /** The lines of {@code .user.ini}; a section of their own, so that none before them claims them. */
    static List<String> userIni(InstanceId id, Path script) {
        return List.of(
                "; The site is shut; `ikabud start " + id + "` takes these lines away and leaves all others.",
                "[ikabud]",
                "auto_prepend_file = \"" + bytes(script.toString()) + "\"");
    }

    /**
     * The script.
     *
     * @param users what is to run before each script without us, as long as PHP remembers that we do; empty for what
     *     php.ini says
     */
    static String text(InstanceId id, Optional<String> users) {
        String next = users.map(file -> "require " + quoted(file) + ";\n").orElse("""
                if (!in_array((string) get_cfg_var('auto_prepend_file'), ['', 'none'], true)) {
                    require get_cfg_var('auto_prepend_file');
                }
                """);
        return """
                <?php
                // Written by Ikabud for %s. While a file named "shut" lies beside it, every request gets a 503.
                if (PHP_SAPI !== 'cli' && is_file(__DIR__ . '/shut')) {
                    http_response_code(503);
                    header('Retry-After: %d');
                    header('Cache-Control: no-store');
                    header('Content-Type: text/plain; charset=UTF-8');
                    exit("This site is down for maintenance. Please come back later.\\n");
                }
                // What comes first without us.
                """.formatted(id, HtaccessLines.RETRY_AFTER) + next;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
