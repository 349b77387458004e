package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceId;
import ikabud.model.Snapshot;
import ikabud.support.Snapshots;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowsTest {
    private final Snapshot fleet = Snapshots.fleet();

    @ParameterizedTest
    @CsvSource({
        "'', archive blog intranet old-forum shop",
        "sh, shop",
        "SHOP, shop",
        "wordpress, blog",
        "ikabud_old, old-forum",
        "failed, old-forum",
        "saturated, shop",
        "!saturated, archive blog intranet old-forum",
        "~^(blog|shop)$, blog shop",
        "!~^(shop|blog)$, archive intranet old-forum",
        "~, archive blog intranet old-forum shop",
        "!, archive blog intranet old-forum shop",
        "nothing, ''",
    })
    void a_filter_is_a_part_of_a_word_an_expression_or_its_opposite(String filter, String shown) {
        assertEquals(shown, ids(TableState.INITIAL.filteredBy(filter)));
    }

    @Test
    void an_expression_that_is_not_valid_filters_nothing_and_says_why() {
        Rows rows = Rows.of(fleet, TableState.INITIAL.filteredBy("~(shop"));

        assertEquals(5, rows.shown().size());
        assertTrue(rows.mistake().isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "CPU, shop intranet blog archive old-forum",
        "MEMORY, shop intranet blog archive old-forum",
        "RSS, shop intranet blog archive old-forum",
        "WORKERS, shop intranet blog archive old-forum",
        "REQUESTS, shop blog intranet archive old-forum",
        "QUEUE, shop blog intranet archive old-forum",
        "UPTIME, blog shop intranet archive old-forum",
        "PID, shop blog intranet archive old-forum",
        "KIND, old-forum intranet archive shop blog",
        "USER, archive blog intranet old-forum shop",
        "PHASE, archive old-forum shop blog intranet",
    })
    void each_column_sorts_its_natural_way(Column column, String order) {
        var table = new TableState(Column.HISTORY, false, "", Optional.empty(), 0, 0);

        assertEquals(order, ids(table.sortedBy(column)));
    }

    @ParameterizedTest
    @EnumSource(names = {"CPU", "MEMORY", "RSS", "WORKERS", "REQUESTS", "QUEUE", "UPTIME", "PID"})
    void unknown_comes_last_in_either_direction_and_in_the_order_of_ids(Column column) {
        for (boolean descending : List.of(true, false)) {
            String ids = ids(new TableState(column, descending, "", Optional.empty(), 0, 0));

            assertTrue(ids.endsWith("archive old-forum"), ids);
        }
    }

    @Test
    void choosing_the_same_column_again_turns_the_order_round() {
        TableState once = TableState.INITIAL.sortedBy(Column.CPU);

        assertTrue(once.descending());
        assertTrue(once.inverted().inverted().descending());
        assertEquals(once.inverted(), once.sortedBy(Column.CPU));
    }

    @Test
    void the_selection_follows_the_instance_not_the_row() {
        TableState table = settled(TableState.INITIAL.select(new InstanceId("shop")));

        TableState sorted = settled(table.sortedBy(Column.CPU));

        assertEquals("shop", selected(sorted));
        assertEquals(0, sorted.position());
    }

    @Test
    void when_the_selected_vanishes_its_neighbour_is_selected() {
        TableState table = settled(TableState.INITIAL.select(new InstanceId("intranet")));

        assertEquals("old-forum", selected(settled(table.filteredBy("!intranet"))));
        assertEquals("blog", selected(settled(table.filteredBy("~archive|blog"))));
    }

    @Test
    void a_filter_that_shows_nothing_selects_nothing_and_forgets_nothing() {
        TableState table = settled(TableState.INITIAL.select(new InstanceId("shop")));

        TableState filtered = settled(table.filteredBy("nothing"));

        assertTrue(Rows.of(fleet, filtered).selected(filtered).isEmpty());
        assertEquals("shop", selected(settled(filtered.filteredBy(""))));
    }

    @Test
    void moving_stops_at_the_ends_however_far() {
        Rows rows = Rows.of(fleet, TableState.INITIAL);

        TableState last = TableState.INITIAL.moved(rows, Integer.MAX_VALUE);

        assertEquals("shop", selected(last));
        assertEquals("archive", selected(last.moved(rows, Integer.MIN_VALUE)));
        assertEquals("blog", selected(TableState.INITIAL.moved(rows, 1)));
    }

    @Test
    void the_selected_row_is_always_visible() {
        Snapshot many = Snapshots.many(50);
        Rows rows = Rows.of(many, TableState.INITIAL);

        TableState low = TableState.INITIAL.moved(rows, 30).scrolled(rows, 10);
        TableState back = low.moved(rows, -5).scrolled(rows, 10);
        TableState grown = low.scrolled(rows, 45);

        assertEquals(21, low.top());
        assertEquals(21, back.top());
        assertEquals(5, grown.top());
    }

    @Test
    void a_column_is_found_by_its_word() {
        assertEquals(Optional.of(Column.CPU), Column.parse("CPU"));
        assertEquals(Optional.empty(), Column.parse("history"));
    }

    private TableState settled(TableState table) {
        return table.settled(Rows.of(fleet, table));
    }

    private static String selected(TableState table) {
        return table.selected().map(InstanceId::value).orElse("");
    }

    private String ids(TableState table) {
        return String.join(
                " ",
                Rows.of(fleet, table).shown().stream()
                        .map(sample -> sample.id().value())
                        .toList());
    }
}
