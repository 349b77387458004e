package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Layout;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolRulesTest {
    private static Map<String, String> values(String... changes) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "pm", "dynamic",
                "max-children", "4",
                "start-servers", "2",
                "min-spare", "1",
                "max-spare", "3",
                "idle-timeout", "30s",
                "memory-limit", "128M",
                "request-timeout", "120s",
                "slow-after", "10s",
                "opcache-memory", "32"));
        for (String change : changes) {
            String[] parts = change.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return values;
    }

    private static Limits limits(Map<String, String> typed) {
        return LimitKeys.change(Limits.NONE, typed, new ArrayList<>());
    }

    private static List<String> broken(String... changes) {
        return PoolRules.broken(values(changes), Limits.NONE);
    }

    @Test
    void what_a_kind_has_as_default_breaks_no_rule_in_any_mode() {
        Layout layout = new Layout(Path.of("/e"), Path.of("/s"), Path.of("/r"), Path.of("/l"), true);
        for (Kind kind : new Kinds(layout).all()) {
            for (String mode : List.of("ondemand", "dynamic", "static")) {
                Map<String, String> values = new TreeMap<>(kind.values(Map.of()));
                values.put("pm", mode);
                assertEquals(List.of(), PoolRules.broken(values, Limits.NONE), kind.name());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-children=0 pm=static | max-children=0 must be at least 1",
                "min-spare=0 | min-spare=0 must be at least 1 with pm=dynamic",
                "min-spare=4 max-spare=3 start-servers=3 | min-spare=4 must not be more than max-spare=3 with pm=dynamic",
                "max-spare=5 | max-spare=5 must not be more than max-children=4 with pm=dynamic",
                "start-servers=4 | start-servers=4 must lie between min-spare=1 and max-spare=3 with pm=dynamic",
                "start-servers=1 min-spare=2 | start-servers=1 must lie between min-spare=2 and max-spare=3 with pm=dynamic",
                "pm=ondemand idle-timeout=0s | idle-timeout=0s must be at least 1 with pm=ondemand",
                "slow-after=3m | slow-after=3m must not be more than request-timeout=120s, or the request is ended before it is slow"
            })
    void each_of_fpms_rules_is_told_by_its_names(String changes, String expected) {
        assertEquals(expected, broken(changes.split(" ", -1)).get(0));
    }

    @Test
    void all_that_is_broken_is_told_at_once() {
        assertEquals(
                List.of(
                        "min-spare=9 must not be more than max-spare=5 with pm=dynamic",
                        "min-spare=9 must not be more than max-children=4 with pm=dynamic",
                        "max-spare=5 must not be more than max-children=4 with pm=dynamic",
                        "start-servers=2 must lie between min-spare=9 and max-spare=5 with pm=dynamic"),
                broken("min-spare=9", "max-spare=5"));
    }

    @ParameterizedTest
    @CsvSource({
        "pm=static min-spare=9",
        "pm=ondemand start-servers=9",
        "pm=static idle-timeout=0s",
        "request-timeout=0s slow-after=3m",
        "slow-after=0s request-timeout=1s"
    })
    void what_fpm_does_not_read_in_a_mode_breaks_nothing(String changes) {
        assertEquals(List.of(), broken(changes.split(" ", -1)));
    }

    @Test
    void a_pool_that_could_need_more_than_its_memory_is_told_with_the_sum_and_what_would_fit() {
        assertEquals(
                List.of("max-children=4 x memory-limit=128M + opcache 32M + 32M = 576M is more than memory=512M: use"
                        + " max-children=3, memory-limit=112M or memory=576M; or overcommit=yes if they never need all"
                        + " of it at a time"),
                PoolRules.broken(values(), limits(Map.of("memory", "512M"))));
    }

    @ParameterizedTest
    @CsvSource({"max-children=3", "memory-limit=112M", "opcache-memory=8 memory-limit=118M"})
    void what_was_offered_fits(String changes) {
        assertEquals(List.of(), PoolRules.broken(values(changes.split(" ", -1)), limits(Map.of("memory", "512M"))));
    }

    @Test
    void only_what_can_be_is_offered() {
        String told =
                PoolRules.broken(values(), limits(Map.of("memory", "64M"))).get(0);

        assertTrue(told.contains(": use memory=576M; or overcommit=yes"), told);
    }

    @Test
    void overcommit_is_a_wish_that_is_granted() {
        Limits limits = limits(Map.of("memory", "64M", "tasks", "4", "overcommit", "yes"));

        assertEquals(List.of(), PoolRules.broken(values(), limits));
    }

    @Test
    void a_pool_with_more_processes_than_it_may_have_is_told() {
        assertEquals(
                List.of("max-children=4 + 3 of FPM's own = 7 processes are more than tasks=6: use max-children=3 or"
                        + " tasks=7"),
                PoolRules.broken(values(), limits(Map.of("tasks", "6"))));
        assertEquals(List.of(), PoolRules.broken(values(), limits(Map.of("tasks", "7"))));
    }

    @Test
    void a_kind_without_these_variables_keeps_all_rules() {
        assertEquals(List.of(), PoolRules.broken(Map.of(), limits(Map.of("memory", "16M", "tasks", "4"))));
    }
}
