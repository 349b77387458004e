package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.model.Owner;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LaunchChainTest {
    private static final Layout LAYOUT = new Layout(Path.of("/e"), Path.of("/s"), Path.of("/r"), Path.of("/l"), true);

    private static Instance withOwner(Owner owner) {
        Instance blog = Instances.instance("blog");
        return new Instance(
                blog.id(),
                blog.kind(),
                owner,
                blog.phpVersion(),
                blog.phpBinary(),
                blog.documentRoot(),
                blog.variables(),
                blog.createdAt());
    }

    @Test
    void root_gives_the_master_its_user_and_takes_every_right() {
        List<String> chain = new LaunchChain(LAYOUT, true)
                .master(Instances.instance("blog"), Map.of("opcache.memory_consumption", "64"), OptionalInt.empty());

        assertEquals(
                "flock --no-fork -n -E 75 /s/locks/blog.alive prlimit --core=0"
                        + " setpriv --reuid=2001 --regid=2001 --init-groups --bounding-set=-all --no-new-privs --inh-caps=-all"
                        + " /usr/sbin/php-fpm8.2 -F -y /e/instances/blog/php-fpm.conf -d opcache.memory_consumption=64",
                String.join(" ", chain));
    }

    @Test
    void a_uid_without_a_name_has_no_groups_to_look_up() {
        Instance nameless = withOwner(new Owner("#61001", 61001, 61001, false));

        List<String> chain = new LaunchChain(LAYOUT, true).master(nameless, Map.of(), OptionalInt.empty());

        assertTrue(chain.containsAll(List.of("--reuid=61001", "--regid=61001", "--clear-groups")));
        assertFalse(chain.contains("--init-groups"));
    }

    @Test
    void a_normal_user_cannot_change_users_and_does_not_try() {
        List<String> chain =
                new LaunchChain(LAYOUT, false).master(Instances.instance("blog"), Map.of(), OptionalInt.empty());

        assertTrue(chain.contains("--no-new-privs"));
        assertTrue(chain.stream().noneMatch(word -> word.startsWith("--reuid") || word.startsWith("--bounding")));
    }

    @Test
    void a_check_runs_as_the_same_user_without_the_lock() {
        List<String> chain = new LaunchChain(LAYOUT, true).check(Instances.instance("blog"), "/e/new", Map.of());

        assertEquals("setpriv", chain.get(0));
        assertTrue(chain.contains("--reuid=2001"));
        assertEquals(List.of("-t", "-y", "/e/new"), chain.subList(chain.size() - 3, chain.size()));
    }

    @Test
    void the_launch_waits_at_the_gate_once_it_has_its_own_lock() {
        List<String> chain =
                new LaunchChain(LAYOUT, true).master(Instances.instance("blog"), Map.of(), OptionalInt.of(40));

        List<String> waiting = LaunchChain.behind(Path.of("/s/locks/blog.gate"), chain);

        int lock = chain.indexOf("/s/locks/blog.alive") + 1;
        assertEquals(chain.subList(0, lock), waiting.subList(0, lock));
        assertEquals(List.of("flock", "--no-fork", "/s/locks/blog.gate"), waiting.subList(lock, lock + 3));
        assertEquals(chain.subList(lock, chain.size()), waiting.subList(lock + 3, waiting.size()));
        assertTrue(chain.containsAll(List.of("prlimit", "--core=0", "--nproc=40")));
    }
}
