package ikabud.demo;

import ikabud.app.Ikabud;
import ikabud.app.SupervisorProcess;
import ikabud.model.Blueprint;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Outcome;
import ikabud.model.Signal;
import ikabud.model.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** The beginning and the end of the demo. */
public final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Demo() {}

    /**
     * Makes the five instances and visits them, in the background, as long as the program runs.
     *
     * @throws ikabud.model.IkabudException if the launcher has not prepared a private root
     */
    public static void begin(Ikabud ikabud) {
        Stage stage = Stage.of(ikabud.layout());
        for (Site site : Site.values()) {
            ikabud.background("demo-" + site.name().toLowerCase(Locale.ROOT), () -> play(ikabud, stage, site));
        }
    }

    private static void play(Ikabud ikabud, Stage stage, Site site) {
        stage.furnish(site);
        Blueprint blueprint = new Blueprint("php", null, stage.user(site), stage.documentRoot(site), Map.of(), true);
        Command.Options options = new Command.Options(Signal.KILL, false, false, true, null, blueprint);
        // Whatever becomes of it stands in the journal; the visitor copes with a site that is not there.
        submit(ikabud, Verb.CREATE, site.id(), options).join();
        new Visitor(site, ikabud.layout(), stage.page(site), ikabud.clock(), new Random()).run();
    }

    /**
     * Ends every instance of the demo and forgets it. The launcher deletes the files.
     *
     * @return whether all of it succeeded
     * @throws ikabud.model.IkabudException if this is not a demo's private root
     */
    public static ExitCode end(Ikabud ikabud) {
        Stage.of(ikabud.layout());
        endSupervisor(SupervisorProcess.of(ikabud));
        Command.Options options = new Command.Options(Signal.KILL, true, true, true, PATIENCE, null);
        List<CompletableFuture<Outcome>> removals = new ArrayList<>();
        for (InstanceRecord record : ikabud.records()) {
            removals.add(submit(ikabud, Verb.KILL, record.id(), options)
                    .thenCompose(killed -> submit(ikabud, Verb.REMOVE, record.id(), options)));
        }
        boolean done = removals.stream().map(CompletableFuture::join).allMatch(Outcome::isDone);
        return done ? ExitCode.DONE : ExitCode.FAILED;
    }

    // One may have been started from the screen; it would go on without a root.
    private static void endSupervisor(SupervisorProcess supervisor) {
        if (supervisor.current().isPresent()) {
            supervisor.stop(PATIENCE);
        }
    }

    private static CompletableFuture<Outcome> submit(Ikabud ikabud, Verb verb, InstanceId id, Command.Options options) {
        return ikabud.commands().submit(Command.of(verb, id, ikabud.actor()).with(options));
    }
}
