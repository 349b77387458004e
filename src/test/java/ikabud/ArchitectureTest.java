package ikabud;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The plan of the house. A new package is a new line in {@link #MAY_IMPORT}, here and in CONTRIBUTING.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("os", Set.of("model")),
            Map.entry("template", Set.of("model")),
            Map.entry("fastcgi", Set.of("model", "os")),
            Map.entry("hosting", Set.of("model", "os")),
            Map.entry("config", Set.of("model")),
            Map.entry("journal", Set.of("model")),
            Map.entry("sampler", Set.of("model", "os", "fastcgi")),
            Map.entry("backend", Set.of("model", "os", "template", "fastcgi", "hosting", "config")),
            Map.entry("manager", Set.of("model", "backend")),
            Map.entry("view", Set.of("model", "config")),
            Map.entry("tui", Set.of("model", "config", "view", "os")),
            Map.entry("demo", Set.of("app", "fastcgi", "model")),
            Map.entry("cli", Set.of("app", "config", "model", "view", "demo")),
            Map.entry(
                    "app",
                    Set.of(
                            "model",
                            "os",
                            "sampler",
                            "fastcgi",
                            "hosting",
                            "template",
                            "config",
                            "journal",
                            "backend",
                            "manager",
                            "view",
                            "tui")));

    static final Set<String> PACKAGES = MAY_IMPORT.keySet();

    private final JavaClasses house = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void the_house_is_not_empty() {
        assertFalse(house.isEmpty());
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void a_package_imports_only_what_the_plan_allows(String name) {
        var mayImport = Stream.concat(Stream.of(name), MAY_IMPORT.get(name).stream());

        var strangers = resideInAPackage("ikabud..")
                .and(not(resideInAnyPackage(mayImport.map(this::in).toArray(String[]::new))));

        check(noClasses().that().resideInAPackage(in(name)).should().dependOnClassesThat(strangers));
    }

    @Test
    void every_package_is_in_the_plan() {
        var planned = Stream.concat(Stream.of("ikabud"), PACKAGES.stream().map(this::in));

        check(classes().should().resideInAnyPackage(planned.toArray(String[]::new)));
    }

    @Test
    void the_door_leads_to_the_command_line_only() {
        var rooms = resideInAPackage("ikabud.*..").and(not(resideInAPackage(in("cli"))));

        check(noClasses().that().resideInAPackage("ikabud").should().dependOnClassesThat(rooms));
    }

    @Test
    void the_tui_sees_only_the_terminal_of_the_operating_system() {
        var notTheTerminal = resideInAPackage(in("os")).and(not(belongTo(simpleNameContaining("Terminal"))));

        check(noClasses().that().resideInAPackage(in("tui")).should().dependOnClassesThat(notTheTerminal));
    }

    @Test
    void packages_have_no_cycles() {
        check(slices().matching("ikabud.(*)..").should().beFreeOfCycles());
    }

    @Test
    void each_library_stays_behind_its_fence() {
        fence("com.googlecode.lanterna..", "tui");
        fence("oshi..", "sampler");
        fence("jnr..", "os");
        fence("java.sql..", "journal");
        fence("org.sqlite..", "journal");
        fence("com.fasterxml.jackson..", "config", "journal", "fastcgi", "cli");
        check(outside("ikabud", in("cli")).should().dependOnClassesThat(resideInAPackage("picocli..")));
    }

    @Test
    void only_os_handles_processes() {
        check(outside(in("os"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, ProcessHandle.class));
        check(outside(in("os")).should().accessTargetWhere(target(Runtime.class, "exec")));
    }

    @Test
    void only_os_reads_the_clock() {
        check(outside(in("os")).should().accessTargetWhere(target(System.class, "currentTimeMillis", "nanoTime")));
        check(outside(in("os")).should().accessTargetWhere(READING_JAVA_TIME));
    }

    @Test
    void only_app_makes_threads() {
        check(outside(in("app")).should().accessTargetWhere(target(Thread.class, "<init>")));
        check(outside(in("app")).should().dependOnClassesThat().belongToAnyOf(Executors.class));
        check(outside(in("app")).should().accessTargetWhere(target(ThreadPoolExecutor.class, "<init>")));
        check(outside(in("app")).should().accessTargetWhere(target(ForkJoinPool.class, "<init>", "commonPool")));
    }

    @Test
    void only_main_exits() {
        check(outside("ikabud").should().accessTargetWhere(target(System.class, "exit")));
        check(outside("ikabud").should().accessTargetWhere(target(Runtime.class, "exit")));
    }

    @Test
    void only_the_command_line_prints() {
        check(outside("ikabud", in("cli")).should().accessTargetWhere(target(System.class, "out", "err")));
    }

    private static final DescribedPredicate<JavaAccess<?>> READING_JAVA_TIME = DescribedPredicate.describe(
            "java.time now() or a system clock",
            access -> access.getTargetOwner().getPackageName().equals("java.time")
                    && (access.getName().equals("now") || access.getName().startsWith("system")));

    private static DescribedPredicate<JavaAccess<?>> target(Class<?> owner, String... names) {
        var wanted = Set.of(names);
        return DescribedPredicate.describe(
                owner.getSimpleName() + " " + wanted,
                access -> access.getTargetOwner().isAssignableTo(owner) && wanted.contains(access.getName()));
    }

    private void fence(String library, String... insiders) {
        var inside = Stream.of(insiders).map(this::in).toArray(String[]::new);
        check(outside(inside).should().dependOnClassesThat(resideInAPackage(library)));
    }

    private static GivenClassesConjunction outside(String... packages) {
        DescribedPredicate<JavaClass> inside = resideInAnyPackage(packages);
        return noClasses().that(not(inside));
    }

    private String in(String name) {
        return "ikabud." + name + "..";
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(house);
    }
}
