/**
 * The process manager: carries out commands, one instance at a time, so that nothing is ever started twice and a stop
 * always wins.
 *
 * <p>Embedded in every process of ours; they act at the same time and meet only in the store and the locks. It decides
 * first, writes the intent, acts through the backend, writes what came of it, and then tells. Knows neither SQL nor
 * {@code /proc}. Runs on the caller's thread; safe from several threads.
 */
@NullMarked
package ikabud.manager;

import org.jspecify.annotations.NullMarked;
