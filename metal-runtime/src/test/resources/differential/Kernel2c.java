// 84 0 0 out0:INT:64 p0:LONG:constant p1:CHAR:variable
package generated;

import dev.bessemer.annotations.*;
import dev.bessemer.intrinsics.*;
import dev.bessemer.runtime.*;
import dev.bessemer.runtime.differential.GeneratedKernel;
import dev.bessemer.types.*;

public final class Kernel2c implements GeneratedKernel {
    @Kernel
    static void kernel(IntArray out0, @Constant long p0, char p1) {
        int n33 = 2;
        while (n33-- > 0 && (switch (0 & 7) { case 0 -> false; case 2, 3 -> helper1(p0, ((short) 0), ((short) p1)); case 4, 5 -> true; default -> false; })) {
            p1++;
        }
        out0.set(0, n33);
        out0.set(1, p1);
    }

    static boolean helper1(long p0, short p1, int p2) {
        return false;
    }

    @Override
    public void plain(Object[] a) {
        kernel((IntArray) a[0], (long) a[1], (char) a[2]);
    }

    @Override
    public TaskGraph graph(Object[] a) {
        return new TaskGraph("generated").task("kernel", Kernel2c::kernel, (IntArray) a[0], (long) a[1], (char) a[2]);
    }
}
