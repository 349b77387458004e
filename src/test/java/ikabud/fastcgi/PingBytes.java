package ikabud.fastcgi;

import java.util.Map;

/** The bytes that ask FPM for a pong, for those who ask without our client. */
public final class PingBytes {
    private PingBytes() {}

    /** They are the same for every socket. */
    public static byte[] request() {
        Map<String, String> params = Map.of(
                "REQUEST_METHOD", "GET", "SCRIPT_NAME", FpmStatus.PING_PATH, "SCRIPT_FILENAME", FpmStatus.PING_PATH);
        return RequestBytes.of(params, new byte[0]).array();
    }
}
