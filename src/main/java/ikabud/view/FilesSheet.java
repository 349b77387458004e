package ikabud.view;

import ikabud.model.BackendKind;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Layout;
import ikabud.model.LogKind;

/** Where everything of an instance lies. */
final class FilesSheet {
    private static final int LABELS = 16;

    private FilesSheet() {}

    static Sheet of(InstanceSample sample, Layout layout) {
        InstanceId id = sample.id();
        var instance = sample.entry().record().instance();
        if (instance.isVirtual()) {
            return HostedSheet.files(instance, layout);
        }
        Sheet sheet = new Sheet(LABELS);
        sheet.pair("kind", instance.kind() + ", PHP " + instance.phpVersion() + ", " + instance.phpBinary());
        sheet.pair("user", instance.owner().name() + ", uid " + instance.owner().uid());
        sheet.pair("document root", instance.documentRoot().toString());
        sheet.pair("socket", layout.socket(id).toString());
        sheet.pair("status socket", layout.statusSocket(id).toString());
        sheet.pair("config", layout.fpmConfig(id).toString());
        for (LogKind kind : LogKind.FILES) {
            sheet.pair(kind.fileName(), layout.logFile(id, kind).toString());
        }
        if (instance.backend() == BackendKind.SYSTEMD) {
            sheet.pair("journal", "journalctl --unit=" + id.unitName());
        }
        return sheet;
    }
}
