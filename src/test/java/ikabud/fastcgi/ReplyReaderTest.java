package ikabud.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.fastcgi.ReplyReader.State;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {
    private static final int STDOUT = 6;
    private static final int STDERR = 7;
    private static final int END = 3;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void a_reply_is_put_together_however_it_is_cut_into_pieces() {
        record(STDOUT, "Status: 404 Not Found\r\nContent-Type: text/html\r\nX-A: 1\r\nX-A: 2\r\n", 3);
        record(STDERR, "PHP message: oh", 0);
        record(STDOUT, "\r\nnot here", 5);
        record(END, "\0\0\0\0\0\0\0\0", 0);
        for (int piece = 1; piece <= bytes.size(); piece++) {
            ReplyReader reader = new ReplyReader(100);
            byte[] all = bytes.toByteArray();
            for (int at = 0; at < all.length; at += piece) {
                reader.feed(ByteBuffer.wrap(all, at, Math.min(piece, all.length - at)));
            }

            Reply reply = reader.reply();

            assertEquals(State.ENDED, reader.state());
            assertTrue(reply.complete());
            assertEquals(404, reply.status());
            assertEquals("text/html", reply.headers().get("content-type"));
            assertEquals("1, 2", reply.headers().get("x-a"));
            assertEquals("not here", reply.text());
            assertEquals("PHP message: oh", reply.stderr());
        }
    }

    @Test
    void a_body_beyond_the_limit_is_cut_and_marked() {
        record(STDOUT, "A: b\n\n" + "x".repeat(1000), 0);
        record(END, "\0\0\0\0\0\0\0\0", 0);
        ReplyReader reader = new ReplyReader(10);
        reader.feed(all());

        assertEquals("x".repeat(10), reader.reply().text());
        assertFalse(reader.reply().complete());
    }

    @Test
    void an_endless_reply_is_not_kept_and_not_read_for_ever() {
        for (int type : new int[] {STDOUT, STDERR, 11}) {
            bytes.reset();
            record(type, "x".repeat(60_000), 200);
            ReplyReader reader = new ReplyReader(1000);
            int rounds = 0;
            while (reader.feed(all()) == State.READING) {
                rounds++;
                assertTrue(rounds < 10);
            }

            assertEquals(State.FULL, reader.state());
            assertTrue(reader.reply().body().length <= 1000);
            assertTrue(reader.reply().stderr().length() <= 65_536);
        }
    }

    @Test
    void another_protocol_is_noticed_at_once() {
        ReplyReader reader = new ReplyReader(1000);

        assertEquals(
                State.MALFORMED, reader.feed(ByteBuffer.wrap("HTTP/1.1 400 Bad".getBytes(StandardCharsets.UTF_8))));
        assertEquals("what listens there does not speak FastCGI", reader.fault());
    }

    @Test
    void noise_never_throws() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            for (int at = 0; at < noise.length; at += 8) {
                noise[at] = 1;
            }
            ReplyReader reader = new ReplyReader(50);
            reader.feed(ByteBuffer.wrap(noise));
            assertTrue(reader.reply().body().length <= 50);
        }
    }

    @Test
    void a_reply_without_headers_or_with_odd_ones_is_still_one() {
        record(STDOUT, "Status: odd\nnonsense\n", 0);
        ReplyReader reader = new ReplyReader(50);
        reader.feed(all());

        assertEquals(200, reader.reply().status());
        assertEquals("", reader.reply().text());
        assertFalse(reader.reply().complete());
    }

    private void record(int type, String content, int padding) {
        byte[] body = content.getBytes(StandardCharsets.ISO_8859_1);
        bytes.writeBytes(
                new byte[] {1, (byte) type, 0, 1, (byte) (body.length >> 8), (byte) body.length, (byte) padding, 0});
        bytes.writeBytes(body);
        bytes.writeBytes(new byte[padding]);
    }

    private ByteBuffer all() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
