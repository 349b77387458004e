package ikabud.hosting;

import ikabud.model.Clock;
import ikabud.model.PlainText;
import java.time.Duration;
import java.util.Optional;

/** Asks a site for a page as its visitors do, and says what to make of the answer. Safe from any thread. */
public final class SiteVisit {
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final WebClient client;

    /** Visits by that clock. */
    public SiteVisit(Clock clock) {
        this.client = new WebClient(clock);
    }

    /**
     * What came of a visit.
     *
     * @param well whether the site answers as an open one should
     * @param open whether it answers, and not as a shut one does
     * @param detail for a person
     */
    public record Impression(boolean well, boolean open, String detail) {}

    /** Asks for that page. */
    public Impression visit(String url, Duration patience) {
        Optional<WebAddress> address = WebAddress.parse(url);
        if (address.isEmpty()) {
            return new Impression(false, false, url + " is no address");
        }
        WebClient.Answer answer = client.get(address.get(), patience);
        return answer.reply()
                .map(SiteVisit::judge)
                .orElseGet(() -> new Impression(false, false, address.get() + ": " + answer.reason()));
    }

    private static Impression judge(WebReply reply) {
        String retry = reply.header("retry-after")
                .map(seconds -> ", Retry-After " + shorten(seconds))
                .orElse("");
        String leads =
                reply.isRedirect() ? ", to " + shorten(reply.header("location").orElse("")) : "";
        return new Impression(
                reply.status() < SERVER_ERROR,
                reply.status() != UNAVAILABLE,
                reply.from() + ": status " + reply.status() + retry + leads);
    }

    private static String shorten(String text) {
        return PlainText.shorten(PlainText.neutralise(text), 100);
    }
}
