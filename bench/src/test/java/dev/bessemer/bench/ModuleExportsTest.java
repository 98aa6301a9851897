package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.bessemer.jit.diagnostic.Diagnostic;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.simulator.MslChecker;
import dev.bessemer.types.FloatArray;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What our modules show to everybody, and what to each other alone. */
class ModuleExportsTest {
    private static final Set<String> PUBLIC = Set.of(
            "dev.bessemer.annotations",
            "dev.bessemer.intrinsics",
            "dev.bessemer.types",
            "dev.bessemer.types.matrix",
            "dev.bessemer.types.vector",
            "dev.bessemer.jit",
            "dev.bessemer.jit.diagnostic",
            "dev.bessemer.runtime",
            "dev.bessemer.library");

    private static Set<ModuleDescriptor> modules = Set.of();

    @BeforeAll
    static void findModules() {
        Path[] places = Stream.of(FloatArray.class, Diagnostic.class, TaskGraph.class, MslChecker.class)
                .map(ConsumerTest::locationOf)
                .map(Path::of)
                .toArray(Path[]::new);
        modules = ModuleFinder.of(places).findAll().stream()
                .map(found -> found.descriptor())
                .collect(Collectors.toSet());
    }

    @Test
    void exports_toEverybody_arePublicPackagesOnly() {
        Set<String> others = exports()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(others.isEmpty());
        others.removeAll(PUBLIC);
        assertEquals(Set.of(), others);
    }

    @Test
    void exports_byName_areToOurOwnModules() {
        Set<String> strangers = exports()
                .flatMap(export -> export.targets().stream())
                .filter(target -> !target.startsWith("dev.bessemer."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), strangers);
    }

    @Test
    void modules_openNothing() {
        Set<ModuleDescriptor> open = modules.stream()
                .filter(module -> module.isOpen() || !module.opens().isEmpty())
                .collect(Collectors.toSet());
        assertEquals(Set.of(), open);
    }

    private static Stream<ModuleDescriptor.Exports> exports() {
        return modules.stream().flatMap(module -> module.exports().stream());
    }
}
