package ikabud.bench;

import java.util.ArrayList;
import java.util.List;

/** Readings of one figure, as they come. What was not seen is not counted, so a dash means never. */
final class Series {
    private final List<Double> readings = new ArrayList<>();

    void add(double reading) {
        if (!Double.isNaN(reading)) {
            readings.add(reading);
        }
    }

    Figures figures() {
        return Figures.of(readings.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The middle one as a cell of a table. */
    String median() {
        return Table.figure(figures().median());
    }
}
