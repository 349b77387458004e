package ikabud.isolation;

import ikabud.model.BackendKind;
import java.util.List;

/**
 * What a site may try against the rest of the machine: a command that succeeds if the attack does. Where it is known to succeed
 * it is said so, and why that is accepted.
 */
enum Attack {
    READ_FILES("read another instance's files", "head -c 1 $home/public/secret.php"),
    LIST_FILES("list another instance's directory", "ls $home"),
    READ_TEMPORARY("read another instance's sessions and temporary files", "ls $home/sess $home/tmp"),
    READ_LOGS("read another instance's logs", "ls $logs"),
    READ_CONFIG("read another instance's configuration", "head -c 1 $config/instances/$victim/php-fpm.conf"),
    LIST_CONFIG("see which instances there are, in the configuration", "ls $config/instances/$victim"),
    READ_STATE("read the state of all instances", "head -c 1 $state/state.db"),
    CONNECT(
            "connect to another instance's FPM socket",
            "php -r \"exit(stream_socket_client('unix://$socket') ? 0 : 1);\""),
    CONNECT_STATUS(
            "connect to another instance's status socket",
            "php -r \"exit(stream_socket_client('unix://$status') ? 0 : 1);\""),
    SIGNAL("signal another instance", "kill -CONT $master"),
    READ_ENVIRONMENT("read another instance's environment", "head -c 1 /proc/$master/environ"),
    READ_MAPS("read another instance's memory map", "head -c 1 /proc/$master/maps"),
    READ_FD("see another instance's open files", "ls /proc/$master/fd/"),
    READ_MEMORY("read another instance's memory", "peek $master"),
    READ_NAMES(
            "read the command lines of others",
            "head -c 1 /proc/$master/cmdline",
            "the kernel shows them to everybody unless /proc is mounted with hidepid",
            BackendKind.DIRECT),
    SHARED_DIRECTORIES(
            "read what another instance left in /tmp for everybody",
            "head -c 1 /tmp/left-by-$victim",
            "/tmp, /var/tmp and /dev/shm are the machine's own; PHP itself is told to use a directory of the instance",
            BackendKind.DIRECT),
    WRITE_PROGRAMS("write where programs lie", "touch /usr/local/bin/planted"),
    WRITE_SETTINGS("write in /etc", "touch /etc/planted"),
    WRITE_STATE("write beside the instances' directories", "touch $state/instances/planted"),
    WRITE_HOME("write into another instance's directory", "touch $home/public/planted.php"),
    WRITE_OWN_CONFIG("change its own configuration", "sh -c 'echo >>$config/instances/$own/php-fpm.conf'"),
    WRITE_LOGS("write beside the instances' logs", "touch $log/planted"),
    WRITE_RUN("write beside the instances' sockets", "touch $run/planted"),
    REPLACE_LOG("put a link in the place of its log", "ln -sf /root/secret $log/$own/php.log"),
    HARD_LINK("make a hard link to a file of root", "ln $state/state.db $state/instances/$own/public/planted-link"),
    SETUID("become root with a set-user-ID program", "read-as-root -c 1 /root/secret"),
    LEAVE_GROUP(
            "leave its control group",
            "sh -c 'echo 0 >/sys/fs/cgroup/systemd/cgroup.procs || echo 0 >/sys/fs/cgroup/cgroup.procs'"),
    TUNE_KERNEL(
            "change the kernel's settings",
            "sh -c 'v=$(cat /proc/sys/vm/swappiness); echo $v >/proc/sys/vm/swappiness'"),
    NAMESPACES(
            "make namespaces in which it is root",
            "unshare --user --map-root-user true",
            "as the kernel allows everybody; `sysctl kernel.unprivileged_userns_clone=0` shuts it on Debian",
            BackendKind.DIRECT),
    MOUNT("mount something", "mount -t tmpfs planted /mnt"),
    OWN_SOCKET(
            "connect to its own FPM socket, and set PHP's settings there (PHP_ADMIN_VALUE)",
            "php -r \"exit(stream_socket_client('unix://$run/$own/php.sock') ? 0 : 1);\"",
            "it gains what its own user may do and nothing else: open_basedir and disable_functions are no boundary",
            BackendKind.SYSTEMD,
            BackendKind.DIRECT);

    private final String title;
    private final String command;
    private final String reason;
    private final boolean openInUnits;
    private final boolean openInDirect;

    Attack(String title, String command) {
        this(title, command, "");
    }

    Attack(String title, String command, String reason, BackendKind... open) {
        this.title = title;
        this.command = command;
        this.reason = reason;
        this.openInUnits = List.of(open).contains(BackendKind.SYSTEMD);
        this.openInDirect = List.of(open).contains(BackendKind.DIRECT);
    }

    String title() {
        return title;
    }

    /** Why it is left open where it is; empty where it is open nowhere. */
    String reason() {
        return reason;
    }

    boolean isOpen(BackendKind backend) {
        return backend == BackendKind.SYSTEMD ? openInUnits : openInDirect;
    }

    /** The command against a victim with that master, from one with that id. */
    String command(String own, String victim, int master) {
        return command.replace("$home", "/var/lib/ikabud/instances/" + victim)
                .replace("$state", "/var/lib/ikabud")
                .replace("$logs", "/var/log/ikabud/" + victim)
                .replace("$log", "/var/log/ikabud")
                .replace("$config", "/etc/ikabud")
                .replace("$socket", "/run/ikabud/" + victim + "/php.sock")
                .replace("$status", "/run/ikabud/" + victim + "/status.sock")
                .replace("$run", "/run/ikabud")
                .replace("$master", String.valueOf(master))
                .replace("$victim", victim)
                .replace("$own", own);
    }
}
