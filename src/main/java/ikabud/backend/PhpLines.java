package ikabud.backend;

import ikabud.config.Kind;
import ikabud.model.PhpKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a rendered file for PHP directives that were set for one instance. What the template sets itself cannot be
 * set beside it. Pure.
 */
final class PhpLines {
    // php_admin_value[memory_limit] = {{memory-limit}}
    // ; php -d opcache.memory_consumption = {{opcache-memory}}
    private static final Pattern OURS = Pattern.compile(
            "(?m)^(?:php_(?:admin_)?(?:value|flag)\\[([a-z0-9_.]+)\\]|; php -d ([a-z0-9_.]+)) *= *(?:\\{\\{\"?([a-z0-9-]+)\"?\\}\\})?");

    // What is read once, when the master starts: a pool would set it too late.
    private static final List<String> MASTERS_FAMILIES = List.of("opcache.", "apc.", "xdebug.");
    private static final Set<String> MASTERS = Set.of(
            "extension",
            "zend_extension",
            "extension_dir",
            "realpath_cache_size",
            "realpath_cache_ttl",
            "ffi.preload",
            "phar.cache_list",
            "zend.multibyte");
    private static final Pattern MASTERS_VALUE = Pattern.compile("[A-Za-z0-9_./,-]{0,200}");

    private static final Set<String> FLAGS = Set.of("on", "off", "yes", "no", "true", "false");

    // Constants are known to PHP only outside quotes: in them E_ALL would be 0.
    private static final Pattern CONSTANTS = Pattern.compile("[~ ]*E_[A-Z_]+(?:[ &|^~]+E_[A-Z_]+)*");

    private static final Map<String, String> WHY = Map.of(
            "open_basedir", "it keeps the site within its own directories",
            "error_log", "`ikabud logs` reads it there",
            "log_errors", "`ikabud logs` reads them",
            "upload_tmp_dir", "it keeps the site's uploads apart from those of others",
            "sys_temp_dir", "it keeps the site's files apart from those of others",
            "session.save_path", "it keeps the site's sessions apart from those of others",
            "post_max_size", "it follows upload-limit: use upload-limit",
            "user_ini.filename", "the site could change these values by itself");

    private PhpLines() {}

    /** What of an instance's variables cannot be set as a PHP directive, one sentence each; their shape is right. */
    static List<String> mistakes(Map<String, String> variables, Kind kind, String template) {
        Map<String, String> ours = ours(template);
        List<String> mistakes = new ArrayList<>();
        PhpKeys.directives(variables).forEach((name, value) -> {
            String key = PhpKeys.PREFIX + name;
            if (ours.containsKey(name)) {
                String variable = ours.get(name);
                String why = kind.variable(variable).isPresent()
                        ? "use " + variable
                        : WHY.getOrDefault(name, "the template of kind " + kind.name() + " does");
                mistakes.add(key + ": Ikabud sets it for each instance: " + why);
            } else if (isMasters(name) && !MASTERS_VALUE.matcher(value).matches()) {
                mistakes.add(key + ": expected letters, digits and any of _ . / , - since the master is given it in its"
                        + " command, found \"" + value + "\"");
            }
        });
        return mistakes;
    }

    private static Map<String, String> ours(String template) {
        Map<String, String> ours = new LinkedHashMap<>();
        Matcher matcher = OURS.matcher(template);
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            ours.put(name, matcher.group(3) == null ? "" : matcher.group(3));
        }
        return ours;
    }

    /** Whether only the whole master can have it, so that it takes a restart. */
    static boolean isMasters(String directive) {
        return MASTERS.contains(directive) || MASTERS_FAMILIES.stream().anyMatch(directive::startsWith);
    }

    /** What comes after the template's own lines; nothing where none is set. */
    static String of(Map<String, String> variables) {
        Map<String, String> directives = PhpKeys.directives(variables);
        if (directives.isEmpty()) {
            return "";
        }
        StringBuilder lines = new StringBuilder("\n; Set for this instance.\n");
        directives.forEach((name, value) -> lines.append(line(name, value)).append('\n'));
        return lines.toString();
    }

    private static String line(String name, String value) {
        if (isMasters(name)) {
            return "; php -d " + name + " = " + value;
        }
        if (FLAGS.contains(value.toLowerCase(Locale.ROOT))) {
            return "php_admin_flag[" + name + "] = " + value;
        }
        String bare = CONSTANTS.matcher(value).matches() ? value : '"' + value + '"';
        return "php_admin_value[" + name + "] = " + bare;
    }
}
