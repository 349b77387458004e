/**
 * The composition root: builds everything by hand, owns every thread, and stops in the reverse order of its start.
 *
 * <p>Knows all packages but the command line and the demo, which stand above it. No rule of the trade lives here: what
 * is possible is the manager's, what is read is the sampler's, what is shown is the view's.
 */
@NullMarked
package ikabud.app;

import org.jspecify.annotations.NullMarked;
