package ikabud.fastcgi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A request in the bytes of the FastCGI protocol, version 1, request 1, connection closed after it. */
final class RequestBytes {
    private static final int VERSION = 1;
    private static final int ID = 1;
    private static final int BEGIN = 1;
    private static final int PARAMS = 4;
    private static final int STDIN = 5;
    private static final byte[] RESPONDER_THEN_CLOSE = {0, 1, 0, 0, 0, 0, 0, 0};
    private static final int LONGEST_RECORD = 0xffff;
    private static final int SHORT_LENGTH = 0x7f;

    private RequestBytes() {}

    static ByteBuffer of(Map<String, String> params, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512 + body.length);
        record(out, BEGIN, RESPONDER_THEN_CLOSE, 0, RESPONDER_THEN_CLOSE.length);
        stream(out, PARAMS, pairs(params));
        stream(out, STDIN, body);
        return ByteBuffer.wrap(out.toByteArray());
    }

    // A stream ends with an empty record.
    private static void stream(ByteArrayOutputStream out, int type, byte[] content) {
        for (int at = 0; at < content.length; at += LONGEST_RECORD) {
            record(out, type, content, at, Math.min(LONGEST_RECORD, content.length - at));
        }
        record(out, type, content, 0, 0);
    }

    // version, type, id (2), content length (2), padding length, reserved
    private static void record(ByteArrayOutputStream out, int type, byte[] content, int from, int length) {
        out.write(VERSION);
        out.write(type);
        out.write(0);
        out.write(ID);
        out.write(length >> 8);
        out.write(length);
        out.write(0);
        out.write(0);
        out.write(content, from, length);
    }

    private static byte[] pairs(Map<String, String> params) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        params.forEach((name, value) -> {
            byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
            byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
            length(out, nameBytes.length);
            length(out, valueBytes.length);
            out.writeBytes(nameBytes);
            out.writeBytes(valueBytes);
        });
        return out.toByteArray();
    }

    // One byte up to 127, else four with the top bit set.
    private static void length(ByteArrayOutputStream out, int length) {
        if (length > SHORT_LENGTH) {
            out.write((length >> 24) | 0x80);
            out.write(length >> 16);
            out.write(length >> 8);
        }
        out.write(length);
    }
}
