package ikabud.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.os.SystemClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("live")
class WebClientLiveTest {
    private static final Duration BRIEF = Duration.ofMillis(400);
    private static final Duration PATIENT = Duration.ofSeconds(5);

    /** What a server does with a connection; it is closed after that. */
    private interface Manner {
        void treat(Socket connection, String path) throws IOException, InterruptedException;
    }

    private final WebClient client = new WebClient(new SystemClock());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    private WebAddress serve(Manner manner) throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        try (Socket connection = server.accept()) {
                            byte[] request = new byte[4096];
                            int length = connection.getInputStream().read(request);
                            String first = new String(request, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
                            String path = first.split(" ", 3)[1];
                            asked.add(path);
                            manner.treat(connection, path);
                        } catch (IOException clientLeft) {
                            // On to the next.
                        } catch (InterruptedException stop) {
                            return;
                        }
                    }
                },
                "web-server");
        thread.setDaemon(true);
        thread.start();
        return new WebAddress(false, "127.0.0.1", server.getLocalPort(), "/");
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private static void answer(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void an_answer_is_read() throws IOException {
        WebAddress there = serve((connection, path) ->
                answer(connection, "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 300\r\n\r\nlater"));

        WebReply reply = client.get(there, PATIENT).reply().orElseThrow();

        assertEquals(503, reply.status());
        assertEquals("300", reply.header("retry-after").orElseThrow());
        assertEquals("later", reply.body());
    }

    @Test
    void a_redirect_within_the_host_is_followed_a_few_times() throws IOException {
        WebAddress there = serve((connection, path) -> answer(
                connection,
                path.equals("/end")
                        ? "HTTP/1.1 200 OK\r\n\r\nhere"
                        : "HTTP/1.1 302 Found\r\nLocation: " + (path.equals("/") ? "/end" : path + "x") + "\r\n\r\n"));

        assertEquals(200, client.get(there, PATIENT).reply().orElseThrow().status());
        asked.clear();
        assertEquals(
                302,
                client.get(there.at("/round"), PATIENT).reply().orElseThrow().status());
        assertEquals(List.of("/round", "/roundx", "/roundxx", "/roundxxx"), asked);
    }

    @Test
    void a_redirect_to_another_host_is_an_answer_and_nobody_goes_there() throws IOException {
        WebAddress there = serve((connection, path) -> answer(
                connection,
                "HTTP/1.1 301 Moved\r\nLocation: http://localhost:" + server.getLocalPort() + "/other\r\n\r\n"));

        WebReply reply = client.get(there, PATIENT).reply().orElseThrow();

        assertEquals(301, reply.status());
        assertEquals(List.of("/"), asked);
    }

    @Test
    void who_never_answers_is_waited_for_no_longer_than_that() throws IOException {
        WebAddress there = serve((connection, path) -> Thread.sleep(3000));
        long began = System.nanoTime();

        WebClient.Answer answer = client.get(there, BRIEF);

        assertTrue(answer.reply().isEmpty());
        assertTrue(answer.reason().startsWith("no answer within"), answer.reason());
        assertTrue(System.nanoTime() - began < 2_000_000_000L);
    }

    @Test
    void who_drips_is_waited_for_no_longer_either() throws IOException {
        WebAddress there = serve((connection, path) -> {
            for (int i = 0; i < 60; i++) {
                answer(connection, "H");
                Thread.sleep(50);
            }
        });
        long began = System.nanoTime();

        assertTrue(client.get(there, BRIEF).reply().isEmpty());
        assertTrue(System.nanoTime() - began < 2_000_000_000L);
    }

    @Test
    void of_a_page_without_end_the_begin_is_enough() throws IOException {
        byte[] chunk = new byte[8192];
        WebAddress there = serve((connection, path) -> {
            OutputStream out = connection.getOutputStream();
            answer(connection, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                out.write(chunk);
            }
        });

        WebReply reply = client.get(there, PATIENT).reply().orElseThrow();

        assertEquals(200, reply.status());
        assertTrue(reply.body().length() <= 64 * 1024);
    }

    @Test
    void nonsense_is_told_as_that() throws IOException {
        WebAddress there = serve((connection, path) -> answer(connection, "SSH-2.0-OpenSSH_9.2\r\n\u001b[2J"));

        assertEquals("what it answered is no HTTP", client.get(there, PATIENT).reason());
    }

    @Test
    void nobody_there_is_told_without_a_control_character() throws IOException {
        WebAddress there = serve((connection, path) -> {});
        server.close();

        WebClient.Answer answer = client.get(there, PATIENT);

        assertTrue(answer.reply().isEmpty());
        assertFalse(answer.reason().isEmpty());
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_no_answer() throws IOException {
        WebAddress there = serve((connection, path) -> answer(connection, "HTTP/1.1 200 OK\r\n\r\n"));

        WebClient.Answer answer = client.get(new WebAddress(true, there.host(), there.port(), "/"), PATIENT);

        assertTrue(answer.reply().isEmpty());
    }
}
