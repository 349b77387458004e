package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceSample;
import ikabud.model.WorkerSample;

/** The workers of an instance, one in a line. */
final class WorkersSheet {
    private static final int LABELS = 10;

    private WorkersSheet() {}

    static Sheet of(InstanceSample sample) {
        Sheet sheet = new Sheet(LABELS);
        sheet.heading("workers " + sample.workers().size());
        if (!sample.workers().isEmpty()) {
            sheet.pair("PID", "STATE     CPU%       RSS", Role.HEADER);
        }
        for (WorkerSample worker : sample.workers()) {
            String line = TextTable.right(Cells.decimal(worker.cpuPercent()), 9)
                    + TextTable.right(Numbers.bytes(worker.rssBytes()), 10);
            sheet.pair(Integer.toString(worker.pid()), worker.state() + "    " + line, Role.DIALOG);
        }
        return sheet;
    }
}
