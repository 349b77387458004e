package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Instance;
import ikabud.model.InstanceSample;
import ikabud.model.Layout;
import ikabud.model.Usage;
import ikabud.model.VirtualKeys;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalLong;

/** What there is to say of an instance without processes: what was measured, what is estimated and on what grounds, its files. */
final class HostedSheet {
    private static final int LABELS = 16;

    private HostedSheet() {}

    static void figures(Sheet sheet, InstanceSample sample, Instant now, ZoneId zone) {
        Usage usage = sample.entry().record().usage();
        sheet.heading("figures");
        sheet.pair("memory", memory(sample.estimatedBytes()));
        sheet.pair(
                "", "resident memory of the account's PHP processes that work below the document root", Role.TEXT_DIM);
        sheet.pair("disk", UsageWords.size(usage.diskBytes(), usage.diskAt(), zone));
        sheet.pair("database", UsageWords.size(usage.databaseBytes(), usage.databaseAt(), zone));
        Instant active = usage.activeAt();
        sheet.pair("last activity", active == null || active.isAfter(now) ? Cells.UNKNOWN : Moments.full(active, zone));
        sheet.pair("cpu, requests", Cells.UNKNOWN);
        sheet.pair("", "its processes are the web server's, and nothing tells what they do for it", Role.TEXT_DIM);
    }

    private static String memory(OptionalLong bytes) {
        return bytes.isPresent() ? Cells.ESTIMATED + Numbers.bytes(bytes.getAsLong()) + ", estimated" : Cells.UNKNOWN;
    }

    static Sheet files(Instance instance, Layout layout) {
        Map<String, String> values = VirtualKeys.values(instance.variables());
        String use = values.getOrDefault(VirtualKeys.SWITCH, VirtualKeys.BOTH);
        Sheet sheet = new Sheet(LABELS);
        sheet.pair("kind", instance.kind());
        sheet.pair("user", instance.owner().name() + ", uid " + instance.owner().uid());
        sheet.pair("document root", instance.documentRoot().toString());
        if (!use.equals(VirtualKeys.USER_INI)) {
            sheet.pair("shut by", instance.documentRoot().resolve(".htaccess").toString());
        }
        if (!use.equals(VirtualKeys.HTACCESS)) {
            sheet.pair("shut by", instance.documentRoot().resolve(".user.ini").toString());
            sheet.pair("with", layout.home(instance.id()).resolve("gate.php").toString());
        }
        values.forEach((key, value) -> {
            if (!value.isEmpty() && !key.equals(VirtualKeys.SWITCH)) {
                sheet.pair(key, value);
            }
        });
        return sheet;
    }
}
