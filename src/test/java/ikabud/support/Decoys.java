package ikabud.support;

import ikabud.model.Instance;
import ikabud.model.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes that are none of an instance's and could be taken for it: one of the same user, one of that user with a master's
 * title, one of ours with a master's command line. Ended when closed.
 */
public final class Decoys implements AutoCloseable {
    private static final String MASTER = "exec -a \"$0\" sleep 3600";

    private final TestRoot root;
    private final List<Process> processes = new ArrayList<>();
    private final List<ProcessIdentity> identities = new ArrayList<>();

    /** Starts those of one instance. */
    public Decoys(TestRoot root, Instance instance) throws IOException {
        this.root = root;
        Path config = root.layout().fpmConfig(instance.id());
        add(as(instance, List.of("sleep", "3600")));
        add(as(instance, List.of("bash", "-c", MASTER, "php-fpm: master process (" + config + ")")));
        add(List.of("bash", "-c", MASTER, instance.phpBinary() + " -F -y " + config));
    }

    private static List<String> as(Instance instance, List<String> command) {
        List<String> all = new ArrayList<>();
        if (TestRoot.isRoot()) {
            int uid = instance.owner().uid();
            all.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"));
        }
        all.addAll(command);
        return all;
    }

    private void add(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command).directory(Path.of("/").toFile()).start();
        processes.add(process);
        identities.add(root.machine().processes().identify((int) process.pid()).orElseThrow());
    }

    /** Those that do not live any more, or are not what they were, such as stopped. */
    public List<ProcessIdentity> harmed() {
        return identities.stream()
                .filter(one -> !root.machine().processes().isAlive(one)
                        || root.machine().proc().stat(one.pid()).orElseThrow().state() == 'T')
                .toList();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
