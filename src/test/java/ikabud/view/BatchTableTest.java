package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.support.Golden;
import ikabud.support.Snapshots;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTableTest {
    @Test
    void a_snapshot_as_plain_lines() throws IOException {
        List<String> lines = BatchTable.lines(
                Snapshots.fleet(), TableState.INITIAL.sortedBy(Column.CPU), ZoneOffset.UTC, Supervised.by(812));

        Golden.assertSame("screens/batch.txt", String.join("\n", lines) + "\n");
    }

    @Test
    void a_table_is_as_wide_as_its_longest_cells() {
        List<String> lines = new TextTable(List.of("INSTANCE", "PID"), false, true)
                .row("blog", "4850")
                .row("日本", "7")
                .lines();

        assertEquals(List.of("INSTANCE   PID", "blog      4850", "日本         7"), lines);
    }
}
