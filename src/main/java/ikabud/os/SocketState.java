package ikabud.os;

/**
 * One listening Unix socket.
 *
 * @param path the name it was bound to; {@code @} first for an abstract one
 * @param inode the socket's own inode number, the one behind {@code /proc/<pid>/fd}
 * @param waiting connections made and not yet accepted: what {@code ss -xl} calls Recv-Q
 */
public record SocketState(String path, long inode, int waiting) {}
