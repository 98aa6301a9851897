package dev.bessemer.runtime;

import dev.bessemer.intrinsics.KernelContext;
import dev.bessemer.intrinsics.thread.ThreadPlace.Triple;
import dev.bessemer.jit.diagnostic.KernelFaultException;
import dev.bessemer.runtime.cpu.Step;
import dev.bessemer.runtime.debug.DebugGrid;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A launch of a kernel's own Java, one unit of work. A kernel with a context runs in every thread of the grid, one without runs once: then its
 * loops are the grid.
 */
record JavaStep(KernelTask task, GridPlan grid, DeviceMemory memory) implements Step {
    @Override
    public long units() {
        return 1;
    }

    @Override
    public void run(long first, long last) {
        IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
        task.arrays().stream()
                .filter(HostArrays::isCopied)
                .forEach(array -> copies.put(array, HostArrays.toJavaArray(memory.of(array), array)));
        try {
            if (task.hasContext()) {
                DebugGrid.run(triple(grid.groups()), triple(grid.threads()), () -> call(copies));
            } else {
                DebugGrid.runOnce(() -> call(copies));
            }
        } catch (KernelFaultException fault) {
            throw fault.inTask(task.id());
        } finally {
            copies.forEach((array, copy) -> HostArrays.copyIn(copy, memory.of(array), 0, HostArrays.size(copy)));
        }
    }

    private void call(IdentityHashMap<Object, Object> copies) {
        List<Object> arguments = new ArrayList<>(task.given());
        arguments.replaceAll(argument ->
                argument instanceof KernelContext ? KernelContext.current() : copies.getOrDefault(argument, argument));
        MethodReferences.call(task.reference(), arguments);
    }

    private static Triple triple(List<Integer> extents) {
        return new Triple(extents.get(0), extents.get(1), extents.get(2));
    }
}
