package ikabud.view;

import ikabud.model.HostSample;
import ikabud.model.InstanceSample;
import ikabud.model.PlainText;
import ikabud.model.Snapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A snapshot as plain lines, for scripts and pipes: the columns of the screen without colour, glyphs or cutting. */
public final class BatchTable {
    private static final List<Column> COLUMNS = List.of(
            Column.ID,
            Column.KIND,
            Column.PHASE,
            Column.RESTARTS,
            Column.PID,
            Column.USER,
            Column.CPU,
            Column.MEMORY,
            Column.RSS,
            Column.WORKERS,
            Column.REQUESTS,
            Column.QUEUE,
            Column.UPTIME);

    private BatchTable() {}

    /**
     * Two lines about the machine, a blank one, the headings, and a line for each instance that passes the filter.
     *
     * @param supervised who restarts what dies, for the second line and the notes
     */
    public static List<String> lines(Snapshot snapshot, TableState table, ZoneId zone, Supervised supervised) {
        List<String> lines = new ArrayList<>();
        lines.add("ikabud-top " + Moments.full(snapshot.at(), zone) + " " + zoneName(zone) + host(snapshot.host()));
        String sentence = supervised.sentence();
        lines.add(CountsPart.sentence(snapshot) + (sentence.isEmpty() ? "" : ", " + sentence));
        lines.add("");
        lines.addAll(instances(Rows.of(snapshot, table), snapshot.at(), supervised.byNobody()));
        return lines;
    }

    /** The headings and a line for each instance as it was at that time. */
    private static List<String> instances(Rows rows, Instant at, boolean unsupervised) {
        boolean[] right = new boolean[COLUMNS.size()];
        List<String> headings = new ArrayList<>();
        for (int i = 0; i < right.length; i++) {
            right[i] = COLUMNS.get(i).number();
            headings.add(COLUMNS.get(i).heading(Integer.MAX_VALUE));
        }
        headings.add("NOTE");
        TextTable text = new TextTable(headings, right);
        for (InstanceSample sample : rows.shown()) {
            List<String> cells = new ArrayList<>();
            for (Column column : COLUMNS) {
                cells.add(column == Column.PHASE ? word(sample) : Cells.text(column, sample, Glyphs.ASCII));
            }
            cells.add(Outlook.of(sample.entry(), at, unsupervised)
                    .map(outlook -> PlainText.neutralise(outlook.full()))
                    .orElse(Cells.UNKNOWN));
            text.row(cells);
        }
        return text.lines();
    }

    /** The one word for how an instance is, as the screen shows it: {@code up}, {@code saturated}, {@code failing}. */
    public static String word(InstanceSample sample) {
        return Condition.of(sample).word();
    }

    private static String zoneName(ZoneId zone) {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }

    private static String host(HostSample host) {
        StringBuilder text = new StringBuilder();
        if (!host.name().isEmpty()) {
            text.append(", ").append(host.name());
        }
        host.load1().ifPresent(load -> text.append(", load ").append(Numbers.load(load)));
        host.cpuPercent()
                .ifPresent(cpu -> text.append(", cpu ")
                        .append(Math.round(cpu))
                        .append("% of ")
                        .append(host.cores()));
        if (host.memoryUsedBytes().isPresent() && host.memoryTotalBytes().isPresent()) {
            text.append(", memory ")
                    .append(Numbers.bytes(host.memoryUsedBytes().getAsLong()))
                    .append(" of ")
                    .append(Numbers.bytes(host.memoryTotalBytes().getAsLong()));
        }
        return text.toString();
    }
}
