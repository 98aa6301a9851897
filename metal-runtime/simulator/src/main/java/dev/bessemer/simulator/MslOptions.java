package dev.bessemer.simulator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a Metal file is compiled.
 *
 * @param version the declared language version as {@code __METAL_VERSION__} gives it: 230 to 410, such as 320 for Metal 3.2
 * @param functionConstants values of function constants as the source would write them, by name or by index
 * @param macros macros with their texts
 * @param includeFolders where files that are included with quotes are looked for besides the file's own folder
 * @param kernels the kernels to be built, by the names that the host calls them by; all where there are none
 * @param watches what an execution looks out for
 */
public record MslOptions(
        int version,
        Map<String, String> functionConstants,
        Map<String, String> macros,
        List<Path> includeFolders,
        Set<String> kernels,
        Set<Watch> watches) {
    /** What instrumented code can look out for; each makes it slower. */
    public enum Watch {
        /** Two threads at the same memory without a barrier between them, one of them writing. */
        RACES,
        /** Array indices, shifts and conversions that C++ gives no meaning to: the kernel is stopped there. */
        UNDEFINED
    }

    /** Metal 3.2, as macOS 15 has it, with nothing else set. */
    public static final MslOptions DEFAULT = new MslOptions(320, Map.of(), Map.of(), List.of(), Set.of(), Set.of());

    static final String COOPERATIVE_LAYOUT = "__METAL_COOPERATIVE_LAYOUT__";

    private static final int OLDEST = 200;
    private static final int NEWEST = 410;

    /** Checks the version. */
    public MslOptions {
        if (version < OLDEST || version > NEWEST || version % 10 != 0) {
            throw new IllegalArgumentException("no Metal version: " + version + "; 3.2 is written 320");
        }
        functionConstants = Map.copyOf(functionConstants);
        macros = Map.copyOf(macros);
        includeFolders = List.copyOf(includeFolders);
        kernels = Set.copyOf(kernels);
        watches = watches.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(watches));
    }

    /** These options with another language version. */
    public MslOptions withVersion(int other) {
        return new MslOptions(other, functionConstants, macros, includeFolders, kernels, watches);
    }

    /** These options with one more function constant. */
    public MslOptions withFunctionConstant(String nameOrIndex, String value) {
        return new MslOptions(
                version, with(functionConstants, nameOrIndex, value), macros, includeFolders, kernels, watches);
    }

    /** These options with one more macro. */
    public MslOptions withMacro(String name, String text) {
        return new MslOptions(version, functionConstants, with(macros, name, text), includeFolders, kernels, watches);
    }

    /**
     * These options with the elements of cooperative tensors spread over threads in another way; a kernel that assumes none is right with each.
     *
     * @param layout 0 or 1
     */
    public MslOptions withCooperativeLayout(int layout) {
        if (layout < 0 || layout > 1) {
            throw new IllegalArgumentException("no layout of cooperative tensors: " + layout + "; there are 0 and 1");
        }
        return withMacro(COOPERATIVE_LAYOUT, Integer.toString(layout));
    }

    /** These options with one more folder for included files. */
    public MslOptions withIncludeFolder(Path folder) {
        List<Path> all = new ArrayList<>(includeFolders);
        all.add(folder);
        return new MslOptions(version, functionConstants, macros, all, kernels, watches);
    }

    /** These options for exactly these kernels; function constants that none of them uses need no value. */
    public MslOptions withKernels(String... wanted) {
        return new MslOptions(version, functionConstants, macros, includeFolders, Set.of(wanted), watches);
    }

    /** These options looking out for exactly this. */
    public MslOptions withWatches(Watch... wanted) {
        return new MslOptions(version, functionConstants, macros, includeFolders, kernels, Set.of(wanted));
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> all = new HashMap<>(map);
        all.put(key, value);
        return all;
    }
}
