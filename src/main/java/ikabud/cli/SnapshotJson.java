package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.HostSample;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceSample;
import ikabud.model.PoolStatus;
import ikabud.model.Snapshot;
import ikabud.model.WorkerSample;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A snapshot as the fields of one JSON object. */
final class SnapshotJson {
    private SnapshotJson() {}

    static void write(JsonGenerator json, Snapshot snapshot) throws IOException {
        Json.time(json, "at", snapshot.at());
        json.writeNumberField("tick", snapshot.tick());
        json.writeObjectFieldStart("host");
        write(json, snapshot.host());
        json.writeEndObject();
        json.writeArrayFieldStart("instances");
        for (InstanceSample sample : snapshot.instances()) {
            json.writeStartObject();
            write(json, sample);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, HostSample host) throws IOException {
        Json.text(json, "name", host.name());
        json.writeNumberField("cores", host.cores());
        number(json, "cpuPercent", host.cpuPercent());
        number(json, "load1", host.load1());
        number(json, "load5", host.load5());
        number(json, "load15", host.load15());
        number(json, "memoryTotalBytes", host.memoryTotalBytes());
        number(json, "memoryUsedBytes", host.memoryUsedBytes());
        number(json, "swapTotalBytes", host.swapTotalBytes());
        number(json, "swapUsedBytes", host.swapUsedBytes());
        number(json, "uptimeSeconds", host.uptimeSeconds());
    }

    private static void write(JsonGenerator json, InstanceSample sample) throws IOException {
        InstanceRecord record = sample.entry().record();
        Json.text(json, "id", sample.id());
        Json.text(json, "kind", record.instance().kind());
        Json.text(json, "state", record.observed().phase().word());
        Json.text(json, "wanted", record.intent().wanted().name().toLowerCase(Locale.ROOT));
        Json.text(json, "health", sample.health().word());
        Json.text(json, "cause", record.observed().cause());
        SupervisionText.write(json, sample.entry());
        Json.text(json, "user", record.instance().owner().name());
        var master = record.observed().master();
        Json.number(json, "pid", master == null ? null : (long) master.pid());
        Json.text(json, "virtualPid", record.virtualPid().orElse(null));
        Json.text(json, "backend", record.instance().backend().word());
        number(json, "estimatedMemoryBytes", sample.estimatedBytes());
        number(json, "cpuPercent", sample.cpuPercent());
        number(json, "pssBytes", sample.pssBytes());
        number(json, "rssBytes", sample.rssBytes());
        number(json, "requestsPerSecond", sample.requestsPerSecond());
        number(json, "queue", sample.queue());
        number(json, "maxChildren", sample.maxChildren());
        Json.number(
                json, "uptimeSeconds", sample.uptime().map(Duration::toSeconds).orElse(null));
        json.writeBooleanField("oldBinary", sample.oldBinary());
        pool(json, sample.pool().orElse(null));
        json.writeArrayFieldStart("workers");
        for (WorkerSample worker : sample.workers()) {
            json.writeStartObject();
            json.writeNumberField("pid", worker.pid());
            Json.text(json, "state", worker.state());
            number(json, "cpuPercent", worker.cpuPercent());
            json.writeNumberField("rssBytes", worker.rssBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void pool(JsonGenerator json, @Nullable PoolStatus pool) throws IOException {
        if (pool == null) {
            json.writeNullField("pool");
            return;
        }
        json.writeObjectFieldStart("pool");
        json.writeNumberField("active", pool.active());
        json.writeNumberField("idle", pool.idle());
        json.writeNumberField("accepted", pool.accepted());
        json.writeNumberField("slow", pool.slow());
        json.writeNumberField("maxChildrenReached", pool.maxChildrenReached());
        Json.time(json, "startedAt", pool.startedAt());
        Json.time(json, "readAt", pool.readAt());
        json.writeEndObject();
    }

    static void number(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, Math.round(value.getAsDouble() * 100) / 100.0);
        } else {
            json.writeNullField(name);
        }
    }

    private static void number(JsonGenerator json, String name, OptionalLong value) throws IOException {
        Json.number(json, name, value.isPresent() ? (Long) value.getAsLong() : null);
    }

    private static void number(JsonGenerator json, String name, OptionalInt value) throws IOException {
        Json.number(json, name, value.isPresent() ? Long.valueOf(value.getAsInt()) : null);
    }
}
