package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {
    private static final List<Mount> MOUNTS = Mounts.parse("""
            27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
            22 27 0:21 / /proc rw,relatime - proc proc rw
            30 27 0:44 / /home rw,relatime shared:9 master:2 - nfs4 server:/home rw,vers=4.2
            31 27 0:45 / /tmp rw,nosuid,noexec - tmpfs tmpfs rw
            32 27 0:46 / /tmp rw,nosuid - tmpfs tmpfs rw
            33 27 0:47 / /mnt/my\\040disk rw - fuse.sshfs me@there: rw
            nonsense
            34 27 0:48 /
            """);

    @Test
    void the_deepest_mount_holds_a_path_and_a_later_one_hides_an_earlier() {
        assertEquals("ext4", type("/var/lib/ikabud"));
        assertEquals("nfs4", type("/home/me/.local/state"));
        assertEquals("ext4", type("/homestead"));
        assertFalse(Mounts.of(Path.of("/tmp/x"), MOUNTS).orElseThrow().noexec());
        assertEquals("fuse.sshfs", type("/mnt/my disk/x"));
    }

    @Test
    void another_machines_files_are_told_apart() {
        assertTrue(Mounts.of(Path.of("/home"), MOUNTS).orElseThrow().network());
        assertTrue(Mounts.of(Path.of("/mnt/my disk"), MOUNTS).orElseThrow().network());
        assertFalse(Mounts.of(Path.of("/"), MOUNTS).orElseThrow().network());
    }

    @Test
    void no_table_is_no_mount() {
        assertTrue(Mounts.of(Path.of("/"), Mounts.parse("")).isEmpty());
    }

    private static String type(String path) {
        return Mounts.of(Path.of(path), MOUNTS).orElseThrow().type();
    }
}
