package ikabud.fastcgi;

import ikabud.model.Clock;
import ikabud.model.PlainText;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Sends one request per connection to a FastCGI server that may be slow, silent, babbling or another's. */
public final class FastCgiClient {
    private static final int BLOCK = 16_384;
    private static final byte[] NOTHING = {};
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;

    /** Measures its deadlines with {@code clock}. */
    public FastCgiClient(Clock clock) {
        this.clock = clock;
    }

    /** The same as {@link #ask}, for whom it does not matter why there is no reply. */
    public Optional<Reply> request(
            Path socket,
            Map<String, String> params,
            byte[] body,
            Duration timeout,
            int maxBytes,
            OptionalInt expectedPeerUid) {
        return ask(socket, params, body, timeout, maxBytes, expectedPeerUid).reply();
    }

    /**
     * Runs a script with GET.
     *
     * @param script the file as the instance sees it
     * @param uri the path a visitor would ask for, such as {@code /index.php}
     * @param query without the question mark; may be empty
     */
    public Answer get(
            Path socket,
            Path script,
            String uri,
            String query,
            Duration timeout,
            int maxBytes,
            OptionalInt expectedPeerUid) {
        return ask(socket, getParams(script.toString(), uri, query), NOTHING, timeout, maxBytes, expectedPeerUid);
    }

    static Map<String, String> getParams(String script, String uri, String query) {
        Map<String, String> params = new HashMap<>();
        params.put("GATEWAY_INTERFACE", "CGI/1.1");
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("SERVER_SOFTWARE", "ikabud");
        params.put("SERVER_NAME", "localhost");
        // What a site reads without looking whether it is there.
        params.put("HTTP_HOST", "localhost");
        params.put("REMOTE_ADDR", "127.0.0.1");
        params.put("REQUEST_METHOD", "GET");
        params.put("SCRIPT_FILENAME", script);
        params.put("SCRIPT_NAME", uri);
        params.put("REQUEST_URI", query.isEmpty() ? uri : uri + "?" + query);
        params.put("QUERY_STRING", query);
        return params;
    }

    /**
     * Sends a request and takes the reply.
     *
     * @param body standard input of the script; say its length in {@code CONTENT_LENGTH}
     * @param timeout after which all ends, whatever has come by then
     * @param maxBytes most of the body to keep; the rest is not even read
     * @param expectedPeerUid whose socket it must be; empty: anybody's
     */
    public Answer ask(
            Path socket,
            Map<String, String> params,
            byte[] body,
            Duration timeout,
            int maxBytes,
            OptionalInt expectedPeerUid) {
        long deadline = clock.nanoTime() + timeout.toNanos();
        // A site can lead us to a socket of another's, where already the connect would count as a request.
        if (Files.isSymbolicLink(socket)) {
            return Answer.none("it is a link");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            // On a Unix socket it succeeds at once or not at all: only a full queue makes it wait.
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                return Answer.none("its queue is full");
            }
            if (expectedPeerUid.isPresent() && !isPeer(channel, expectedPeerUid.getAsInt())) {
                return Answer.none("another user listens there");
            }
            return talk(channel, RequestBytes.of(params, body), new ReplyReader(maxBytes), deadline);
        } catch (IOException | UnsupportedOperationException failed) {
            return Answer.none(reason(failed));
        }
    }

    // A uid without a name is looked up by its number.
    private static boolean isPeer(SocketChannel channel, int uid) throws IOException {
        UserPrincipal expected =
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(Integer.toString(uid));
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(expected);
    }

    private Answer talk(SocketChannel channel, ByteBuffer request, ReplyReader reader, long deadline)
            throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            while (true) {
                boolean writing = request.hasRemaining() && write(channel, request);
                key.interestOps(writing ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
                int count = read(channel, block.clear());
                if (count > 0) {
                    reader.feed(block.flip());
                }
                if (count < 0 || reader.state() != ReplyReader.State.READING) {
                    return answer(reader, count < 0 ? "it closed the connection" : null);
                }
                long left = deadline - clock.nanoTime();
                if (left <= 0) {
                    return answer(reader, "it did not answer in time");
                }
                if (count == 0) {
                    selector.select(Math.max(1, left / NANOS_PER_MILLI));
                    selector.selectedKeys().clear();
                }
            }
        }
    }

    /** Whether there is more to write; who stops listening may still have answered. */
    private static boolean write(SocketChannel channel, ByteBuffer request) {
        try {
            channel.write(request);
        } catch (IOException closed) {
            request.position(request.limit());
        }
        return request.hasRemaining();
    }

    // Who closes with our bytes unread resets the connection; what came before it counts.
    private static int read(SocketChannel channel, ByteBuffer block) throws IOException {
        try {
            return channel.read(block);
        } catch (SocketException reset) {
            return -1;
        }
    }

    private static Answer answer(ReplyReader reader, @Nullable String interruption) {
        return switch (reader.state()) {
            case ENDED -> new Answer(Optional.of(reader.reply()), "");
            case MALFORMED -> Answer.none(reader.fault());
            case FULL -> new Answer(Optional.of(reader.reply()), "it sent more than was wanted");
            case READING -> {
                String reason = interruption == null ? "it stopped" : interruption;
                yield reader.isEmpty() ? Answer.none(reason) : new Answer(Optional.of(reader.reply()), reason);
            }
        };
    }

    private static String reason(Exception failed) {
        String message = String.valueOf(failed.getMessage());
        if (message.contains("temporarily unavailable")) {
            return "its queue is full";
        }
        return PlainText.neutralise(message);
    }
}
