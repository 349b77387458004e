package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitKeysTest {
    private final List<String> mistakes = new ArrayList<>();

    private Limits change(Map<String, String> typed) {
        return LimitKeys.change(Limits.NONE, typed, mistakes);
    }

    @Test
    void what_was_typed_comes_back_as_people_write_it() {
        Map<String, String> typed = Map.of(
                "memory",
                "512M",
                "memory-high",
                "400M",
                "swap",
                "0",
                "cpu",
                "150%",
                "tasks",
                "64",
                "over-limit",
                "alert",
                "overcommit",
                "yes");

        assertEquals(typed, LimitKeys.values(change(typed)));
        assertEquals(List.of(), mistakes);
    }

    @Test
    void where_nothing_is_limited_all_are_none() {
        assertEquals("none", LimitKeys.values(Limits.NONE).get("memory"));
        assertEquals("restart", LimitKeys.values(Limits.NONE).get("over-limit"));
    }

    @Test
    void what_was_not_typed_stays() {
        Limits before = change(Map.of("memory", "1G", "tasks", "32"));

        Limits after = LimitKeys.change(before, Map.of("memory", "none"), mistakes);

        assertEquals(OptionalLong.empty(), after.memoryBytes());
        assertEquals(OptionalInt.of(32), after.tasks());
    }

    @ParameterizedTest
    @CsvSource({"1.5, 150", "2, 200", "0.25, 25", "50%, 50", "1600%, 1600"})
    void a_share_of_cpu_is_cores_or_percent_of_one(String typed, int percent) {
        assertEquals(OptionalInt.of(percent), change(Map.of("cpu", typed)).cpuPercent());
    }

    @ParameterizedTest
    @CsvSource({
        "memory, 1M",
        "memory, lots",
        "memory, -5",
        "swap, x",
        "cpu, 0",
        "cpu, 1.234",
        "cpu, %",
        "tasks, 1",
        "tasks, many",
        "over-limit, panic"
    })
    void what_cannot_be_is_told_with_what_could_and_changes_nothing(String key, String value) {
        assertEquals(Limits.NONE, change(Map.of(key, value)));
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.get(0).startsWith(key + ": expected "), mistakes.get(0));
    }

    @Test
    void being_slowed_down_comes_before_being_ended() {
        change(Map.of("memory", "100M", "memory-high", "200M"));

        assertEquals(List.of("memory-high: it must not be more than memory, which is 100M"), mistakes);
    }

    @Test
    void nine_tenths_of_the_memory_are_where_it_is_slowed_down_unless_said_otherwise() {
        assertEquals(
                OptionalLong.of(94371840L), change(Map.of("memory", "100M")).effectiveHighBytes());
        assertEquals(OptionalLong.empty(), Limits.NONE.effectiveHighBytes());
    }
}
