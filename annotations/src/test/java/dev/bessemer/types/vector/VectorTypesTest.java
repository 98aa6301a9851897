package dev.bessemer.types.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bessemer.types.HalfFloat;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every vector type has in common, against arithmetic on its components; numbers are small, so that all types hold them exactly. */
class VectorTypesTest {
    private static final List<Class<? extends Record>> TYPES = List.of(
            Float2.class,
            Float3.class,
            Float4.class,
            Float8.class,
            Float16.class,
            Half2.class,
            Half3.class,
            Half4.class,
            Half8.class,
            Half16.class,
            Int2.class,
            Int3.class,
            Int4.class,
            Int8.class,
            Int16.class,
            Short2.class,
            Short3.class,
            Short4.class,
            Byte2.class,
            Byte3.class,
            Byte4.class);

    @FunctionalInterface
    private interface Check {
        void run(VectorType type) throws ReflectiveOperationException;
    }

    /** A vector type by reflection. */
    private record VectorType(Class<? extends Record> type) {
        Class<?> element() {
            return type.getRecordComponents()[0].getType();
        }

        int size() {
            return type.getRecordComponents().length;
        }

        Object number(double value) {
            Class<?> element = element();
            if (element == HalfFloat.class) {
                return HalfFloat.of((float) value);
            }
            Object cell = Array.newInstance(element, 1);
            switch (element.getName()) {
                case "byte" -> Array.setByte(cell, 0, (byte) value);
                case "short" -> Array.setShort(cell, 0, (short) value);
                case "int" -> Array.setInt(cell, 0, (int) value);
                default -> Array.setFloat(cell, 0, (float) value);
            }
            return Array.get(cell, 0);
        }

        Object of(double... values) throws ReflectiveOperationException {
            Class<?>[] types = new Class<?>[size()];
            Arrays.fill(types, element());
            Object[] numbers = Arrays.stream(values).mapToObj(this::number).toArray();
            return type.getConstructor(types).newInstance(numbers);
        }

        Object call(String name, Object... arguments) throws ReflectiveOperationException {
            for (Method method : type.getMethods()) {
                if (method.getName().equals(name) && fits(method.getParameterTypes(), arguments)) {
                    return method.invoke(null, arguments);
                }
            }
            throw new NoSuchMethodException(type.getSimpleName() + "." + name);
        }

        private static boolean fits(Class<?>[] types, Object[] arguments) {
            boolean fits = types.length == arguments.length;
            for (int i = 0; fits && i < types.length; i++) {
                fits = types[i] == arguments[i].getClass()
                        || (types[i].isPrimitive()
                                && Array.get(Array.newInstance(types[i], 1), 0).getClass() == arguments[i].getClass());
            }
            return fits;
        }

        double[] values(Object vector) throws ReflectiveOperationException {
            double[] values = new double[size()];
            for (int i = 0; i < values.length; i++) {
                RecordComponent component = type.getRecordComponents()[i];
                values[i] = VectorTypesTest.value(component.getAccessor().invoke(vector));
            }
            return values;
        }
    }

    private static double value(Object number) {
        return number instanceof HalfFloat half ? half.toFloat() : ((Number) number).doubleValue();
    }

    private static double[] first(VectorType type) {
        double[] values = new double[type.size()];
        Arrays.setAll(values, i -> i % 3 == 0 ? 12 - i : i - 9);
        return values;
    }

    private static double[] second(VectorType type) {
        double[] values = new double[type.size()];
        Arrays.setAll(values, i -> i % 2 == 0 ? 2 : -4);
        return values;
    }

    private static Stream<DynamicTest> tests(Check check) {
        return TYPES.stream().map(type -> dynamicTest(type.getSimpleName(), () -> check.run(new VectorType(type))));
    }

    private static void assertBinary(VectorType type, String name, DoubleBinaryOperator operator)
            throws ReflectiveOperationException {
        double[] a = first(type);
        double[] b = second(type);
        double[] sums = type.values(type.call(name, type.of(a), type.of(b)));
        for (int i = 0; i < a.length; i++) {
            double exact = operator.applyAsDouble(a[i], b[i]);
            boolean whole = type.element() != float.class && type.element() != HalfFloat.class;
            assertEquals(whole ? (long) exact : exact, sums[i], name + " of component " + i);
        }
    }

    @TestFactory
    Stream<DynamicTest> arithmetic_twoVectors_isByComponent() {
        return tests(type -> {
            assertBinary(type, "add", (x, y) -> x + y);
            assertBinary(type, "sub", (x, y) -> x - y);
            assertBinary(type, "mult", (x, y) -> x * y);
            assertBinary(type, "div", (x, y) -> x / y);
            assertBinary(type, "min", Math::min);
            assertBinary(type, "max", Math::max);
        });
    }

