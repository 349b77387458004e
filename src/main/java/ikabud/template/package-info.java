/**
 * Fills in the text files of a kind: variables and one sort of condition, nothing else.
 *
 * <p>Pure: knows no file, no process and no kind; whoever calls it reads the text and writes the result. Values are not
 * trusted, since a configuration file would read them as directives. Safe on any thread.
 */
@NullMarked
package ikabud.template;

import org.jspecify.annotations.NullMarked;
