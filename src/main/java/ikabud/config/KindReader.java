package ikabud.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the manifest of one kind. Confined to one thread. */
final class KindReader {
    private static final List<String> KEYS = List.of("$schema", "description", "core", "files", "variables");
    private static final List<String> CORE_KEYS = List.of("index", "version-file", "version-after");
    private static final List<String> FILE_KEYS = List.of("source", "target");
    private static final List<String> VARIABLE_KEYS =
            List.of("name", "type", "default", "description", "min", "max", "allowed");
    private static final List<String> TYPES =
            Arrays.stream(Variable.Type.values()).map(Variable.Type::word).toList();
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}");
    // One name without a slash, so that nothing is read or written elsewhere.
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}");

    // Below the document root, whatever a manifest says.
    private static final Pattern BELOW =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,80}){0,8}");

    private final Problems problems;

    KindReader(Problems problems) {
        this.problems = problems;
    }

    /** The kind in {@code content}; to be used only if no errors were told. */
    Optional<Kind> read(String name, String file, byte[] content) {
        return Section.read(file, content, problems).map(root -> {
            root.refuseUnknown("key", KEYS);
            List<TemplateFile> files = new ArrayList<>();
            for (Section section : root.sections("files")) {
                section.refuseUnknown("key", FILE_KEYS);
                files.add(new TemplateFile(fileName(section, "source"), fileName(section, "target")));
            }
            List<Variable> variables = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (Section section : root.sections("variables")) {
                Variable variable = variable(section);
                variables.add(variable);
                if (!names.add(variable.name())) {
                    section.error("name", "there is a variable of that name already");
                }
            }
            return new Kind(name, root.requiredText("description").orElse(""), files, variables, core(root));
        });
    }

    private static SiteCore core(Section root) {
        return root.section("core")
                .map(section -> {
                    section.refuseUnknown("key", CORE_KEYS);
                    Optional<String> version = below(section, "version-file");
                    Optional<String> after = section.text("version-after");
                    if (version.isPresent()
                            != after.filter(text -> !text.isEmpty()).isPresent()) {
                        section.error(
                                "version-after", "a version-file needs the text that stands before the version in it");
                    }
                    return new SiteCore(below(section, "index"), version, after.orElse(""));
                })
                .orElse(SiteCore.UNKNOWN);
    }

    private static Optional<String> below(Section section, String key) {
        Optional<String> path = section.text(key);
        if (path.isPresent() && !BELOW.matcher(path.get()).matches()) {
            section.error(key, "expected a path below the document root, found " + Problems.quote(path.get()));
        }
        return path;
    }

    private static String fileName(Section section, String key) {
        String name = section.requiredText(key).orElse("x");
        if (!FILE_NAME.matcher(name).matches()) {
            section.error(key, "expected a file name without a directory, found " + Problems.quote(name));
        }
        return name;
    }

    private static Variable variable(Section section) {
        section.refuseUnknown("key", VARIABLE_KEYS);
        String name = section.requiredText("name").orElse("x");
        if (!NAME.matcher(name).matches()) {
            section.error(
                    "name",
                    "expected a lower-case letter, then lower-case letters, digits or -, found "
                            + Problems.quote(name));
        }
        Variable.Type type = type(section);
        List<String> allowed = section.texts("allowed").orElse(List.of());
        if (allowed.isEmpty() == (type == Variable.Type.CHOICE)) {
            section.error("allowed", "a choice has a list of what is allowed, and nothing else has");
        }
        Variable variable = new Variable(
                name,
                type,
                section.requiredText("default").orElse(""),
                section.requiredText("description").orElse(""),
                limit(section, "min", type),
                limit(section, "max", type),
                allowed);
        if (section.has("default")) {
            variable.problem(variable.initial()).ifPresent(problem -> section.error("default", problem));
        }
        return variable;
    }

    private static Variable.Type type(Section section) {
        String word = section.requiredText("type").orElse("text");
        for (Variable.Type type : Variable.Type.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        section.error("type", Problems.unknown("type", word, TYPES));
        return Variable.Type.TEXT;
    }

    private static OptionalLong limit(Section section, String key, Variable.Type type) {
        Optional<String> text = section.text(key);
        OptionalLong units = text.map(value -> Variable.units(type, value)).orElse(OptionalLong.empty());
        if (text.isPresent() && units.isEmpty()) {
            section.error(key, "expected an amount as in the default, found " + Problems.quote(text.get()));
        }
        return units;
    }
}
