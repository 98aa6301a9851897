// 3682680549 16 0 p0:BYTE:variable
package generated;

import dev.bessemer.annotations.*;
import dev.bessemer.intrinsics.*;
import dev.bessemer.runtime.*;
import dev.bessemer.runtime.differential.GeneratedKernel;
import dev.bessemer.types.*;

public final class Kernel1owkmhx implements GeneratedKernel {
    record Pair(int first, float second) {}

    @Kernel
    static void kernel(byte p0) {
        char v0;
        if (false) {
            v0 = ((char) 0);
        } else {
            v0 = 'x';
        }
        for (@Parallel int x = 1; x <= 13; x += 3) {
            final int slot = x;
            char v23;
            if (false) {
                v23 = ((char) 0);
            } else {
                v23 = v0;
            }
            v23 = ((char) helper0(((byte) 0)));
        }
    }

    static byte helper0(byte p0) {
        p0 = ((byte) 32);
        if ((Float.isInfinite(0f) ? Float.isNaN(0f) : (((char) 0) != p0))) {
            return (p0++);
        }
        return p0;
    }

        @Override
        public void plain(Object[] a) {
            kernel((byte) a[0]);
        }
    
        @Override
        public TaskGraph graph(Object[] a) {
            return new TaskGraph("generated").task("kernel", Kernel1owkmhx::kernel, (byte) a[0]);
        }
}
