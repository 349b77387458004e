package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.manager.Transitions.Cell;
import ikabud.model.InstanceRecord;
import ikabud.model.Phase;
import ikabud.model.Wanted;
import ikabud.support.Golden;
import ikabud.support.Instances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {
    private static final String TABLE = "manager/transitions.txt";
    private static final Set<Stimulus> ASKED = EnumSet.range(Stimulus.START, Stimulus.REMOVE);

    static Stream<Arguments> cells() {
        return Arrays.stream(Stimulus.values())
                .flatMap(stimulus -> Arrays.stream(Phase.values()).map(phase -> Arguments.of(stimulus, phase)));
    }

    /** Such as {@code stopping}, or {@code - already running} for what is refused. */
    private static String text(Stimulus stimulus, Phase phase) {
        Cell cell = Transitions.cell(stimulus, phase);
        return cell.next() != null
                ? cell.next().word()
                : "- "
                        + cell.refusal()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' ');
    }

    private static String row(String first, Stream<String> cells) {
        StringBuilder row = new StringBuilder(String.format("%-17s", first));
        cells.forEach(cell -> row.append(String.format("| %-19s", cell)));
        return row.toString().stripTrailing() + "\n";
    }

    @Test
    void the_table_is_the_one_that_is_written_down() throws IOException {
        StringBuilder table = new StringBuilder(
                "What becomes of an instance in a phase (columns) when something happens (rows); - where nothing does.\n\n");
        table.append(row("", Arrays.stream(Phase.values()).map(Phase::word)));
        for (Stimulus stimulus : Stimulus.values()) {
            table.append(row(stimulus.word(), Arrays.stream(Phase.values()).map(phase -> text(stimulus, phase))));
        }
        Golden.assertSame(TABLE, table.toString());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void each_cell_is_the_one_that_is_written_down(Stimulus stimulus, Phase phase) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources", TABLE));
        String line = lines.stream()
                .filter(one -> one.startsWith(stimulus.word() + " "))
                .filter(one -> one.substring(0, one.indexOf('|')).strip().equals(stimulus.word()))
                .findFirst()
                .orElseThrow();

        List<String> cells = List.of(line.split("\\|", -1));
        assertEquals(cells.get(List.of(Phase.values()).indexOf(phase) + 1).strip(), text(stimulus, phase));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void each_cell_is_a_phase_or_a_reason(Stimulus stimulus, Phase phase) {
        Cell cell = Transitions.cell(stimulus, phase);
        InstanceRecord record = Instances.record("blog", Wanted.UP, phase, null);

        assertTrue((cell.next() == null) != (cell.refusal() == null));
        if (cell.refusal() != null) {
            String sentence = cell.refusal().sentence(record, Instant.EPOCH);
            assertTrue(sentence.startsWith("it is ") || sentence.startsWith("it stays "), sentence);
            assertEquals(ASKED.contains(stimulus), cell.refusal() != Refusal.STAYS, "an administrator gets a reason");
        }
    }

    @ParameterizedTest
    @EnumSource(Stimulus.class)
    void while_it_stops_nothing_brings_it_up_but_a_master_that_is_found(Stimulus stimulus) {
        if (stimulus != Stimulus.FOUND_RUNNING) {
            assertNotEquals("up", text(stimulus, Phase.STOPPING));
            assertNotEquals("starting", text(stimulus, Phase.STOPPING));
        }
    }

    @Test
    void what_was_given_up_is_only_left_by_somebody_who_asks_or_a_master_that_is_found() {
        Set<Stimulus> leaving = EnumSet.noneOf(Stimulus.class);
        for (Stimulus stimulus : Stimulus.values()) {
            if (Transitions.cell(stimulus, Phase.FAILED).next() != null) {
                leaving.add(stimulus);
            }
        }
        assertEquals(
                EnumSet.of(
                        Stimulus.START,
                        Stimulus.STOP,
                        Stimulus.RESTART,
                        Stimulus.REMOVE,
                        Stimulus.FULLY_ENDED,
                        Stimulus.FOUND_RUNNING),
                leaving);
    }
}
