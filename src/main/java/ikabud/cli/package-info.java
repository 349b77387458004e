/**
 * The verbs of {@code ikabud}: parse the arguments, call the program, print, return an exit code.
 *
 * <p>Decides nothing about instances: what is possible is the manager's, and comes back as an outcome. Help, man pages
 * and shell completion are made from the same definitions that parse. Everything runs on the main thread and prints to
 * the {@link ikabud.cli.Console} it was given.
 */
@NullMarked
package ikabud.cli;

import org.jspecify.annotations.NullMarked;
