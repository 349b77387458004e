package ikabud.backend;

import ikabud.config.Kinds;
import ikabud.model.Clock;
import ikabud.model.Layout;
import org.jspecify.annotations.Nullable;

/**
 * Where instances are run.
 *
 * @param webUser who may connect to the sockets besides their owners; empty for nobody
 * @param defaultPhp PHP version of new instances, such as {@code 8.2}; null for the newest installed
 * @param kinds where templates come from
 */
public record Place(
        Layout layout,
        Machine machine,
        Clock clock,
        String webUser,
        @Nullable String defaultPhp,
        Kinds kinds) {}
