// 2479109291 0 0 p0:BOOLEAN:variable
package generated;

import dev.bessemer.annotations.*;
import dev.bessemer.intrinsics.*;
import dev.bessemer.runtime.*;
import dev.bessemer.runtime.differential.GeneratedKernel;
import dev.bessemer.types.*;

public final class Kernel14zzwyz implements GeneratedKernel {
    record Pair(int first, float second) {}

    @Kernel
    static void kernel(boolean p0) {
        int n11 = 2;
        for (float i10 = Float.float16ToFloat(((short) 32767)); i10 >= 0f; i10 += 0f) {
            if (--n11 < 0) {
                break;
            }
        }
    }

        @Override
        public void plain(Object[] a) {
            kernel((boolean) a[0]);
        }
    
        @Override
        public TaskGraph graph(Object[] a) {
            return new TaskGraph("generated").task("kernel", Kernel14zzwyz::kernel, (boolean) a[0]);
        }
}
