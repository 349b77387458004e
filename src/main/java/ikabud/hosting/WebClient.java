package ikabud.hosting;

import ikabud.model.Clock;
import ikabud.model.PlainText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks a web server for a page, over HTTP/1.1 with one connection for each question, within hard limits of time and size.
 * Follows redirects within the same host only. Never throws for what comes back.
 *
 * <p>The look-up of a name has the resolver's own limit of time. Safe from any thread.
 */
final class WebClient {
    private static final int MOST = 64 * 1024;
    private static final int CHUNK = 8192;
    private static final int REDIRECTS = 3;
    private static final int LONGEST_REASON = 120;
    private static final String END = "\r\n\r\n";

    private final Clock clock;

    WebClient(Clock clock) {
        this.clock = clock;
    }

    /**
     * What came of a question.
     *
     * @param reply empty where there was none that makes sense
     * @param reason why there was none, for a person
     */
    record Answer(Optional<WebReply> reply, String reason) {}

    /** Asks for a page; a redirect to another host is an answer. */
    Answer get(WebAddress address, Duration patience) {
        long deadline = clock.nanoTime() + patience.toNanos();
        WebAddress at = address;
        for (int left = REDIRECTS; ; left--) {
            Answer answer = once(at, deadline, patience);
            Optional<WebAddress> next = answer.reply()
                    .filter(WebReply::isRedirect)
                    .flatMap(reply -> reply.header("location"))
                    .flatMap(at::follow)
                    .filter(other -> other.host().equals(address.host()));
            if (next.isEmpty() || left == 0) {
                return answer;
            }
            at = next.get();
        }
    }

    private Answer once(WebAddress at, long deadline, Duration patience) {
        try (Socket socket = connect(at, deadline)) {
            socket.getOutputStream().write(request(at));
            String text = read(socket, deadline);
            return parse(at, text)
                    .map(reply -> new Answer(Optional.of(reply), ""))
                    .orElseGet(() -> none("what it answered is no HTTP"));
        } catch (SocketTimeoutException late) {
            return none("no answer within " + patience.toSeconds() + " s");
        } catch (UnknownHostException unknown) {
            return none("there is no host " + at.host());
        } catch (SSLException untrusted) {
            return none("no secure connection: " + untrusted.getMessage());
        } catch (IOException broken) {
            return none(String.valueOf(broken.getMessage()));
        }
    }

    private static Answer none(String reason) {
        return new Answer(Optional.empty(), PlainText.shorten(PlainText.neutralise(reason), LONGEST_REASON));
    }

    private Socket connect(WebAddress at, long deadline) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(at.host(), at.port()), left(deadline));
            plain.setSoTimeout(left(deadline));
            return at.secure() ? secure(plain, at) : plain;
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    private static Socket secure(Socket plain, WebAddress at) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, at.host(), at.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(WebAddress at) {
        String text = "GET " + at.path() + " HTTP/1.1\r\nHost: " + at.authority()
                + "\r\nUser-Agent: Ikabud\r\nAccept: */*\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String read(Socket socket, long deadline) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        InputStream in = socket.getInputStream();
        while (all.size() < MOST) {
            socket.setSoTimeout(left(deadline));
            int count = in.read(chunk, 0, Math.min(CHUNK, MOST - all.size()));
            if (count < 0) {
                break;
            }
            all.write(chunk, 0, count);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private int left(long deadline) throws SocketTimeoutException {
        long millis = (deadline - clock.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    // HTTP/1.1 200 OK
    static Optional<WebReply> parse(WebAddress from, String text) {
        int end = text.indexOf(END);
        String head = end < 0 ? text : text.substring(0, end);
        String[] lines = head.split("\r\n", -1);
        if (!lines[0].matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        String body = end < 0 ? "" : text.substring(end + END.length());
        return Optional.of(new WebReply(from, Integer.parseInt(lines[0].substring(9, 12)), headers, body));
    }
}
