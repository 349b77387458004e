package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFsTest {
    @TempDir
    private Path root;

    private ProcFs proc;

    @BeforeEach
    void one_process() throws IOException {
        proc = new ProcFs(root);
        write("7/stat", "7 (php-fpm8.2) S 1 7 7 0 -1 0 0 0 0 0 1 2 3 4 20 0 1 0 99 4096 5 0\n");
        write("7/status", "Name:\tphp-fpm8.2\nUmask:\t0027\nUid:\t1001\t0\t0\t0\nGid:\t7\t7\t7\t7\n");
        write("7/task/7/children", "8 9 10 ");
        write("7/cmdline", "php-fpm: master process (/etc/x)\0\0\0");
        write("7/smaps_rollup", "5581-7ffc [rollup]\nRss:   9000 kB\nPss:   4321 kB\nPss_Anon: 1 kB\n");
        link("7/exe", "/usr/sbin/php-fpm8.2 (deleted)");
    }

    @Test
    void a_process_is_read_from_its_files() {
        assertEquals(99, proc.stat(7).orElseThrow().startTicks());
        assertEquals(OptionalInt.of(1001), proc.uid(7));
        assertArrayEquals(new int[] {8, 9, 10}, proc.children(7));
        assertEquals(List.of("php-fpm: master process (/etc/x)"), proc.commandLine(7));
        assertEquals(OptionalLong.of(4321 * 1024), proc.pssBytes(7));
    }

    @Test
    void a_program_that_was_upgraded_is_still_known_by_its_path() {
        var executable = proc.executable(7).orElseThrow();

        assertEquals(Path.of("/usr/sbin/php-fpm8.2"), executable.path());
        assertTrue(executable.deleted());
    }

    @Test
    void a_process_that_is_gone_is_nothing_at_all() {
        assertTrue(proc.stat(8).isEmpty());
        assertTrue(proc.uid(8).isEmpty());
        assertTrue(proc.executable(8).isEmpty());
        assertTrue(proc.pssBytes(8).isEmpty());
        assertEquals(0, proc.children(8).length);
        assertTrue(proc.commandLine(8).isEmpty());
        assertFalse(proc.belongsTo(8, 0));
    }

    @Test
    void a_kernel_without_lists_of_children_is_searched() throws IOException {
        Files.delete(root.resolve("7/task/7/children"));
        write("8/stat", "8 (x) S 7 7 7 0 -1 0 0 0 0 0 1 2 3 4 20 0 1 0 99 4096 5 0\n");
        write("9/stat", "9 (x) S 8 7 7 0 -1 0 0 0 0 0 1 2 3 4 20 0 1 0 99 4096 5 0\n");

        assertArrayEquals(new int[] {8}, proc.children(7));
    }

    @Test
    void only_numbers_are_processes() throws IOException {
        write("sys/kernel/random/boot_id", "1340abd5-f6dc-4d67-ad5a-47c914c39cb6\n");
        write("12/stat", "");
        write("99999999999999/stat", "");

        int[] pids = proc.pids();
        Arrays.sort(pids);

        assertArrayEquals(new int[] {7, 12}, pids);
        assertEquals("1340abd5-f6dc-4d67-ad5a-47c914c39cb6", proc.bootId());
    }

    @Test
    void what_cannot_be_known_has_a_harmless_value() {
        assertEquals("unknown", proc.bootId());
        assertEquals(0, proc.pidNamespace());
        assertEquals(100, proc.ticksPerSecond());
        assertEquals(4096, proc.pageSize());
    }

    @Test
    void garbage_in_any_file_is_unknown() throws IOException {
        write("7/stat", "\0\0\0");
        write("7/status", "Uid:\tmany\n");
        write("7/smaps_rollup", "Pss: -1 kB\n");
        write("7/task/7/children", "8 nine 10");
        write("7/cmdline", "\0");

        assertTrue(proc.stat(7).isEmpty());
        assertTrue(proc.uid(7).isEmpty());
        assertTrue(proc.pssBytes(7).isEmpty());
        assertArrayEquals(new int[] {8}, proc.children(7));
        assertTrue(proc.commandLine(7).isEmpty());
    }

    @Test
    void the_last_number_is_at_the_end_of_the_loads() throws IOException {
        assertEquals(0, proc.lastPid());

        write("loadavg", "0.20 0.18 0.12 1/80 11206\n");

        assertEquals(11_206, proc.lastPid());
    }

    @Test
    void the_namespace_is_the_number_in_the_link() throws IOException {
        link("self/ns/pid", "pid:[4026531836]");

        assertEquals(4026531836L, proc.pidNamespace());
        assertEquals(0, ProcFs.bracketed("pid:[x]"));
        assertEquals(0, ProcFs.bracketed("/dev/null"));
    }

    private void write(String below, String text) throws IOException {
        Path file = root.resolve(below);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void link(String below, String target) throws IOException {
        Path file = root.resolve(below);
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of(target));
    }
}
