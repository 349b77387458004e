package ikabud.backend;

import ikabud.config.Kind;
import ikabud.config.Kinds;
import ikabud.config.PoolRules;
import ikabud.config.TemplateFile;
import ikabud.fastcgi.FpmStatus;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in an instance's {@code php-fpm.conf}: the kind's variables and what only we know, such as the paths. Pure. */
final class FpmTemplate {
    private static final String FILE = "php-fpm.conf";
    private static final int STATUS_SOCKET_SINCE = 8;
    private static final long KILO = 1024;
    private static final long FORM_KILOBYTES = 8 * KILO;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([KMG])");

    // ; php -d opcache.memory_consumption = 64
    private static final Pattern DIRECTIVE =
            Pattern.compile("(?m)^; php -d ([a-z][a-z0-9_.]{0,60}) = ([A-Za-z0-9_./,-]{0,200})$");

    private final Layout layout;
    private final InstanceFiles files;
    private final String webUser;
    private final Kinds kinds;

    /**
     * Knows the layout.
     *
     * @param webUser who may connect besides the owner; empty for nobody
     * @param kinds where templates and the defaults of their variables come from
     */
    FpmTemplate(Layout layout, InstanceFiles files, String webUser, Kinds kinds) {
        this.layout = layout;
        this.files = files;
        this.webUser = webUser;
        this.kinds = kinds;
    }

    /** The whole file, head included; fails with all mistakes in the instance's variables. */
    String render(Instance instance) {
        return render(instance, kinds.find(instance.kind()));
    }

    /** The same for a kind that was read already. */
    String render(Instance instance, Kind kind) {
        Map<String, String> values = new HashMap<>(kind.values(instance.variables()));
        values.putAll(paths(instance));
        String uploadLimit = values.get("upload-limit");
        if (uploadLimit != null) {
            values.put("post-limit", postLimit(uploadLimit));
        }
        String text = kinds.template(kind, onlyFile(kind));
        require(instance, kind, text, values);
        String body = Template.parse(kind.name() + "/" + FILE, text).render(values);
        return RenderedHead.dress(instance, body + PhpLines.of(instance.variables()));
    }

    /** What is wrong with new values, each by itself; see {@link Kind#mistakes}. */
    List<String> mistakes(String kindName, Map<String, String> changed, Collection<String> besides) {
        Kind kind = kinds.find(kindName);
        List<String> mistakes = new ArrayList<>(kind.mistakes(changed, besides));
        mistakes.addAll(PhpLines.mistakes(changed, kind, kinds.template(kind, onlyFile(kind))));
        return mistakes;
    }

    private static void require(Instance instance, Kind kind, String text, Map<String, String> values) {
        List<String> mistakes = new ArrayList<>(PhpLines.mistakes(instance.variables(), kind, text));
        mistakes.addAll(PoolRules.broken(values, instance.limits()));
        if (!mistakes.isEmpty()) {
            throw IkabudException.usage(
                    "pool of " + instance.id(),
                    String.join("; ", mistakes),
                    "`ikabud kinds` shows what can be set, and `ikabud set ID` what is");
        }
    }

    private static TemplateFile onlyFile(Kind kind) {
        if (kind.files().size() == 1 && kind.files().get(0).target().equals(FILE)) {
            return kind.files().get(0);
        }
        throw IkabudException.failed(
                "kind " + kind.name(),
                "it renders " + kind.files().stream().map(TemplateFile::target).toList()
                        + ", and an instance has the one file " + FILE,
                "make that the only file of its kind.json");
    }

    // A form has more in it than its files: 32M of files need 40M of form.
    static String postLimit(String uploadLimit) {
        Matcher size = SIZE.matcher(uploadLimit);
        if (!size.matches()) {
            return uploadLimit;
        }
        long kilobytes = Long.parseLong(size.group(1))
                * switch (size.group(2)) {
                    case "K" -> 1;
                    case "M" -> KILO;
                    default -> KILO * KILO;
                };
        return (kilobytes + FORM_KILOBYTES) + "K";
    }

    /** The master's own settings, which a rendered file carries as comments. */
    static Map<String, String> directives(String file) {
        Map<String, String> directives = new TreeMap<>();
        Matcher matcher = DIRECTIVE.matcher(file);
        while (matcher.find()) {
            directives.put(matcher.group(1), matcher.group(2));
        }
        return directives;
    }

    /** Whether its PHP can answer its status on a socket of its own. */
    static boolean hasStatusSocket(Instance instance) {
        String major = instance.phpVersion().split("\\.", 2)[0];
        try {
            return Integer.parseInt(major) >= STATUS_SOCKET_SINCE;
        } catch (NumberFormatException odd) {
            return true;
        }
    }

    private Map<String, String> paths(Instance instance) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", instance.id().value());
        values.put("socket", layout.socket(instance.id()).toString());
        values.put(
                "status-socket",
                hasStatusSocket(instance) ? layout.statusSocket(instance.id()).toString() : "");
        values.put("status-path", FpmStatus.STATUS_PATH);
        values.put("ping-path", FpmStatus.PING_PATH);
        values.put("web-user", webUser.equals(instance.owner().name()) ? "" : webUser);
        values.put("fpm-log", layout.logFile(instance.id(), LogKind.FPM).toString());
        values.put("php-log", layout.logFile(instance.id(), LogKind.PHP).toString());
        values.put("slow-log", layout.logFile(instance.id(), LogKind.SLOW).toString());
        values.put("document-root", instance.documentRoot().toString());
        values.put("home", layout.home(instance.id()).toString());
        values.put("temporary", files.temporary(instance.id()).toString());
        values.put("sessions", files.sessions(instance.id()).toString());
        values.put("open-basedir", openBasedir(instance));
        return values;
    }

    // With a slash at the end it is a directory; without one it would be the beginning of a name.
    private String openBasedir(Instance instance) {
        Set<String> allowed = new LinkedHashSet<>();
        for (Path directory : new Path[] {layout.home(instance.id()), instance.documentRoot()}) {
            if (directory.toString().indexOf(':') >= 0) {
                throw IkabudException.usage(
                        "directory " + directory, "PHP takes ':' for the end of a path", "choose one without");
            }
            allowed.add(directory + "/");
        }
        return String.join(":", allowed);
    }
}
