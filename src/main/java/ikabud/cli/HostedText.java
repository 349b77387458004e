package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.InstanceRecord;
import ikabud.model.Usage;
import ikabud.model.VirtualKeys;
import ikabud.model.VirtualProcess;
import ikabud.view.UsageWords;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What can be said of the site of an instance without processes, for a person and for a program. */
final class HostedText {
    private HostedText() {}

    static List<String> lines(InstanceRecord record, ZoneId zone) {
        Usage usage = record.usage();
        List<String> lines = new ArrayList<>();
        String url = record.instance().variables().getOrDefault(VirtualKeys.URL, "");
        lines.add(InstanceText.line("Url", url.isEmpty() ? Table.UNKNOWN : url));
        lines.add(InstanceText.line("Disk", UsageWords.size(usage.diskBytes(), usage.diskAt(), zone)));
        lines.add(InstanceText.line("Database", UsageWords.size(usage.databaseBytes(), usage.databaseAt(), zone)));
        Instant active = usage.activeAt();
        lines.add(InstanceText.line("Activity", active == null ? Table.UNKNOWN : InstanceText.time(active, zone)));
        return lines;
    }

    static void write(JsonGenerator json, InstanceRecord record) throws IOException {
        VirtualProcess last = record.virtual();
        Usage usage = record.usage();
        Json.text(json, "virtualPid", record.virtualPid().orElse(null));
        Json.time(json, "openedAt", last == null ? null : last.startedAt());
        Json.time(json, "shutAt", last == null ? null : last.stoppedAt());
        Json.number(json, "diskBytes", usage.diskBytes());
        Json.number(json, "databaseBytes", usage.databaseBytes());
        Json.time(json, "activeAt", usage.activeAt());
    }
}
