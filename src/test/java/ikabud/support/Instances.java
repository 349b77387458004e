package ikabud.support;

import ikabud.model.BackendKind;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Limits;
import ikabud.model.Observed;
import ikabud.model.Owner;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Supervision;
import ikabud.model.Usage;
import ikabud.model.VirtualPid;
import ikabud.model.VirtualProcess;
import ikabud.model.Wanted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances to test with. */
public final class Instances {

    /** The master of every instance here that has one. */
    public static final ProcessIdentity MASTER =
            new ProcessIdentity("11111111-2222-3333-4444-555555555555", 4026531836L, 4711, 123456);

    private Instances() {}

    /** A plain PHP site. */
    public static Instance instance(String id) {
        return new Instance(
                new InstanceId(id),
                "php",
                new Owner("ikabud_" + id, 2001, 2001, true),
                "8.2",
                Path.of("/usr/sbin/php-fpm8.2"),
                Path.of("/srv", id, "public"),
                Map.of(),
                Instant.EPOCH);
    }

    /** The same record of a site that needs others. */
    public static InstanceRecord needing(InstanceRecord record, String... others) {
        List<InstanceId> needs = Arrays.stream(others).map(InstanceId::new).toList();
        Instance needy = record.instance()
                .with(new Supervision(record.instance().supervision().restart(), needs));
        return new InstanceRecord(needy, record.intent(), record.observed());
    }

    /** The record of a site that the account's own web server serves: open as v12 since noon, or shut. */
    public static InstanceRecord hosted(String id, boolean open) {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        Instance site = new Instance(
                new InstanceId(id),
                "php",
                new Owner("me", 2001, 2001, false),
                "",
                Path.of(""),
                Path.of("/home/me/public_html"),
                Map.of("url", "https://example.org/", "log", "/home/me/logs/access.log"),
                Instant.EPOCH,
                Supervision.DEFAULT,
                BackendKind.VIRTUAL,
                Limits.NONE);
        return new InstanceRecord(
                site,
                new Intent(open ? Wanted.UP : Wanted.DOWN, 1),
                new Observed(open ? Phase.UP : Phase.DOWN, null, noon, ""),
                new VirtualProcess(new VirtualPid(12), noon, open ? null : noon.plusSeconds(60)),
                Usage.UNKNOWN.withDisk(40_000_000, noon).withActivity(noon.plusSeconds(5)));
    }

    /** The record of a site in a phase. */
    public static InstanceRecord record(String id, Wanted wanted, Phase phase, @Nullable ProcessIdentity master) {
        return new InstanceRecord(instance(id), new Intent(wanted, 1), new Observed(phase, master, Instant.EPOCH, ""));
    }

    /** The record of a site that is wanted up and runs. */
    public static InstanceRecord up(String id) {
        return record(id, Wanted.UP, Phase.UP, MASTER);
    }

    /** The record of a site that is wanted down and does not run. */
    public static InstanceRecord down(String id) {
        return record(id, Wanted.DOWN, Phase.DOWN, null);
    }
}
