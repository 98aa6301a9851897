package dev.bessemer.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the design about who may know whom, over the main classes of every module. */
class ArchitectureTest {
    private static final String[] KERNEL_API = {
        "dev.bessemer.annotations..", "dev.bessemer.intrinsics..", "dev.bessemer.types.."
    };
    private static final String[] RUNTIME = {"dev.bessemer.runtime..", "dev.bessemer.library.."};

    private static final String SIMULATOR = "dev.bessemer.simulator..";

    private static JavaClasses ours = new ClassFileImporter().importClasses(List.of());

    @BeforeAll
    static void importClasses() {
        ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.bessemer");
    }

    @Test
    void importing_allModules_seesClassesOfEach() {
        for (String name : List.of(
                "dev.bessemer.jit.ir", "dev.bessemer.jit.pass", "dev.bessemer.types", "dev.bessemer.simulator")) {
            assertTrue(ours.containPackage(name), () -> "no class of " + name + " was imported");
        }
    }

    @Test
    void compiler_dependsNotOnRuntime() {
        noClasses()
                .that()
                .resideInAPackage("dev.bessemer.jit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUNTIME)
                .check(ours);
    }

    @Test
    void kernelApi_dependsOnNothingOfOurs() {
        DescribedPredicate<JavaClass> restOfOurs = JavaClass.Predicates.resideInAPackage("dev.bessemer..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(KERNEL_API)));
        noClasses()
                .that()
                .resideInAnyPackage(KERNEL_API)
                .should()
                .dependOnClassesThat(restOfOurs)
                .check(ours);
    }

    @Test
    void simulator_dependsOnNothingOfOurs() {
        DescribedPredicate<JavaClass> restOfOurs = JavaClass.Predicates.resideInAPackage("dev.bessemer..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(SIMULATOR)));
        noClasses()
                .that()
                .resideInAPackage(SIMULATOR)
                .should()
                .dependOnClassesThat(restOfOurs)
                .check(ours);
    }

    @Test
    void libraries_dependNotOnSamplesOrBench() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.bessemer.samples..", "dev.bessemer.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.bessemer.samples..", "dev.bessemer.bench..")
                .check(ours);
    }

    @Test
    void packages_haveNoCycles() {
        slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles().check(ours);
    }

    /** The simulator's stand-in for Metal and its runner on NVIDIA's GPUs make downcalls, too; neither is there on a Mac. */
    @Test
    void downcalls_areMadeByOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.bessemer.runtime.objc..",
                        "dev.bessemer.simulator.standin..",
                        "dev.bessemer.simulator.cuda..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.Linker")
                .check(ours);
    }

    /**
     * Every package is a slice of its own, but for arrays and intrinsics: an array gives and takes matrices, and a matrix is loaded
     * from an array.
     */
    private static final class PackageSlices implements SliceAssignment {
        private static final List<String> ARRAYS_AND_INTRINSICS =
                List.of("dev.bessemer.intrinsics", "dev.bessemer.types");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return SliceIdentifier.of(ARRAYS_AND_INTRINSICS.contains(name) ? "arrays and intrinsics" : name);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
