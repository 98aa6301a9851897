package large;

import dev.bessemer.annotations.Kernel;
import dev.bessemer.annotations.Parallel;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.ByteArray;

/** Gives a kernel that asks for the size as an int an array that is larger. */
final class Large {
    private Large() {}

    @Kernel
    private static void fill(ByteArray a) {
        for (@Parallel int i = 0; i < a.getSize(); i++) {
            a.set(i, (byte) 1);
        }
    }

    public static void main(String[] args) {
        try (var a = new ByteArray(3_000_000_000L);
                var plan = new ExecutionPlan(
                        new TaskGraph("s0").task("fill", Large::fill, a).snapshot())) {
            plan.execute();
            System.out.println("not refused");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
