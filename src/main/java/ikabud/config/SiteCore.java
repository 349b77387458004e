package ikabud.config;

import java.util.Optional;

/**
 * What a kind's manifest says of the code of its sites; all paths are relative to the document root and stay below it.
 *
 * @param index the script that answers for {@code /}
 * @param versionFile the file that holds the version of the core, such as {@code wp-includes/version.php}
 * @param versionAfter the text in it right before the version, such as {@code $wp_version = '}; empty if there is no file
 */
public record SiteCore(Optional<String> index, Optional<String> versionFile, String versionAfter) {
    /** Nothing is known. */
    public static final SiteCore UNKNOWN = new SiteCore(Optional.empty(), Optional.empty(), "");
}
