/**
 * What the account on a hoster's web server lets us do: open and shut its site by files that the web server and PHP read, ask
 * the site as a visitor does, measure its files, ask its database for its size.
 *
 * <p>Knows instances by their names alone. All files here belong to the account and may be changed by the site at any time:
 * none is followed through a link, none is trusted, and what the user wrote is never lost. What the network answers has hard
 * limits of time and size. Safe from any thread for different sites; the calling thread is the one that waits.
 */
@NullMarked
package ikabud.hosting;

import org.jspecify.annotations.NullMarked;
