/** How well instances are shut in, on machines of their own with a real systemd. */
@NullMarked
package ikabud.isolation;

import org.jspecify.annotations.NullMarked;
