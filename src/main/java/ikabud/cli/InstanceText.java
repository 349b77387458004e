package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Layout;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.PlainText;
import ikabud.model.ProcessIdentity;
import ikabud.model.VirtualPid;
import ikabud.model.Wanted;
import ikabud.view.Outlook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be said of one recorded instance, for a person and for a program. */
final class InstanceText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final InstanceRecord record;
    private final Layout layout;
    private final ZoneId zone;

    private InstanceText(InstanceRecord record, Layout layout, ZoneId zone) {
        this.record = record;
        this.layout = layout;
        this.zone = zone;
    }

    static InstanceText of(InstanceRecord record, Layout layout, ZoneId zone) {
        return new InstanceText(record, layout, zone);
    }

    /** A point in time as people read it. */
    static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    /** The master's number, the virtual one where no process is its own, or a dash. */
    String pid() {
        ProcessIdentity master = record.observed().master();
        return master == null
                ? record.virtualPid().map(VirtualPid::toString).orElse(Table.UNKNOWN)
                : Integer.toString(master.pid());
    }

    /** What one wants to know of a new instance. */
    List<String> brief() {
        List<String> lines = new ArrayList<>();
        lines.add(line("PID", pid()));
        lines.add(line("User", record.instance().owner().name()));
        if (!record.instance().isVirtual()) {
            lines.add(line("Socket", layout.socket(record.id())));
            lines.add(line("Config", layout.fpmConfig(record.id())));
        }
        lines.add(line("Root", record.instance().documentRoot()));
        return lines;
    }

    /**
     * How it is, in words: {@code up, for 3h12m, wanted down: the cause}.
     *
     * @param unsupervised whether nobody restarts what dies
     */
    String state(Instant now, boolean unsupervised) {
        Observed observed = record.observed();
        boolean known =
                observed.since().isAfter(Instant.EPOCH) && !observed.since().isAfter(now);
        String since = known ? ", for " + Durations.brief(Duration.between(observed.since(), now)) : "";
        boolean up = record.intent().wanted() == Wanted.UP;
        boolean agree = up == (observed.phase() == Phase.UP);
        String wanted = agree ? "" : up ? ", wanted up" : ", wanted down";
        String why = Outlook.of(record, now, unsupervised).map(Outlook::full).orElse(observed.cause());
        return observed.phase().word() + since + wanted + (why.isEmpty() ? "" : ": " + why);
    }

    /** Everything but the process line and the numbers. */
    List<String> full(Instant now, boolean unsupervised) {
        Instance instance = record.instance();
        String php = instance.isVirtual() ? "" : ", PHP " + instance.phpVersion();
        List<String> lines = new ArrayList<>();
        lines.add(line("Instance", record.id() + " (" + instance.kind() + php + ")"));
        lines.add(line("Status", state(now, unsupervised)));
        lines.addAll(brief());
        lines.add(line("Backend", instance.backend().word() + limits(instance)));
        if (instance.isVirtual()) {
            lines.addAll(HostedText.lines(record, zone));
        } else {
            lines.add(line("Logs", layout.logDirectory(record.id())));
        }
        lines.add(line("Created", time(instance.createdAt(), zone)));
        return lines;
    }

    private static String limits(Instance instance) {
        if (instance.isVirtual()) {
            return "";
        }
        return LimitKeys.values(instance.limits()).entrySet().stream()
                .filter(limit -> !limit.getValue().equals(LimitKeys.NONE))
                .filter(limit -> !limit.getKey().equals(LimitKeys.OVER_LIMIT))
                .filter(limit -> !limit.getKey().equals(LimitKeys.OVERCOMMIT)
                        || instance.limits().overcommit())
                .map(limit -> ", " + limit.getKey() + " " + limit.getValue())
                .collect(Collectors.joining());
    }

    /** One labelled line. */
    static String line(String label, Object value) {
        String name = label + ":";
        return name + " ".repeat(Math.max(1, 11 - name.length())) + PlainText.neutralise(value.toString());
    }

    /** The fields of a JSON object. */
    void write(JsonGenerator json) throws IOException {
        Instance instance = record.instance();
        Observed observed = record.observed();
        ProcessIdentity master = observed.master();
        Json.text(json, "id", record.id());
        Json.text(json, "kind", instance.kind());
        Json.text(json, "state", observed.phase().word());
        Json.text(json, "wanted", record.intent().wanted().name().toLowerCase(Locale.ROOT));
        Json.text(json, "cause", observed.cause());
        Json.time(json, "since", observed.since().equals(Instant.EPOCH) ? null : observed.since());
        Json.number(json, "pid", master == null ? null : (long) master.pid());
        Json.number(json, "startTicks", master == null ? null : master.startTicks());
        Json.text(json, "user", instance.owner().name());
        json.writeNumberField("uid", instance.owner().uid());
        json.writeNumberField("gid", instance.owner().gid());
        boolean fpm = !instance.isVirtual();
        Json.text(json, "php", fpm ? instance.phpVersion() : null);
        Json.text(json, "phpBinary", fpm ? instance.phpBinary() : null);
        Json.text(json, "socket", fpm ? layout.socket(record.id()) : null);
        Json.text(json, "config", fpm ? layout.fpmConfig(record.id()) : null);
        Json.text(json, "documentRoot", instance.documentRoot());
        Json.text(json, "logs", fpm ? layout.logDirectory(record.id()) : null);
        Json.time(json, "createdAt", instance.createdAt());
        Json.text(json, "backend", instance.backend().word());
        HostedText.write(json, record);
        writeLimits(json, instance.limits());
        json.writeObjectFieldStart("variables");
        for (Map.Entry<String, String> variable : new TreeMap<>(instance.variables()).entrySet()) {
            json.writeStringField(variable.getKey(), variable.getValue());
        }
        json.writeEndObject();
    }

    private static void writeLimits(JsonGenerator json, Limits limits) throws IOException {
        json.writeObjectFieldStart("limits");
        Json.number(json, "memoryBytes", limits.memoryBytes());
        Json.number(json, "memoryHighBytes", limits.memoryHighBytes());
        Json.number(json, "swapBytes", limits.swapBytes());
        Json.number(json, "cpuPercent", limits.cpuPercent());
        Json.number(json, "tasks", limits.tasks());
        Json.text(json, "overLimit", limits.over().word());
        json.writeBooleanField("overcommit", limits.overcommit());
        json.writeEndObject();
    }
}