    @TestFactory
    Stream<DynamicTest> arithmetic_vectorAndNumber_isThatWithEqualComponents() {
        return tests(type -> {
            Object a = type.of(first(type));
            Object equal = type.type().getConstructor(type.element()).newInstance(type.number(2));
            for (String name : List.of("add", "sub", "mult", "div")) {
                assertEquals(type.call(name, a, equal), type.call(name, a, type.number(2)), name);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> reductions_ofOneVector_combineAllComponents() {
        return tests(type -> {
            double[] a = first(type);
            Object vector = type.of(a);
            assertEquals(Arrays.stream(a).sum(), value(type.call("sum", vector)));
            assertEquals(Arrays.stream(a).min().orElseThrow(), value(type.call("min", vector)));
            assertEquals(Arrays.stream(a).max().orElseThrow(), value(type.call("max", vector)));
            assertEquals(
                    Arrays.stream(a).map(x -> 2 * x).sum(),
                    value(type.call(
                            "dot",
                            vector,
                            type.call("add", type.type().getConstructor().newInstance(), type.number(2)))));
        });
    }

    @TestFactory
    Stream<DynamicTest> getters_everyComponent_areTheAccessors() {
        return tests(type -> {
            Object vector = type.of(first(type));
            for (RecordComponent component : type.type().getRecordComponents()) {
                String name = component.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                        + component.getName().substring(1);
                assertEquals(
                        component.getAccessor().invoke(vector),
                        type.type().getMethod("get" + name).invoke(vector));
                assertWith(type, vector, component, name);
            }
        });
    }

    private static void assertWith(VectorType type, Object vector, RecordComponent component, String name)
            throws ReflectiveOperationException {
        if (type.size() <= 4) {
            Object changed =
                    type.type().getMethod("with" + name, type.element()).invoke(vector, type.number(77));
            assertEquals(type.number(77), component.getAccessor().invoke(changed));
            double difference = value(type.call("sum", type.call("sub", changed, vector)));
            assertEquals(77 - value(component.getAccessor().invoke(vector)), difference);
        }
    }

    @TestFactory
    Stream<DynamicTest> halves_evenSizes_areLowAndHigh() {
        return tests(type -> {
            Method low = Arrays.stream(type.type().getMethods())
                    .filter(method -> method.getName().equals("getLow"))
                    .findFirst()
                    .orElse(null);
            if (low != null) {
                Object vector = type.of(first(type));
                String all = vector.toString().replaceAll(".*\\[|\\]|\\w+=", "");
                String both = low.invoke(vector).toString() + "|"
                        + type.type().getMethod("getHigh").invoke(vector);
                assertEquals(all, both.replaceAll("\\]\\|\\w+\\[", ", ").replaceAll(".*\\[|\\]|\\w+=", ""));
            } else {
                assertTrue(type.size() < 4);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> collections_setVector_getsItBack() {
        return tests(type -> {
            Class<?> collection = Class.forName(
                    type.type().getPackageName() + ".Vector" + type.type().getSimpleName());
            try (AutoCloseable vectors =
                    (AutoCloseable) collection.getConstructor(int.class).newInstance(3)) {
                Object vector = type.of(first(type));
                collection.getMethod("set", int.class, type.type()).invoke(vectors, 1, vector);
                Method get = collection.getMethod("get", int.class);
                assertEquals(vector, get.invoke(vectors, 1));
                Object zero = type.type().getConstructor().newInstance();
                assertEquals(List.of(zero, zero), List.of(get.invoke(vectors, 0), get.invoke(vectors, 2)));
                assertEquals(3, collection.getMethod("getLength").invoke(vectors));
            } catch (ReflectiveOperationException e) {
                throw e;
            } catch (Exception e) {
                throw new InvocationTargetException(e);
            }
        });
    }

    @Test
    void floatFunctions_knownVectors_giveKnownNumbers() {
        assertEquals(5, Float2.length(new Float2(3, -4)));
        assertEquals(new Float2(0.6f, -0.8f), Float2.normalise(new Float2(3, -4)));
        assertEquals(new Float3(0, 0, 1), Float3.cross(new Float3(1, 0, 0), new Float3(0, 1, 0)));
        assertEquals(new Float4(1, 2, 3, 0), Float4.sqrt(new Float4(1, 4, 9, 0)));
        assertEquals(new Float4(-2, 1, 3, 3), Float4.floor(new Float4(-1.5f, 1.5f, 3, 3.99f)));
        assertEquals(new Float3(-1, 0.5f, 1), Float3.clamp(new Float3(-9, 0.5f, 9), -1, 1));
        assertEquals(new Float2(1, 2), Float2.abs(new Float2(-1, 2)));
    }

    @Test
    void half_eachOperation_roundsToHalf() {
        HalfFloat big = HalfFloat.of(2048);
        assertEquals(HalfFloat.of(2048), Half2.sum(new Half2(big, HalfFloat.ONE)));
    }

    @Test
    void dotOfBytes_withAccumulator_addsIt() {
        Byte4 a = new Byte4((byte) -128, (byte) 127, (byte) 1, (byte) 0);
        assertEquals(128 * 128 + 127 * 127 + 1 + 7, Byte4.dot(a, a, 7));
    }
}
