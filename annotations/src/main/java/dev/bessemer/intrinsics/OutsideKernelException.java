package dev.bessemer.intrinsics;

import java.io.Serial;

/** An intrinsic was called as plain Java, outside a kernel. The message says how to launch one. */
public final class OutsideKernelException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The exception of a method.
     *
     * @param method its class and name, such as {@code KernelContext.localBarrier}
     */
    public OutsideKernelException(String method) {
        super(method + " " + """
                works only inside a kernel, on a device. Annotate the calling method with @Kernel and launch it through a TaskGraph:
                    @Kernel
                    static void myKernel(KernelContext k, FloatArray in, FloatArray out) { ... }

                    var graph = new TaskGraph("graph")
                            .transferToDevice(DataTransferMode.EVERY_EXECUTION, in)
                            .task("task", MyClass::myKernel, new KernelContext(), in, out)
                            .transferToHost(DataTransferMode.EVERY_EXECUTION, out);
                    try (var plan = new ExecutionPlan(graph.snapshot())) {
                        plan.execute();
                    }""");
    }
}
