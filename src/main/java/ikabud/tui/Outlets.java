package ikabud.tui;

import ikabud.config.Theme;
import ikabud.model.CommandSink;
import ikabud.model.InstanceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the dashboard asks of the program around it. Everything is called on the ui thread and must return at once.
 *
 * @param commands carries commands out
 * @param log reads the log that is looked at
 * @param supervise starts a supervisor in the background and tells later what became of it
 * @param sample reads everything now, besides the interval
 * @param interval changes the time between two readings
 * @param themes the theme of a name, for this terminal's depth
 * @param keepTheme keeps the name of a theme for the next time
 * @param chronicle told whose page is open, so that its history is read; empty when it is closed
 * @param visible told which instances are on the screen, with each new picture
 */
public record Outlets(
        CommandSink commands,
        LogFeed log,
        Runnable supervise,
        Runnable sample,
        Consumer<Duration> interval,
        Function<String, Theme> themes,
        Consumer<String> keepTheme,
        Consumer<Optional<InstanceId>> chronicle,
        Consumer<List<InstanceId>> visible) {}
