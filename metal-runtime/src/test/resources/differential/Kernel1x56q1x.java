// 4180877925 0 0 out3:BYTE:64 p0:INT:variable
package generated;

import dev.bessemer.annotations.*;
import dev.bessemer.intrinsics.*;
import dev.bessemer.runtime.*;
import dev.bessemer.runtime.differential.GeneratedKernel;
import dev.bessemer.types.*;

public final class Kernel1x56q1x implements GeneratedKernel {
    record Pair(int first, float second) {}

    @Kernel
    static void kernel(ByteArray out3, int p0) {
        out3.set(0, ((byte) ((char) helper1(((byte) 0)))));
    }

    static byte helper1(byte p0) {
        p0 = ((byte) ((float) ((long) p0)));
        if (((0 > p0) || ((((byte) 12) == ((short) p0)) != false))) {
            return p0;
        }
        return p0;
    }

        @Override
        public void plain(Object[] a) {
            kernel((ByteArray) a[0], (int) a[1]);
        }
    
        @Override
        public TaskGraph graph(Object[] a) {
            return new TaskGraph("generated").task("kernel", Kernel1x56q1x::kernel, (ByteArray) a[0], (int) a[1]);
        }
}
