/**
 * The way in and nothing else.
 *
 * <p>It knows the command line and no other package; the thread it starts on becomes the user interface's.
 */
@NullMarked
package ikabud;

import org.jspecify.annotations.NullMarked;
