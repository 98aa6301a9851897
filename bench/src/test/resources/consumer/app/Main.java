package app;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.types.FloatArray;

final class Main {
    private Main() {}

    @Kernel
    private static void add(FloatArray a, FloatArray b, FloatArray c) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            c.set(i, a.get(i) + b.get(i));
        }
    }

    public static void main(String[] args) {
        try (var a = FloatArray.fromElements(1, 2, 3);
                var b = FloatArray.fromElements(10, 20, 30);
                var c = new FloatArray(3)) {
            add(a, b, c);
            System.out.println(c.get(0) + " " + c.get(1) + " " + c.get(2));
        }
    }
}
