package ikabud.backend;

import ikabud.config.Nearest;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.PhpKeys;
import ikabud.os.Spawner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which directives a PHP knows, extensions included: asked of PHP once for each program and what it is started with. Safe
 * from any thread.
 */
final class PhpDirectives {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 1 << 20;

    // max_input_vars => 1000 => 1000
    private static final Pattern LINE = Pattern.compile("(?m)^([a-z][a-z0-9_.]{0,60}) => .* => .*$");

    private final Spawner spawner;
    private final LaunchChain chain;
    private final Map<List<String>, Set<String>> known = new ConcurrentHashMap<>();

    PhpDirectives(Spawner spawner, LaunchChain chain) {
        this.spawner = spawner;
        this.chain = chain;
    }

    /** What is set for the instance and not known to its PHP, one sentence each; usually nothing. */
    List<String> unknown(Instance instance, Map<String, String> ofMaster) {
        Map<String, String> set = PhpKeys.directives(instance.variables());
        if (set.isEmpty()) {
            return List.of();
        }
        Set<String> names = known.computeIfAbsent(chain.information(instance, ofMaster), this::ask);
        List<String> notes = new ArrayList<>();
        for (String name : set.keySet()) {
            // These name a file to load, and are none of PHP's own list.
            boolean loads = name.equals("extension") || name.equals("zend_extension");
            if (!names.isEmpty() && !loads && !names.contains(name)) {
                String guess = Nearest.to(name, names)
                        .map(near -> ": did you mean " + PhpKeys.PREFIX + near + "?")
                        .orElse("");
                notes.add(
                        PhpKeys.PREFIX + name + ": PHP " + instance.phpVersion() + " knows no such directive" + guess);
            }
        }
        return notes;
    }

    private Set<String> ask(List<String> command) {
        try {
            return names(spawner.run(command, Map.of(), PATIENCE, MOST).output());
        } catch (IkabudException cannotBeAsked) {
            // What is wrong with the program is told by who starts it.
            return Set.of();
        }
    }

    /** Reads what {@code php-fpm -i} prints. */
    static Set<String> names(String output) {
        Set<String> names = new HashSet<>();
        Matcher matcher = LINE.matcher(output);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
