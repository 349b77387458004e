package ikabud.backend;

import ikabud.model.BackendKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.Owner;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Supervision;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The comment lines at the top of a rendered file: that we wrote it, a sum that shows a change by hand, and the
 * definition of the instance, so that a lost record can be rebuilt from what is rendered. Pure.
 */
final class RenderedHead {
    private static final Seal SEAL = new Seal(";");
    private static final String KEY = "; ikabud ";
    private static final String VARIABLE = "variable ";
    private static final String LIMIT = "limit ";
    private static final int OWNER_FIELDS = 4;
    private static final int POLICY_FIELDS = 4;

    private RenderedHead() {}

    /** The file: head, sum and body. */
    static String dress(Instance instance, String body) {
        Owner owner = instance.owner();
        StringBuilder head = new StringBuilder();
        line(head, "id", instance.id().value());
        line(head, "kind", instance.kind());
        line(
                head,
                "owner",
                owner.uid() + " " + owner.gid() + " " + (owner.made() ? "made" : "found") + " " + owner.name());
        if (!instance.isVirtual()) {
            line(head, "php", instance.phpVersion());
            line(head, "binary", instance.phpBinary().toString());
        }
        line(head, "root", instance.documentRoot().toString());
        line(head, "created", instance.createdAt().toString());
        line(head, "restart", policy(instance.supervision().restart()));
        line(head, "backend", instance.backend().word());
        LimitKeys.values(instance.limits()).forEach((key, value) -> {
            if (!instance.limits().equals(Limits.NONE)) {
                line(head, LIMIT + key, value);
            }
        });
        if (!instance.supervision().needs().isEmpty()) {
            line(
                    head,
                    "needs",
                    instance.supervision().needs().stream()
                            .map(InstanceId::value)
                            .collect(Collectors.joining(" ")));
        }
        new TreeMap<>(instance.variables()).forEach((name, value) -> line(head, VARIABLE + name, value));
        return SEAL.on(head + "\n" + body);
    }

    /** Whether we wrote the file, changed since or not. */
    static boolean isOurs(String file) {
        return SEAL.isOn(file);
    }

    /** Whether it is still as we wrote it. */
    static boolean isUntouched(String file) {
        return SEAL.isWhole(file);
    }

    /** The definition in a file's head; empty if it is not ours or was spoiled. */
    static Optional<Instance> read(String file) {
        if (!isOurs(file)) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        Map<String, String> variables = new TreeMap<>();
        file.lines().takeWhile(line -> line.startsWith(";")).forEach(line -> {
            int equals = line.indexOf(" = ");
            if (line.startsWith(KEY) && equals > 0) {
                String key = line.substring(KEY.length(), equals);
                boolean variable = key.startsWith(VARIABLE);
                (variable ? variables : values)
                        .put(variable ? key.substring(VARIABLE.length()) : key, line.substring(equals + 3));
            }
        });
        try {
            return Optional.of(instance(values, variables));
        } catch (IkabudException | IllegalArgumentException | DateTimeException spoiled) {
            return Optional.empty();
        }
    }

    private static Instance instance(Map<String, String> values, Map<String, String> variables) {
        String[] owner = value(values, "owner").split(" ", OWNER_FIELDS);
        if (owner.length != OWNER_FIELDS) {
            throw new IllegalArgumentException("owner");
        }
        BackendKind backend =
                BackendKind.valueOf(values.getOrDefault("backend", "direct").toUpperCase(Locale.ROOT));
        boolean virtual = backend == BackendKind.VIRTUAL;
        return new Instance(
                new InstanceId(value(values, "id")),
                value(values, "kind"),
                new Owner(owner[3], Integer.parseInt(owner[0]), Integer.parseInt(owner[1]), owner[2].equals("made")),
                virtual ? "" : value(values, "php"),
                virtual ? Path.of("") : path(values, "binary"),
                path(values, "root"),
                variables,
                Instant.parse(value(values, "created")),
                new Supervision(policy(values), needs(values)),
                backend,
                limits(values));
    }

    private static String policy(RestartPolicy policy) {
        return policy.mode().word() + " " + policy.maxRestarts() + " " + policy.window() + " " + policy.delay();
    }

    private static RestartPolicy policy(Map<String, String> values) {
        String[] words =
                values.getOrDefault("restart", policy(RestartPolicy.DEFAULT)).split(" ", POLICY_FIELDS);
        if (words.length != POLICY_FIELDS) {
            throw new IllegalArgumentException("restart");
        }
        return new RestartPolicy(
                RestartMode.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_')),
                Integer.parseInt(words[1]),
                Duration.parse(words[2]),
                Duration.parse(words[3]));
    }

    private static Limits limits(Map<String, String> values) {
        Map<String, String> typed = new TreeMap<>();
        for (String key : LimitKeys.NAMES) {
            String value = values.get(LIMIT + key);
            if (value != null) {
                typed.put(key, value);
            }
        }
        List<String> mistakes = new ArrayList<>();
        Limits limits = LimitKeys.change(Limits.NONE, typed, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(mistakes.get(0));
        }
        return limits;
    }

    private static List<InstanceId> needs(Map<String, String> values) {
        String needs = values.getOrDefault("needs", "");
        return needs.isEmpty()
                ? List.of()
                : Arrays.stream(needs.split(" ", -1)).map(InstanceId::new).toList();
    }

    private static Path path(Map<String, String> values, String key) {
        Path path = Path.of(value(values, key));
        if (!path.isAbsolute()) {
            throw new InvalidPathException(path.toString(), "not absolute");
        }
        return path;
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    private static void line(StringBuilder out, String key, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw IkabudException.usage("value of \"" + key + "\"", "it holds a control character", "choose another");
        }
        out.append(KEY).append(key).append(" = ").append(value).append('\n');
    }
}
