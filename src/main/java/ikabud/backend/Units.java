package ikabud.backend;

import ikabud.config.Kind;
import ikabud.config.Kinds;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Wanted;
import ikabud.os.SafeFiles;
import ikabud.os.Systemd;
import ikabud.os.UnitState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The unit files of all instances on disk, and whether they are started at boot. One that we did not write is never
 * touched, one that was changed by hand is used as it is.
 */
final class Units {
    private static final int MODE = 0644;
    private static final int MOST = 1 << 20;
    private static final String SLICE = "ikabud.slice";

    private final Path directory;
    private final SafeFiles files;
    private final Systemd systemd;
    private final UnitFile template;
    private final Kinds kinds;

    /**
     * Units in that directory, such as {@code /etc/systemd/system}.
     *
     * @param template makes their content
     */
    Units(Path directory, SafeFiles files, Systemd systemd, UnitFile template, Kinds kinds) {
        this.directory = directory;
        this.files = files;
        this.systemd = systemd;
        this.template = template;
        this.kinds = kinds;
    }

    /**
     * Brings the instance's unit up to date and has systemd read it; limits then hold at once.
     *
     * @param directives the master's own settings
     * @return what an administrator should know; usually nothing
     */
    List<String> bring(Instance instance, Map<String, String> directives) {
        Kind kind = kinds.find(instance.kind());
        boolean changed = bring(directory.resolve(SLICE), template.renderSlice()) == Found.REPLACED;
        Path file = file(instance.id());
        Found found = bring(file, template.render(instance, kind, directives));
        UnitState state = systemd.state(UnitFile.name(instance.id()));
        if (changed || found == Found.REPLACED || state.stale() || !state.loaded()) {
            systemd.readFilesAnew();
        }
        return found == Found.CHANGED_BY_HAND ? List.of(file + " was changed by hand and is used as it is") : List.of();
    }

    private enum Found {
        SAME,
        REPLACED,
        CHANGED_BY_HAND
    }

    private Found bring(Path file, String wanted) {
        // Asked first: another of us may make the slice meanwhile.
        boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        Optional<String> there = read(file);
        if (there.filter(wanted::equals).isPresent()) {
            return Found.SAME;
        }
        boolean foreign = there.map(text -> !UnitFile.isOurs(text)).orElse(exists);
        if (foreign) {
            throw IkabudException.refused(
                    "writing " + file, "Ikabud did not write what is there", "look at it, then move it away");
        }
        if (there.isPresent() && !UnitFile.isUntouched(there.get())) {
            return Found.CHANGED_BY_HAND;
        }
        files.writeAtomically(
                file, wanted.getBytes(StandardCharsets.UTF_8), MODE, SafeFiles.UNCHANGED, SafeFiles.UNCHANGED);
        return Found.REPLACED;
    }

    /** What of an instance's unit is not any more as it was made. */
    List<Drift> drifts(InstanceRecord record, Map<String, String> directives) {
        List<Drift> drifts = new ArrayList<>();
        Instance instance = record.instance();
        Path file = file(instance.id());
        Optional<String> there = read(file);
        boolean ours = there.filter(UnitFile::isOurs).isPresent();
        boolean old = ours
                && UnitFile.isUntouched(there.get())
                && !there.get().equals(template.render(instance, kinds.find(instance.kind()), directives));
        if (!ours || old || read(directory.resolve(SLICE)).isEmpty()) {
            String why = old
                    ? "it is not what the template and the settings make by now"
                    : ours ? "the slice of all instances is missing" : "it is missing, or not ours";
            drifts.add(new Drift(file.toString(), why, "", () -> bring(instance, directives)));
        } else if (systemd.state(UnitFile.name(instance.id())).stale()) {
            drifts.add(
                    new Drift(file.toString(), "systemd has not read it since it changed", "", systemd::readFilesAnew));
        }
        Wanted wanted = record.intent().wanted();
        if (isEnabled(instance.id()) != (wanted == Wanted.UP)) {
            String why = wanted == Wanted.UP
                    ? "it is wanted up and would not be started with the machine"
                    : "it is wanted down and would be started with the machine";
            drifts.add(new Drift(UnitFile.name(instance.id()), why, "", () -> wish(instance.id(), wanted)));
        }
        return drifts;
    }

    private static Optional<String> read(Path file) {
        return SafeFiles.readRegular(file, MOST).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private boolean isEnabled(InstanceId id) {
        return Files.exists(
                directory.resolve("multi-user.target.wants").resolve(UnitFile.name(id)), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether there is a unit of it that we wrote. */
    boolean exists(InstanceId id) {
        return read(file(id)).filter(UnitFile::isOurs).isPresent();
    }

    /** Has it started at each boot of the machine, or not; a look at a link where that is so already. */
    void wish(InstanceId id, Wanted wanted) {
        boolean shall = wanted == Wanted.UP;
        if (isEnabled(id) != shall && exists(id)) {
            systemd.enable(UnitFile.name(id), shall);
        }
    }

    /** The file that is where the unit's would be and that we did not write. */
    Optional<Path> foreign(InstanceId id) {
        Path file = file(id);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !exists(id) ? Optional.of(file) : Optional.empty();
    }

    /**
     * Takes the unit away.
     *
     * @param all also drop-ins that an administrator made for it; without, they hold again for a unit that comes back
     */
    void takeAway(InstanceId id, boolean all) {
        if (!exists(id)) {
            return;
        }
        wish(id, Wanted.DOWN);
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException failed) {
            throw IkabudException.failed("deleting " + file(id), "it cannot be deleted", "check rights there", failed);
        }
        Path dropIns = directory.resolve(UnitFile.name(id) + ".d");
        if (all && Files.isDirectory(dropIns, LinkOption.NOFOLLOW_LINKS)) {
            files.removeTree(dropIns);
        }
        systemd.readFilesAnew();
        systemd.forgetFailures(UnitFile.name(id));
    }

    /** Where the unit lies. */
    Path file(InstanceId id) {
        return directory.resolve(UnitFile.name(id));
    }
}
