package ikabud.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits as keys and values that people type: {@code memory=512M cpu=150% tasks=64}. Pure. */
public final class LimitKeys {
    /** Beyond which a process of it is ended. */
    public static final String MEMORY = "memory";

    /** From which it is slowed down. */
    public static final String MEMORY_HIGH = "memory-high";

    /** Swap besides. */
    public static final String SWAP = "swap";

    /** Percent of one core. */
    public static final String CPU = "cpu";

    /** Processes and threads. */
    public static final String TASKS = "tasks";

    /** What the guard does where the kernel sets no limit. */
    public static final String OVER_LIMIT = "over-limit";

    /** Whether the pool may be bigger than its limits. */
    public static final String OVERCOMMIT = "overcommit";

    /** All of them, in the order to show them. */
    public static final List<String> NAMES = List.of(MEMORY, MEMORY_HIGH, SWAP, CPU, TASKS, OVER_LIMIT, OVERCOMMIT);

    /** How no limit is written. */
    public static final String NONE = "none";

    private static final String YES = "yes";
    private static final String NO = "no";
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,6})%");
    private static final Pattern CORES = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,2}))?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}");
    private static final long LEAST_MEMORY = 16 << 20;
    private static final int LEAST_TASKS = 4;

    private LimitKeys() {}

    /** What holds, by key. */
    public static Map<String, String> values(Limits limits) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(MEMORY, size(limits.memoryBytes()));
        values.put(MEMORY_HIGH, size(limits.memoryHighBytes()));
        values.put(SWAP, size(limits.swapBytes()));
        values.put(CPU, limits.cpuPercent().isPresent() ? limits.cpuPercent().getAsInt() + "%" : NONE);
        values.put(
                TASKS,
                limits.tasks().isPresent() ? String.valueOf(limits.tasks().getAsInt()) : NONE);
        values.put(OVER_LIMIT, limits.over().word());
        values.put(OVERCOMMIT, limits.overcommit() ? YES : NO);
        return values;
    }

    /**
     * The same with what was typed; other keys than these are left to others.
     *
     * @param mistakes gets one sentence for each value that cannot be, which then stays as it was
     */
    public static Limits change(Limits before, Map<String, String> typed, List<String> mistakes) {
        TypedKeys keys = new TypedKeys(typed, mistakes);
        String memory = "a size of at least 16M such as 512M or 2G, or none";
        Limits after = new Limits(
                keys.read(MEMORY, before.memoryBytes(), memory, text -> size(text, LEAST_MEMORY)),
                keys.read(MEMORY_HIGH, before.memoryHighBytes(), memory, text -> size(text, LEAST_MEMORY)),
                keys.read(SWAP, before.swapBytes(), "a size such as 0, 128M or 1G, or none", text -> size(text, 0)),
                keys.read(
                        CPU,
                        before.cpuPercent(),
                        "a share of one core such as 50% or 150%, cores such as 1.5, or none",
                        LimitKeys::percent),
                keys.read(
                        TASKS,
                        before.tasks(),
                        "how many processes and threads, at least " + LEAST_TASKS + ", or none",
                        LimitKeys::tasks),
                keys.read(OVER_LIMIT, before.over(), "restart or alert", LimitKeys::over),
                keys.read(OVERCOMMIT, before.overcommit(), "yes or no", LimitKeys::yes));
        requireOrder(after, mistakes);
        return after;
    }

    private static void requireOrder(Limits limits, List<String> mistakes) {
        if (limits.memoryHighBytes().isPresent()
                && limits.memoryBytes().isPresent()
                && limits.memoryHighBytes().getAsLong() > limits.memoryBytes().getAsLong()) {
            mistakes.add(
                    MEMORY_HIGH + ": it must not be more than " + MEMORY + ", which is " + size(limits.memoryBytes()));
        }
    }

    private static Optional<OptionalLong> size(String text, long least) {
        if (text.equals(NONE)) {
            return Optional.of(OptionalLong.empty());
        }
        OptionalLong bytes = Sizes.parse(text);
        return bytes.isEmpty() || bytes.getAsLong() < least ? Optional.empty() : Optional.of(bytes);
    }

    private static Optional<OptionalInt> percent(String text) {
        if (text.equals(NONE)) {
            return Optional.of(OptionalInt.empty());
        }
        Matcher percent = PERCENT.matcher(text);
        Matcher cores = CORES.matcher(text);
        int value = 0;
        if (percent.matches()) {
            value = Integer.parseInt(percent.group(1));
        } else if (cores.matches()) {
            String fraction = cores.group(2) == null ? "" : cores.group(2);
            value = Integer.parseInt(cores.group(1) + (fraction + "00").substring(0, 2));
        }
        return value < 1 ? Optional.empty() : Optional.of(OptionalInt.of(value));
    }

    private static Optional<OptionalInt> tasks(String text) {
        if (text.equals(NONE)) {
            return Optional.of(OptionalInt.empty());
        }
        int value = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        return value < LEAST_TASKS ? Optional.empty() : Optional.of(OptionalInt.of(value));
    }

    private static Optional<OverLimit> over(String text) {
        for (OverLimit over : OverLimit.values()) {
            if (over.word().equals(text)) {
                return Optional.of(over);
            }
        }
        return Optional.empty();
    }

    private static Optional<Boolean> yes(String text) {
        return text.equals(YES) || text.equals(NO) ? Optional.of(text.equals(YES)) : Optional.empty();
    }

    private static String size(OptionalLong bytes) {
        return bytes.isEmpty() ? NONE : Sizes.format(bytes.getAsLong());
    }
}
