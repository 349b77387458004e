package ikabud.config;

import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the values of a pool must keep among each other: FPM's own rules, told before FPM is asked, and that what its
 * workers may use fits into the instance's limits. A variable that a kind does not have breaks no rule. Pure.
 */
public final class PoolRules {
    /** Besides workers and opcode cache: the master, and what a worker has before its first request. */
    static final long HEADROOM = 32 << 20;

    /** Besides workers: the master, and up to two that tell FPM's status. */
    static final int BESIDES_WORKERS = 3;

    private static final long MEGA = 1 << 20;

    private final Map<String, String> values;
    private final Limits limits;
    private final List<String> broken = new ArrayList<>();

    private PoolRules(Map<String, String> values, Limits limits) {
        this.values = values;
        this.limits = limits;
    }

    /**
     * The rules that are broken, one sentence each with what would keep them; empty if none is.
     *
     * @param values those of all variables of the kind, each right by itself
     */
    public static List<String> broken(Map<String, String> values, Limits limits) {
        PoolRules rules = new PoolRules(values, limits);
        rules.workers();
        rules.times();
        if (!limits.overcommit()) {
            rules.memory();
            rules.tasks();
        }
        return List.copyOf(rules.broken);
    }

    private void workers() {
        atLeast("max-children", 1, "");
        String mode = values.getOrDefault("pm", "");
        if (mode.equals("ondemand")) {
            atLeast("idle-timeout", 1, " with pm=ondemand");
        }
        if (mode.equals("dynamic")) {
            atLeast("min-spare", 1, " with pm=dynamic");
            notMore("min-spare", "max-spare", " with pm=dynamic");
            notMore("min-spare", "max-children", " with pm=dynamic");
            notMore("max-spare", "max-children", " with pm=dynamic");
            between("start-servers", "min-spare", "max-spare");
        }
    }

    private void times() {
        OptionalLong end = seconds("request-timeout");
        if (end.isPresent() && end.getAsLong() > 0) {
            notMore("slow-after", "request-timeout", ", or the request is ended before it is slow");
        }
    }

    private void atLeast(String name, long least, String when) {
        OptionalLong value = any(name);
        if (value.isPresent() && value.getAsLong() < least) {
            broken.add(name + "=" + values.get(name) + " must be at least " + least + when);
        }
    }

    private void notMore(String name, String most, String when) {
        OptionalLong value = any(name);
        OptionalLong limit = any(most);
        if (value.isPresent() && limit.isPresent() && value.getAsLong() > limit.getAsLong()) {
            broken.add(text(name) + " must not be more than " + text(most) + when);
        }
    }

    private void between(String name, String least, String most) {
        OptionalLong value = any(name);
        OptionalLong low = any(least);
        OptionalLong high = any(most);
        if (value.isPresent()
                && low.isPresent()
                && high.isPresent()
                && (value.getAsLong() < low.getAsLong() || value.getAsLong() > high.getAsLong())) {
            broken.add(text(name) + " must lie between " + text(least) + " and " + text(most) + " with pm=dynamic");
        }
    }

    private void memory() {
        OptionalLong workers = any("max-children");
        OptionalLong each = size("memory-limit");
        if (limits.memoryBytes().isEmpty() || workers.isEmpty() || each.isEmpty()) {
            return;
        }
        long limit = limits.memoryBytes().getAsLong();
        long cache = size("opcache-memory").orElse(any("opcache-memory").orElse(0) * MEGA);
        long count = workers.getAsLong();
        long sum = count * each.getAsLong() + cache + HEADROOM;
        if (sum <= limit) {
            return;
        }
        long forWorkers = limit - cache - HEADROOM;
        List<String> ways = new ArrayList<>();
        largest("max-children", forWorkers / each.getAsLong(), 1).ifPresent(ways::add);
        largest("memory-limit", forWorkers / count / MEGA, leastMemory())
                .map(way -> way + "M")
                .ifPresent(ways::add);
        ways.add(LimitKeys.MEMORY + "=" + Sizes.format((sum + MEGA - 1) / MEGA * MEGA));
        broken.add(text("max-children") + " x " + text("memory-limit") + " + opcache " + Sizes.format(cache) + " + "
                + Sizes.format(HEADROOM) + " = " + Sizes.format(sum) + " is more than " + LimitKeys.MEMORY + "="
                + Sizes.format(limit) + ": use " + either(ways) + "; or " + LimitKeys.OVERCOMMIT
                + "=yes if they never need all of it at a time");
    }

    // What PHP itself needs to run anything at all.
    private static long leastMemory() {
        return 8;
    }

    private static Optional<String> largest(String name, long value, long least) {
        return value >= least ? Optional.of(name + "=" + value) : Optional.empty();
    }

    private void tasks() {
        OptionalLong workers = any("max-children");
        if (limits.tasks().isEmpty() || workers.isEmpty()) {
            return;
        }
        long needed = workers.getAsLong() + BESIDES_WORKERS;
        int most = limits.tasks().getAsInt();
        if (needed > most) {
            List<String> ways = new ArrayList<>();
            largest("max-children", most - BESIDES_WORKERS, 1).ifPresent(ways::add);
            ways.add(LimitKeys.TASKS + "=" + needed);
            broken.add(text("max-children") + " + " + BESIDES_WORKERS + " of FPM's own = " + needed
                    + " processes are more than " + LimitKeys.TASKS + "=" + most + ": use " + either(ways));
        }
    }

    private static String either(List<String> ways) {
        int last = ways.size() - 1;
        return last == 0 ? ways.get(0) : String.join(", ", ways.subList(0, last)) + " or " + ways.get(last);
    }

    private String text(String name) {
        return name + "=" + values.get(name);
    }

    private OptionalLong any(String name) {
        OptionalLong number = amount(Variable.Type.NUMBER, name);
        return number.isPresent() ? number : seconds(name);
    }

    private OptionalLong seconds(String name) {
        return amount(Variable.Type.DURATION, name);
    }

    private OptionalLong size(String name) {
        return amount(Variable.Type.SIZE, name);
    }

    private OptionalLong amount(Variable.Type type, String name) {
        return Variable.units(type, values.getOrDefault(name, ""));
    }
}
