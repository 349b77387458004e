package ikabud.hosting;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of a site is: {@code https://example.org:8443/shop/?a=b}.
 *
 * @param host a name, or an address without brackets
 * @param path with the query, beginning with a slash
 */
record WebAddress(boolean secure, String host, int port, String path) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MOST_PORT = 65_535;

    private static final Pattern SHAPE = Pattern.compile(
            "(https?)://(?:([A-Za-z0-9.-]{1,253})|\\[([0-9A-Fa-f:.]{2,45})\\])(?::(\\d{1,5}))?(/[!-~]{0,2000})?");

    /** The address in a text; empty if it is none. */
    static Optional<WebAddress> parse(String text) {
        Matcher part = SHAPE.matcher(text);
        if (!part.matches()) {
            return Optional.empty();
        }
        boolean secure = part.group(1).equals("https");
        String host = part.group(2) == null ? part.group(3) : part.group(2);
        int port = part.group(4) == null ? secure ? HTTPS : HTTP : Integer.parseInt(part.group(4));
        String path = part.group(5) == null ? "/" : part.group(5).split("#", 2)[0];
        return port < 1 || port > MOST_PORT
                ? Optional.empty()
                : Optional.of(new WebAddress(secure, host.toLowerCase(Locale.ROOT), port, path));
    }

    /** Where a {@code Location} leads from here; empty if that makes no sense. */
    Optional<WebAddress> follow(String location) {
        if (location.startsWith("//")) {
            return parse((secure ? "https:" : "http:") + location);
        }
        return location.startsWith("/") ? parse(origin() + location) : parse(location);
    }

    /** The page of another path of the same site. */
    WebAddress at(String other) {
        return new WebAddress(secure, host, port, other);
    }

    /** The directory that this page is in, with a slash at its end. */
    String directory() {
        String plain = path.split("\\?", 2)[0];
        return plain.substring(0, plain.lastIndexOf('/') + 1);
    }

    /** What the {@code Host} header says. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
    }

    private String origin() {
        return (secure ? "https://" : "http://") + authority();
    }

    @Override
    public String toString() {
        return origin() + path;
    }
}
