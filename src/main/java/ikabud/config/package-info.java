/**
 * Every file a human edits: settings, themes and kind manifests. Read, check everything, report all mistakes at once.
 *
 * <p>Must not know the terminal, the database or any process. Jackson's streaming parser lives here. Values are immutable and safe
 * on every thread; the loaders hold no state and are called by whoever needs them.
 */
@NullMarked
package ikabud.config;

import org.jspecify.annotations.NullMarked;
