// 48 0 0 in0:FLOAT:64 out1:FLOAT:64
package generated;

import dev.bessemer.annotations.*;
import dev.bessemer.intrinsics.*;
import dev.bessemer.runtime.*;
import dev.bessemer.runtime.differential.GeneratedKernel;
import dev.bessemer.types.*;

public final class Kernel1c implements GeneratedKernel {
    @Kernel
    static void kernel(FloatArray in0, FloatArray out1) {
        for (int i = 0; i < 8; i++) {
            out1.set(i, helper1(i, in0));
        }
    }

    static float helper1(int p0, FloatArray in0) {
        return (float) Math.rint((switch (p0 & 7) { case 0, 1 -> { float y14 = in0.get(p0); yield y14; } case 2, 3 -> 0.5f; case 5 -> { float y15 = in0.get(5); yield y15; } default -> 2f * p0; }));
    }

    @Override
    public void plain(Object[] a) {
        kernel((FloatArray) a[0], (FloatArray) a[1]);
    }

    @Override
    public TaskGraph graph(Object[] a) {
        return new TaskGraph("generated").task("kernel", Kernel1c::kernel, (FloatArray) a[0], (FloatArray) a[1]);
    }
}
