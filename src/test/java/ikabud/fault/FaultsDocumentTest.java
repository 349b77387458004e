package ikabud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.support.Golden;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The document about faults is made of what the tests say they bring about, so that it cannot claim more than is tested. */
class FaultsDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/faults.md");
    private static final String HEAD = """
            # Faults, and what becomes of them

            Each line is brought about by the tests named beside it, with real PHP-FPM where the fault is FPM's own. This page is
            made by them: `mvn test -Dtest=FaultsDocumentTest -Dgolden=write`.

            | | what goes wrong | what becomes of it | test |
            |---:|---|---|---|
            """;

    private static final String MATRIX = """
            ## The kill matrix

            Every signal to every victim while the instance is starting, ready, busy, reloading or stopping: 100 cells, each brought
            about by `KillMatrixLiveTest`. After each of them no instance ever had two process groups, what is wanted became true
            again, and processes of the same user and with a master's title or command line were not signalled.

            | | TERM | QUIT | KILL | STOP, then CONT | SEGV |
            |---|---|---|---|---|---|
            | the supervisor | ends; masters run on, the next one takes them over | prints its threads, goes on | masters run on, the next one takes them over | goes on | masters run on, the next one takes them over |
            | the master | restarted | restarted, once its requests have ended | workers it left are ended, restarted | goes on | as with KILL |
            | one worker | FPM makes another | the same, once its request has ended | FPM makes another | goes on | FPM makes another |
            | all workers | FPM makes others | the same, once their requests have ended | FPM makes others | go on | FPM makes others |

            While it is stopping, it is down in the end in each of them.

            ## The soak

            `bin/soak [minutes] [instances] [seed]` lets random faults loose on many instances at once, from a generator whose seed
            is printed, so that a failure can be repeated; `SoakLiveTest` is a short run of it. It ends well if every instance is as it
            is wanted, nothing is left over, the supervisor has no more files and threads than before, and the journal accounts for every
            master that was seen.
            """;

    @Test
    @Timeout(60)
    void the_document_tells_what_the_tests_bring_about() throws Exception {
        StringBuilder text = new StringBuilder(HEAD);
        Map<Trouble, Set<String>> tests = tests();
        int number = 0;
        for (Trouble trouble : Trouble.values()) {
            text.append("| %d | %s | %s | %s |%n"
                    .formatted(
                            ++number,
                            trouble.fault(),
                            trouble.result(),
                            String.join(", ", tests.getOrDefault(trouble, Set.of("–")))));
        }
        text.append('\n').append(MATRIX);
        Golden.assertSame(DOCUMENT, text.toString());
        Set<Trouble> untested = EnumSet.allOf(Trouble.class);
        untested.removeAll(tests.keySet());
        assertEquals(EnumSet.noneOf(Trouble.class), untested);
    }

    private static Map<Trouble, Set<String>> tests() throws IOException, URISyntaxException, ClassNotFoundException {
        Map<Trouble, Set<String>> tests = new EnumMap<>(Trouble.class);
        for (Class<?> type : testClasses()) {
            add(tests, type.getAnnotation(Survives.class), "`" + type.getSimpleName() + "`");
            for (Method method : type.getDeclaredMethods()) {
                add(
                        tests,
                        method.getAnnotation(Survives.class),
                        "`" + type.getSimpleName() + "#" + method.getName() + "`");
            }
        }
        return tests;
    }

    private static void add(Map<Trouble, Set<String>> tests, Survives survives, String name) {
        if (survives != null) {
            for (Trouble trouble : survives.value()) {
                tests.computeIfAbsent(trouble, unseen -> new TreeSet<>()).add(name);
            }
        }
    }

    private static List<Class<?>> testClasses() throws IOException, URISyntaxException {
        Path top = Path.of(FaultsDocumentTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(top)) {
            return files.map(file -> top.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class") || name.endsWith("Scenario.class"))
                    .<Class<?>>map(FaultsDocumentTest::load)
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, FaultsDocumentTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
