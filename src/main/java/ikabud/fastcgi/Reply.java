package ikabud.fastcgi;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a FastCGI server answered.
 *
 * @param headers names in lower case; values of a repeated one joined by a comma
 * @param status the HTTP status, 200 where none was sent
 * @param body cut at the caller's limit
 * @param stderr the error stream, at most 64 KiB
 * @param complete whether it came to its end: false when the deadline or the limit cut it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares replies
public record Reply(Map<String, String> headers, int status, byte[] body, String stderr, boolean complete) {
    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
