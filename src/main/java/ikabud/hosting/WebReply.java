package ikabud.hosting;

import java.util.Map;
import java.util.Optional;

/**
 * What a web server answered.
 *
 * @param from the page that answered, after redirects within the site
 * @param headers by name in lower case; of several with one name the last
 * @param body its begin, one character for each byte
 */
record WebReply(WebAddress from, int status, Map<String, String> headers, String body) {
    /** Keeps its own copy of the headers. */
    WebReply {
        headers = Map.copyOf(headers);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean isRedirect() {
        return status >= 300 && status < 400 && headers.containsKey("location");
    }
}
