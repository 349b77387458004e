package ikabud.hosting;

import ikabud.model.InstanceId;
import java.util.List;

/**
 * The lines that have Apache or LiteSpeed answer 503 to everything, whatever modules it has.
 *
 * <p>Two modules say so each: the rules of mod_rewrite in a directory below replace those above it, the redirects of
 * mod_alias do not. Where neither is there, access is denied instead, and the answer is 403.
 */
final class HtaccessLines {
    /** After how many seconds a visitor may ask again. */
    static final int RETRY_AFTER = 300;

    private HtaccessLines() {}

    static List<String> of(InstanceId id) {
        return List.of(
                "# The site is shut; `ikabud start " + id + "` takes these lines away and leaves all others.",
                "ErrorDocument 503 \"This site is down for maintenance. Please come back later.\"",
                "<IfModule mod_headers.c>",
                "Header always set Retry-After \"" + RETRY_AFTER + "\"",
                "Header always set Cache-Control \"no-store\"",
                "</IfModule>",
                "<IfModule mod_rewrite.c>",
                "RewriteEngine On",
                "RewriteRule ^ - [R=503,L]",
                "</IfModule>",
                "<IfModule mod_alias.c>",
                "Redirect 503 /",
                "</IfModule>",
                "<IfModule !mod_alias.c>",
                "<IfModule !mod_rewrite.c>",
                "Require all denied",
                "</IfModule>",
                "</IfModule>");
    }
}
