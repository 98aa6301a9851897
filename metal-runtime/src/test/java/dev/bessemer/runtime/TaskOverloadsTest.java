package dev.bessemer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bessemer.annotations.Kernel;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The forms of {@code task} are all alike. */
class TaskOverloadsTest {
    private static final int MOST = 20;

    @Test
    void task_everyForm_takesAKernelOfItsArgumentsTypes() {
        List<Method> forms = Arrays.stream(TaskOverloads.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("task"))
                .sorted(Comparator.comparingInt(Method::getParameterCount))
                .toList();
        assertEquals(MOST, forms.size());
        for (int count = 1; count <= MOST; count++) {
            Method form = forms.get(count - 1);
            assertEquals(count + 2, form.getParameterCount());
            assertEquals(TaskGraph.class, form.getReturnType());
            List<String> types = IntStream.rangeClosed(1, count)
                    .mapToObj(number -> "T" + number)
                    .toList();
            Type[] given = form.getGenericParameterTypes();
            assertEquals(
                    Tasks.class.getName() + "$Task" + count + "<" + String.join(", ", types) + ">",
                    given[1].getTypeName().replace("dev.bessemer.runtime.Tasks.dev", "dev"));
            assertEquals(
                    types, Arrays.stream(given).skip(2).map(Type::getTypeName).toList());
        }
    }

    @Test
    void tasks_everyShape_hasOneMethodOfItsParameters() {
        assertEquals(MOST, Tasks.Task.class.getPermittedSubclasses().length);
        for (int count = 1; count <= MOST; count++) {
            Class<?> shape = Tasks.Task.class.getPermittedSubclasses()[count - 1];
            assertEquals("Task" + count, shape.getSimpleName());
            Method launch = shape.getMethods()[0];
            assertEquals(count, launch.getParameterCount());
            assertEquals(
                    1,
                    Arrays.stream(shape.getMethods())
                            .filter(m -> Modifier.isAbstract(m.getModifiers()))
                            .count());
        }
    }

    @Kernel
    static void twenty(
            int[] out,
            int a,
            int b,
            int c,
            int d,
            int e,
            int f,
            int g,
            int h,
            int i,
            int j,
            int k,
            int l,
            int m,
            int n,
            int o,
            int p,
            int q,
            int r,
            int s) {
        out[0] = a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l + 13 * m
                + 14 * n + 15 * o + 16 * p + 17 * q + 18 * r + 19 * s;
    }

    @Test
    void task_twentyArguments_reachTheirParameters() {
        int[] out = new int[1];
        try (ExecutionPlan plan = new ExecutionPlan(new TaskGraph("s0")
                .task(
                        "twenty",
                        TaskOverloadsTest::twenty,
                        out,
                        1,
                        10,
                        100,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1000)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out)
                .snapshot())) {
            plan.execute();
        }
        int middle = IntStream.rangeClosed(4, 18).sum();
        assertArrayEquals(new int[] {1 + 20 + 300 + middle + 19_000}, out);
    }
}
