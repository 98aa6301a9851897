// 2320197982 0 0 p0:BOOLEAN:variable p2:FLOAT:variable
package generated;

import dev.bessemer.annotations.*;
import dev.bessemer.intrinsics.*;
import dev.bessemer.runtime.*;
import dev.bessemer.runtime.differential.GeneratedKernel;
import dev.bessemer.types.*;

public final class Kernel12ddw7y implements GeneratedKernel {
    record Pair(int first, float second) {}

    @Kernel
    static void kernel(boolean p0, float p2) {
        p2 = helper0(false);
    }

    static float helper0(boolean p0) {
        for (short i0 = 1; i0 < 100; i0 *= 3) {
            short[] t3 = { ((short) 0), ((byte) 0), i0, ((short) 0) };
            int n4 = 3;
            l5: while (true) {
                if (--n4 < 0) {
                    break;
                }
                switch ((short) ((short) 0)) {
                    case 0: {
                    if (p0) {
                        return ((float) t3[0]);
                    }
                }
                        break;
                    case 1: {
                }
                        break;
                    case 3: {
                }
                        break;
                    default: {
                    p0 = false;
                }
                }
            }
        }
        return 76.53f;
    }

        @Override
        public void plain(Object[] a) {
            kernel((boolean) a[0], (float) a[1]);
        }
    
        @Override
        public TaskGraph graph(Object[] a) {
            return new TaskGraph("generated").task("kernel", Kernel12ddw7y::kernel, (boolean) a[0], (float) a[1]);
        }
}
