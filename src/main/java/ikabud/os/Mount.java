package ikabud.os;

import java.nio.file.Path;
import java.util.Set;

/**
 * One mounted file system.
 *
 * @param point where
 * @param device {@code major:minor} as {@code /proc/locks} would name it, in decimal
 * @param type such as {@code ext4} or {@code fuse.sshfs}
 * @param options of this mount, such as {@code noexec}
 */
public record Mount(Path point, String device, String type, Set<String> options) {
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "9p",
            "afs",
            "ceph",
            "glusterfs",
            "lustre",
            "ncpfs",
            "coda",
            "gfs2",
            "ocfs2",
            "beegfs",
            "pvfs2",
            "orangefs",
            "gpfs",
            "fuse.sshfs",
            "fuse.glusterfs",
            "fuse.rclone",
            "fuse.s3fs",
            "fuse.ceph",
            "fuse.davfs",
            "davfs",
            "fuse.curlftpfs",
            "fuse.mfs",
            "fuse.juicefs");

    /** Whether another machine keeps the files, so that locks and memory maps cannot be relied on. */
    public boolean network() {
        return NETWORK.contains(type);
    }

    /** Whether programs and libraries in it may not be run. */
    public boolean noexec() {
        return options.contains("noexec");
    }
}
