/**
 * Keys in, frames out: reads the terminal's keys, turns them into changes of the screen and commands, and paints.
 *
 * <p>It knows neither manager nor sampler nor SQL: commands leave through {@link ikabud.model.CommandSink}, everything
 * else comes in as a {@link ikabud.tui.Message} on one queue. The ui thread owns all state here; the key reader and the
 * log feed run on threads of their own, which {@code app} makes. Lanterna stays in this package.
 */
@NullMarked
package ikabud.tui;

import org.jspecify.annotations.NullMarked;
