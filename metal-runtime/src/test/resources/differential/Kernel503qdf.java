// 302505027 16 0 out5:BYTE:64
package generated;

import dev.bessemer.annotations.*;
import dev.bessemer.intrinsics.*;
import dev.bessemer.runtime.*;
import dev.bessemer.runtime.differential.GeneratedKernel;
import dev.bessemer.types.*;

public final class Kernel503qdf implements GeneratedKernel {
    record Pair(int first, float second) {}

    @Kernel
    static void kernel(ByteArray out5) {
        int v1 = 0;
        for (@Parallel int z = 0; z < 2; z++) {
        for (@Parallel int y = 1; y < 3; y++) {
        for (@Parallel int x = 0; x < 4; ++x) {
            final int slot = (z * 8 + y * 4 + x - 4);
            float v4 = 0f;
            out5.set(slot, ((byte) helper0(v4, ((short) 32767), v1)));
        }
        }
        }
    }

    static int helper0(float p0, short p1, int p2) {
        int n4 = 2;
        l5: while (true) {
            if (--n4 < 0) {
                break;
            }
            for (int i6 = -2; 2 > i6; i6++) {
            }
            if (true) {
                break l5;
            }
        }
        return 0;
    }

        @Override
        public void plain(Object[] a) {
            kernel((ByteArray) a[0]);
        }
    
        @Override
        public TaskGraph graph(Object[] a) {
            return new TaskGraph("generated").task("kernel", Kernel503qdf::kernel, (ByteArray) a[0]);
        }
}
