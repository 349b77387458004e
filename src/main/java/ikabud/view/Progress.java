package ikabud.view;

import ikabud.model.InstanceId;
import ikabud.model.Verb;
import java.time.Duration;
import java.util.Optional;

/**
 * A command that is under way.
 *
 * @param elapsed since it was given
 * @param atMost after which it ends at the latest, where that is known
 */
public record Progress(Verb verb, InstanceId target, Duration elapsed, Optional<Duration> atMost) {}
