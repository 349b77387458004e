package ikabud.tui;

import ikabud.model.Clock;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Outcome;
import ikabud.model.Snapshot;
import ikabud.os.Terminal.Size;
import ikabud.view.Chronicle;
import ikabud.view.DetailPage;
import ikabud.view.Frame;
import ikabud.view.Outlook;
import ikabud.view.Screen;
import ikabud.view.ScreenState;
import ikabud.view.Toast;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of the dashboard: takes messages one after the other, changes the state, and paints when the inbox is empty.
 *
 * <p>Confined to the ui thread, which it never blocks but on the inbox.
 */
final class Loop {
    private static final int MOST_IN_A_ROW = 200;
    private static final long GOOD_NEWS_MILLIS = 8_000;
    private static final long BAD_NEWS_MILLIS = 60_000;
    private static final long PROGRESS_MILLIS = 200;
    private static final long COUNTDOWN_MILLIS = 1_000;
    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private final TerminalDevice device;
    private final BlockingQueue<Message> inbox;
    private final Clock clock;
    private final AlternateScreen screen;
    private final Policy policy;
    private final Outlets outlets;
    private final Update update;
    private final LogWatch logWatch;
    private final UnderWay underWay = new UnderWay();
    private final Alarm toastEnds = new Alarm();
    private final Alarm progressMoves = new Alarm();
    private final Alarm dataIsOld = new Alarm();
    private final Alarm countdown = new Alarm();

    private ScreenState state;
    private Snapshot shown = Snapshot.NONE;
    private Snapshot latest = Snapshot.NONE;
    private Optional<Message.Logged> heldLines = Optional.empty();
    private Optional<InstanceId> chronicled = Optional.empty();
    private long sampledAt;
    private Size size;
    private Frame frame;
    private boolean dirty = true;
    private Optional<Dashboard.Ending> ending = Optional.empty();

    Loop(
            TerminalDevice device,
            BlockingQueue<Message> inbox,
            Clock clock,
            AlternateScreen screen,
            Policy policy,
            Outlets outlets,
            ScreenState initial,
            Size size) {
        this.device = device;
        this.inbox = inbox;
        this.clock = clock;
        this.screen = screen;
        this.policy = policy;
        this.outlets = outlets;
        this.update = new Update(policy);
        this.logWatch = new LogWatch(outlets.log());
        this.state = initial;
        this.size = size;
        this.frame = new Frame(size.columns(), size.rows());
        this.sampledAt = clock.nanoTime();
    }

    Dashboard.Ending run() throws IOException, InterruptedException {
        while (true) {
            Message first = inbox.poll(untilSomethingIsDue(), TimeUnit.NANOSECONDS);
            takeAll(first);
            if (ending.isPresent()) {
                return ending.get();
            }
            ring();
            paint();
        }
    }

    /** What has piled up is taken before the next frame, but not for ever. */
    private void takeAll(@Nullable Message first) throws IOException {
        Message message = first;
        for (int taken = 1; message != null && ending.isEmpty(); taken++) {
            take(message);
            message = taken < MOST_IN_A_ROW ? inbox.poll() : null;
        }
    }

    private void take(Message message) throws IOException {
        if (message instanceof Message.Key key) {
            react(update.key(situation(), key.name()));
        } else if (message instanceof Message.Paste paste) {
            react(update.paste(situation(), paste.text()));
        } else if (message instanceof Message.Sampled sampled) {
            sampled(sampled.snapshot());
        } else if (message instanceof Message.Logged logged) {
            logged(logged);
        } else if (message instanceof Message.Ended ended) {
            ended(ended);
        } else if (message instanceof Message.Notice notice) {
            tell(notice.toast());
        } else if (message instanceof Message.Standing standing) {
            change(state.with(state.surroundings().withNotice(standing.notice())));
        } else if (message instanceof Message.SupervisedBy now) {
            change(state.with(state.surroundings().with(now.supervised())));
        } else if (message instanceof Message.Told told) {
            told(told.chronicle());
        } else if (message instanceof Message.Resized) {
            resize();
        } else if (message instanceof Message.Continued) {
            comeBack();
        } else {
            ending = Optional.of(message instanceof Message.Hangup ? Dashboard.Ending.HANGUP : Dashboard.Ending.QUIT);
        }
    }

    private Situation situation() {
        return new Situation(state, shown, latest, size.columns(), size.rows());
    }

    private void react(Reaction reaction) throws IOException {
        boolean wasFrozen = state.frozen();
        change(reaction.state());
        if (wasFrozen && !state.frozen()) {
            thaw();
        }
        for (Reaction.Wish wish : reaction.wishes()) {
            fulfil(wish);
        }
    }

    private void fulfil(Reaction.Wish wish) throws IOException {
        if (wish instanceof Reaction.Wish.Submit submit) {
            submit(submit.command());
        } else if (wish instanceof Reaction.Wish.KeepTheme theme) {
            outlets.keepTheme().accept(theme.name());
        } else if (wish instanceof Reaction.Wish.Plain plain) {
            switch (plain) {
                case QUIT -> ending = Optional.of(Dashboard.Ending.QUIT);
                case REDRAW -> redraw();
                case SUSPEND -> suspend();
                case SUPERVISE -> outlets.supervise().run();
                case SAMPLE -> outlets.sample().run();
                case CHANGE_INTERVAL ->
                    outlets.interval().accept(state.surroundings().interval());
            }
        }
    }

    private void submit(Command command) {
        underWay.began(command, now());
        progressMoves.set(now(), PROGRESS_MILLIS);
        change(state.withProgress(underWay.progress(now())));
        var unused = outlets.commands().submit(command).whenComplete((outcome, failure) -> {
            Outcome became = failure == null ? outcome : failed(command, failure);
            inbox.add(new Message.Ended(command, became));
        });
    }

