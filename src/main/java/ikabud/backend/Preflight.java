package ikabud.backend;

import ikabud.backend.BootChecks.Found;
import ikabud.config.SiteCore;
import ikabud.model.BootPhase;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.os.SafeFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is looked at before anything of an instance is made or started. Starts no process and changes nothing. */
final class Preflight {
    private static final long MEGA = 1 << 20;
    private static final long GIGA = 1 << 30;
    private static final long LEAST = MEGA;
    private static final long FEW = 64 * MEGA;
    private static final long MANY = 10 * GIGA;

    private final Layout layout;
    private final Owners owners;

    Preflight(Layout layout, Owners owners) {
        this.layout = layout;
        this.owners = owners;
    }

    /** The machine: PHP, disk, user. */
    void kernel(Instance instance, BootChecks checks) {
        checks.check(BootPhase.KERNEL, "php", () -> {
            RenderedConfig.requireBinary(instance, "PHP-FPM of " + instance.id());
            return Found.passed("PHP-FPM " + instance.phpVersion() + ", " + instance.phpBinary());
        });
        checks.check(BootPhase.KERNEL, "disk", this::disk);
        checks.check(BootPhase.KERNEL, "user", () -> {
            owners.verify(instance.owner());
            return Found.passed(
                    instance.owner().name() + ", uid " + instance.owner().uid());
        });
    }

    private Found disk() {
        long least = Long.MAX_VALUE;
        Path fullest = layout.state();
        for (Path directory : List.of(layout.run(), layout.log(), layout.state())) {
            OptionalLong free = SafeFiles.freeBytes(directory);
            if (free.isPresent() && free.getAsLong() < least) {
                least = free.getAsLong();
                fullest = directory;
            }
        }
        return disk(fullest, least);
    }

    /** What that much room on the disk of a directory means. */
    static Found disk(Path directory, long free) {
        if (free == Long.MAX_VALUE) {
            return Found.skipped("the file systems do not tell how much is free");
        }
        if (free < LEAST) {
            throw IkabudException.failed(
                    "disk of " + directory,
                    (free >> 10) + " KB are free, and nothing can be written",
                    "free some",
                    FailureClass.RESOURCE);
        }
        String detail = (free >= MANY ? free / GIGA + " GB" : free / MEGA + " MB") + " free";
        return free < FEW
                ? Found.warned(detail + " for " + directory, "free some before logs and sessions are lost")
                : Found.passed(detail);
    }

    /** The site's code, as far as it can be seen without running it. */
    void core(Instance instance, SiteCore core, BootChecks checks) {
        Path root = instance.documentRoot();
        checks.check(BootPhase.CORE, "document root", () -> {
            if (Files.isDirectory(root)) {
                return Found.passed(root.toString());
            }
            throw IkabudException.failed(
                    "document root " + root,
                    Files.exists(root) ? "it is no directory" : "there is no such directory",
                    "bring it back, then start the instance again",
                    FailureClass.CONFIG);
        });
        checks.check(BootPhase.CORE, "readable", () -> readable(instance, core));
        core.index().ifPresent(index -> checks.check(BootPhase.CORE, "index", () -> index(root, index)));
        core.versionFile().ifPresent(file -> checks.check(BootPhase.CORE, "version", () -> version(root, file, core)));
    }

    private static Found readable(Instance instance, SiteCore core) {
        Path root = instance.documentRoot();
        Path file = core.index().map(root::resolve).filter(Files::isRegularFile).orElse(root);
        Optional<Path> barred = SiteFiles.barred(file, instance.owner());
        return barred.isEmpty()
                ? Found.passed("by " + instance.owner().name())
                : Found.warned(
                        "the mode of " + barred.get() + " keeps "
                                + instance.owner().name() + " out, unless an ACL or another of its groups lets it in",
                        "let it read there, with chmod, chgrp or setfacl");
    }

    private static Found index(Path root, String index) {
        return Files.isRegularFile(root.resolve(index))
                ? Found.passed(index)
                : Found.warned(
                        "there is no " + index + " in " + root, "put the site there, or name another document root");
    }

    private static Found version(Path root, String file, SiteCore core) {
        return SiteFiles.version(root, file, core.versionAfter())
                .map(Found::passed)
                .orElseGet(() ->
                        Found.warned(root.resolve(file) + " names no version", "look whether the core is complete"));
    }
}
