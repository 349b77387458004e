package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SupervisionKeysTest {
    private final List<String> mistakes = new ArrayList<>();

    private Supervision changed(String... typed) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String one : typed) {
            values.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        return SupervisionKeys.change(Supervision.DEFAULT, values, mistakes);
    }

    @Test
    void what_is_typed_is_taken_and_the_rest_stays() {
        Supervision changed = changed("restart=always", "window=10m", "delay=500ms", "depends-on=db,cache,db");

        assertEquals(
                new Supervision(
                        new RestartPolicy(RestartMode.ALWAYS, 3, Duration.ofMinutes(10), Duration.ofMillis(500)),
                        List.of(new InstanceId("db"), new InstanceId("cache"))),
                changed);
        assertEquals(List.of(), mistakes);
    }

    @Test
    void what_is_printed_can_be_typed() {
        Supervision changed = changed("restart=never", "max-restarts=0", "delay=0", "depends-on=db");
        String[] printed = SupervisionKeys.values(changed).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);

        assertEquals(changed, changed(printed));
        assertEquals(
                "[restart=never, max-restarts=0, window=60s, delay=0s, depends-on=db]",
                List.of(printed).toString());
    }

    @Test
    void nothing_is_needed_any_more() {
        Supervision needy = new Supervision(RestartPolicy.DEFAULT, List.of(new InstanceId("db")));

        assertEquals(Supervision.DEFAULT, SupervisionKeys.change(needy, Map.of("depends-on", ""), mistakes));
    }

    @Test
    void all_mistakes_are_told_and_none_is_taken() {
        Supervision changed =
                changed("restart=sometimes", "max-restarts=-1", "window=0", "delay=soon", "depends-on=No Such");

        assertEquals(Supervision.DEFAULT, changed);
        assertEquals(
                List.of(
                        "restart: expected one of never, on-failure, always, found \"sometimes\"",
                        "max-restarts: expected a whole number from 0, found \"-1\"",
                        "window: expected a time more than 0, such as 60s or 10m, found \"0\"",
                        "delay: expected a time such as 0, 500ms or 2s, found \"soon\"",
                        "depends-on: expected ids with commas between them, or nothing, found \"No Such\""),
                mistakes);
    }

    @Test
    void keys_of_others_are_left_to_them() {
        assertEquals(Supervision.DEFAULT, changed("max-children=20"));
        assertEquals(List.of(), mistakes);
    }
}