    private void ended(Message.Ended ended) {
        underWay.ended(ended.command());
        change(state.withProgress(underWay.progress(now())));
        tell(Toast.of(ended.outcome()));
        outlets.sample().run();
    }

    private static Outcome failed(Command command, Throwable failure) {
        String what = command.verb().word() + " " + command.target();
        return new Outcome(Outcome.Result.FAILED, what + ": " + failure, ExitCode.FAILED, Duration.ZERO, List.of());
    }

    private void sampled(Snapshot snapshot) {
        latest = snapshot;
        sampledAt = now();
        dataIsOld.set(sampledAt, state.surroundings().interval().toMillis() * 3 + 50);
        if (!state.frozen()) {
            shown = latest;
            change(state.withAge(Duration.ZERO));
            countDown();
            outlets.visible().accept(situation().visible());
        }
    }

    /** Seconds are counted between two readings, as long as any are shown. */
    private void countDown() {
        Instant now = shown.at().plus(state.age());
        if (shown.instances().stream()
                .anyMatch(sample -> Outlook.countsDown(sample.entry().record().observed(), now))) {
            countdown.set(now(), COUNTDOWN_MILLIS);
        } else {
            countdown.clear();
        }
    }

    private void logged(Message.Logged logged) {
        if (!logWatch.isCurrent(logged)) {
            return;
        }
        if (state.frozen()) {
            heldLines = Optional.of(logged);
            return;
        }
        change(state.with(state.log().appended(logged.lines(), logged.dropped(), policy.logLines())));
        logWatch.taken();
    }

    private void told(Chronicle chronicle) {
        if (state.overlay().isPresent() && state.overlay().get() instanceof DetailPage page) {
            change(state.with(page.with(chronicle)));
        }
    }

    /** After a freeze: shows what came meanwhile. */
    private void thaw() {
        shown = latest;
        change(state);
        heldLines.ifPresent(this::logged);
        heldLines = Optional.empty();
    }

    private void keepToast() {
        boolean bad =
                state.toast().filter(toast -> toast.tone() == Toast.Tone.ERROR).isPresent();
        toastEnds.set(now(), bad ? BAD_NEWS_MILLIS : GOOD_NEWS_MILLIS);
    }

    private void tell(Toast toast) {
        change(state.withToast(Optional.of(toast)));
    }

    /** Everything that changes the picture goes through here. */
    private void change(ScreenState next) {
        ScreenState before = state;
        state = Screen.settle(shown, next, size.columns(), size.rows());
        dirty = true;
        if (!state.toast().equals(before.toast())) {
            keepToast();
        }
        String theme = state.surroundings().theme();
        if (!theme.equals(before.surroundings().theme())) {
            restyle(theme);
        }
        logWatch.look(lookedAt(), now());
        Optional<InstanceId> opened =
                state.overlay().filter(DetailPage.class::isInstance).map(page -> ((DetailPage) page).id());
        if (!opened.equals(chronicled)) {
            chronicled = opened;
            outlets.chronicle().accept(opened);
        }
    }

    /** Whose log is shown: the selected instance's, as long as there is such a one. */
    private Optional<InstanceId> lookedAt() {
        Optional<InstanceId> selected = state.log().shown() ? state.table().selected() : Optional.empty();
        return selected.isPresent() && shown.find(selected.get()).isPresent() ? selected : Optional.empty();
    }

    private void restyle(String theme) {
        try {
            screen.restyle(outlets.themes().apply(theme));
        } catch (IkabudException broken) {
            tell(Toast.error(String.valueOf(broken.getMessage())));
        }
    }

    private void resize() {
        size = device.size();
        if (size.columns() != frame.width() || size.rows() != frame.height()) {
            frame = new Frame(size.columns(), size.rows());
            change(state);
        }
    }

    private void redraw() {
        resize();
        screen.forget();
        dirty = true;
    }

    private void suspend() throws IOException {
        screen.leave();
        device.restore();
        device.suspend();
        comeBack();
    }

    /** After a stop: the shell has had the terminal, and its size and settings may be others. */
    private void comeBack() {
        device.restore();
        device.makeRaw();
        screen.lose();
        redraw();
    }

    /** Does what is due by the clock. */
    private void ring() {
        long now = now();
        if (toastEnds.rings(now)) {
            if (Update.isSeen(state)) {
                change(state.withToast(Optional.empty()));
            } else {
                keepToast();
            }
        }
        if (progressMoves.rings(now) && !underWay.isEmpty()) {
            progressMoves.set(now, PROGRESS_MILLIS);
            change(state.withProgress(underWay.progress(now)));
        }
        if (countdown.rings(now) && !state.frozen()) {
            change(state.withAge(Duration.ofNanos(now - sampledAt)));
            countDown();
        }
        if (dataIsOld.rings(now)) {
            change(state.withAge(Duration.ofNanos(now - sampledAt)));
        }
        if (logWatch.changes(now)) {
            heldLines = Optional.empty();
            change(state.with(state.log().of(logWatch.watched())));
        }
    }

    private long untilSomethingIsDue() {
        if (dirty) {
            return 0;
        }
        long now = now();
        long wait = logWatch.remaining(now, IDLE_NANOS);
        for (Alarm alarm : new Alarm[] {toastEnds, progressMoves, dataIsOld, countdown}) {
            wait = alarm.remaining(now, wait);
        }
        return wait;
    }

    private void paint() throws IOException {
        if (dirty) {
            dirty = false;
            Screen.draw(shown, state, frame);
            screen.show(frame);
        }
    }

    private long now() {
        return clock.nanoTime();
    }
}
