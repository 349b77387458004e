package ikabud.backend;

import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.model.Owner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The command that starts a master: a row of programs that each execute the next, so that the number of the first is the
 * master's, and no shell. A start from any administrator's session is the same start. Pure.
 */
final class LaunchChain {
    /** What {@code flock} ends with when somebody has the lock. */
    static final int LOCKED = 75;

    /** What each program of a chain has in its environment, beside the path on which the next is found. */
    static final Map<String, String> ENVIRONMENT = Map.of("LANG", "C.UTF-8");

    private final Layout layout;
    private final boolean asRoot;

    /** Chains of that layout. */
    LaunchChain(Layout layout, boolean asRoot) {
        this.layout = layout;
        this.asRoot = asRoot;
    }

    /**
     * The chain up to a running master: the inherited lock, no core dumps, the instance's user without a way to more
     * rights. Whoever starts it gives it a session of its own and the environment.
     *
     * @param processes the most that its user may have; empty where something else limits them
     */
    List<String> master(Instance instance, Map<String, String> directives, OptionalInt processes) {
        List<String> chain = new ArrayList<>(List.of("flock", "--no-fork", "-n", "-E", String.valueOf(LOCKED)));
        chain.add(layout.aliveLock(instance.id()).toString());
        chain.addAll(List.of("prlimit", "--core=0"));
        processes.ifPresent(most -> chain.add("--nproc=" + most));
        chain.addAll(asOwner(instance.owner()));
        chain.addAll(List.of(instance.phpBinary().toString(), "-F", "-y"));
        chain.add(layout.fpmConfig(instance.id()).toString());
        chain.addAll(options(directives));
        return chain;
    }

    /** The same chain, but that it waits for another lock once it has its own; it keeps both. */
    static List<String> behind(Path gate, List<String> chain) {
        List<String> all = new ArrayList<>(chain);
        all.addAll(all.indexOf("prlimit"), List.of("flock", "--no-fork", gate.toString()));
        return all;
    }

    /** The chain that checks a configuration file as the user who will read it; by root the logs would become root's. */
    List<String> check(Instance instance, String config, Map<String, String> directives) {
        List<String> chain = new ArrayList<>(asOwner(instance.owner()));
        chain.addAll(List.of(instance.phpBinary().toString(), "-t", "-y", config));
        chain.addAll(options(directives));
        return chain;
    }

    /** The chain that has PHP print all about itself. */
    List<String> information(Instance instance, Map<String, String> directives) {
        List<String> chain = new ArrayList<>(asOwner(instance.owner()));
        chain.addAll(List.of(instance.phpBinary().toString(), "-i"));
        chain.addAll(options(directives));
        return chain;
    }

    private List<String> asOwner(Owner owner) {
        List<String> chain = new ArrayList<>(List.of("setpriv"));
        if (asRoot) {
            chain.addAll(List.of("--reuid=" + owner.uid(), "--regid=" + owner.gid()));
            chain.add(owner.nameless() ? "--clear-groups" : "--init-groups");
            chain.add("--bounding-set=-all");
        }
        chain.addAll(List.of("--no-new-privs", "--inh-caps=-all"));
        return chain;
    }

    private static List<String> options(Map<String, String> directives) {
        List<String> options = new ArrayList<>();
        directives.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(directive -> {
            options.add("-d");
            options.add(directive.getKey() + "=" + directive.getValue());
        });
        return options;
    }
}
