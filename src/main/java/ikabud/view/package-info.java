/**
 * Draws the screen: a snapshot and what the user chose become a frame of cells.
 *
 * <p>Everything here is pure: the same values give the same frame. It knows no terminal, no clock and no file; what it
 * must know of the outside (time zone, theme name, age of the snapshot) is part of {@link ikabud.view.ScreenState}.
 * Frames are confined to the thread that draws; all else is immutable.
 */
@NullMarked
package ikabud.view;

import org.jspecify.annotations.NullMarked;
