package ikabud.backend;

import ikabud.config.Kind;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Owner;
import ikabud.model.PlainText;
import ikabud.os.Captured;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rendered {@code php-fpm.conf} of each instance on disk. A new one gets its name only after FPM has checked it; the
 * one before is kept beside it; one that we did not write is never touched.
 */
final class RenderedConfig {
    static final int MODE = 0640;
    private static final int MOST = 1 << 20;
    private static final Duration CHECK = Duration.ofSeconds(20);
    private static final int OUTPUT = 16 * 1024;

    private final Layout layout;
    private final Machine machine;
    private final LaunchChain chain;
    private final FpmTemplate template;

    RenderedConfig(Layout layout, Machine machine, LaunchChain chain, FpmTemplate template) {
        this.layout = layout;
        this.machine = machine;
        this.chain = chain;
        this.template = template;
    }

    /** The text on disk; empty where there is none. */
    Optional<String> current(InstanceId id) {
        return SafeFiles.readRegular(layout.fpmConfig(id), MOST)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * Brings the file up to date with the definition and the template, if it is not.
     *
     * @return what an administrator should know; usually nothing
     */
    List<String> bring(Instance instance) {
        return bring(instance, template.render(instance));
    }

    /** The same for a kind that was read already. */
    List<String> bring(Instance instance, Kind kind) {
        return bring(instance, template.render(instance, kind));
    }

    private List<String> bring(Instance instance, String wanted) {
        Optional<String> there = current(instance.id());
        if (there.isEmpty()) {
            refuseOther(instance.id());
            replace(instance, wanted);
            return List.of();
        }
        if (there.get().equals(wanted)) {
            return List.of();
        }
        Path file = layout.fpmConfig(instance.id());
        if (!RenderedHead.isOurs(there.get())) {
            throw notOurs(file);
        }
        if (!RenderedHead.isUntouched(there.get())) {
            return List.of(file + " was changed by hand and is used as it is");
        }
        replace(instance, wanted);
        write(lastGood(instance.id()), instance, there.get());
        return List.of();
    }

    /** Whether the file is there as the definition and the template make it; one that was changed by hand is as it should be. */
    Optional<Drift> drift(Instance instance) {
        String file = layout.fpmConfig(instance.id()).toString();
        Optional<String> there = current(instance.id());
        if (there.isEmpty()) {
            return Optional.of(new Drift(file, "it is missing", "", () -> bring(instance)));
        }
        if (!RenderedHead.isOurs(there.get())) {
            return Optional.of(
                    new Drift(file, "Ikabud did not write what is there", "look at it, then move it away", null));
        }
        boolean old = RenderedHead.isUntouched(there.get()) && !there.get().equals(template.render(instance));
        return old
                ? Optional.of(new Drift(
                        file,
                        "it is not what the template and the settings make by now",
                        "`ikabud reload " + instance.id() + "` takes it up",
                        () -> bring(instance)))
                : Optional.empty();
    }

    /** Has FPM check the file on disk, as the instance's user; fails with FPM's words. */
    void check(Instance instance) {
        String text = current(instance.id())
                .orElseThrow(() -> IkabudException.failed(
                        "configuration " + layout.fpmConfig(instance.id()), "it is missing", "restart the instance"));
        check(instance, layout.fpmConfig(instance.id()), text);
    }

    /** Puts the file before the last change back, where there is one. */
    boolean rollBack(Instance instance) {
        Optional<String> good = SafeFiles.readRegular(lastGood(instance.id()), MOST)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        good.ifPresent(text -> write(layout.fpmConfig(instance.id()), instance, text));
        return good.isPresent();
    }

    /** Takes the file away, if it is ours, and what is kept beside it. */
    void takeAway(InstanceId id) {
        if (current(id).filter(RenderedHead::isOurs).isEmpty()) {
            return;
        }
        Path file = layout.fpmConfig(id);
        try {
            for (Path each : List.of(lastGood(id), fresh(file), file)) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failed) {
            throw IkabudException.failed("deleting " + file, "it cannot be deleted", "check rights there", failed);
        }
    }

    private static Path fresh(Path file) {
        return file.resolveSibling("php-fpm.conf.new");
    }

    /** The definitions in the rendered files that are ours, but for those of known instances. */
    List<Instance> definitions(Set<InstanceId> known) {
        return Definitions.read(layout, "php-fpm.conf", known);
    }

    private void replace(Instance instance, String text) {
        Path file = layout.fpmConfig(instance.id());
        Path fresh = fresh(file);
        write(fresh, instance, text);
        try {
            check(instance, fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw IkabudException.failed("writing " + file, "it cannot be renamed", "check rights there", failed);
        }
    }

    /** Refuses to go on with a PHP-FPM that was taken away. */
    static void requireBinary(Instance instance, String what) {
        if (!Files.isExecutable(instance.phpBinary())) {
            throw IkabudException.failed(
                    what,
                    "there is no " + instance.phpBinary() + " any more",
                    "install PHP-FPM " + instance.phpVersion() + " again",
                    FailureClass.CONFIG);
        }
    }

    private void check(Instance instance, Path file, String text) {
        requireBinary(instance, "configuration of " + instance.id());
        Captured captured = machine.spawner()
                .run(
                        chain.check(instance, file.toString(), FpmTemplate.directives(text)),
                        LaunchChain.ENVIRONMENT,
                        CHECK,
                        OUTPUT);
        if (captured.succeeded()) {
            return;
        }
        List<String> lines =
                captured.output().lines().map(PlainText::neutralise).toList();
        Cause cause = Cause.ofStart(lines)
                .orElseGet(() -> new Cause(
                        FailureClass.CONFIG,
                        captured.timedOut()
                                ? "the check did not end within " + CHECK.toSeconds() + " s"
                                : "php-fpm -t ended with " + captured.exit()));
        throw IkabudException.failed(
                "configuration of " + instance.id(),
                cause.message(),
                remedy(cause, file, instance.owner()),
                cause.kind());
    }

    // As where everything was moved to a place below the home of root.
    private static String remedy(Cause cause, Path file, Owner owner) {
        return SiteFiles.barred(file, owner)
                .filter(at -> cause.kind() == FailureClass.RIGHTS && !at.equals(file))
                .map(at ->
                        "the mode of " + at + " keeps " + owner.name() + " out: let it pass there, or use another root")
                .orElse(cause.kind().remedy());
    }

    private void write(Path file, Instance instance, String text) {
        machine.files()
                .writeAtomically(
                        file,
                        text.getBytes(StandardCharsets.UTF_8),
                        MODE,
                        SafeFiles.UNCHANGED,
                        instance.owner().gid());
    }

    private void refuseOther(InstanceId id) {
        Path file = layout.fpmConfig(id);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw notOurs(file);
        }
    }

    private static IkabudException notOurs(Path file) {
        return IkabudException.refused(
                "writing " + file, "Ikabud did not write what is there", "look at it, then move it away");
    }

    private Path lastGood(InstanceId id) {
        return layout.fpmConfig(id).resolveSibling("php-fpm.conf.good");
    }
}
