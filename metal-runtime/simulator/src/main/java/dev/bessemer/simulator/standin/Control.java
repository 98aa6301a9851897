package dev.bessemer.simulator.standin;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/** What the library is asked and told: the twin of {@code standin/control.h}. */
final class Control {
    private static final int MACHINE_BYTES = 168;
    private static final int INJECTION_BYTES = 912;

    private final MethodHandle machine;
    private final MethodHandle hold;
    private final MethodHandle inject;
    private final MethodHandle forgetFaults;
    private final MethodHandle abandonedPools;
    private final MethodHandle expect;
    private final MethodHandle classCount;
    private final MethodHandle className;
    private final MethodHandle live;
    private final MethodHandle method;
    private final MethodHandle selectorCount;
    private final MethodHandle selector;
    private final MethodHandle messages;
    private final MethodHandle counter;
    private final MethodHandle settle;

    Control(Library library) {
        machine = library.procedure("bessemer_standin_machine", ValueLayout.ADDRESS);
        hold = library.procedure("bessemer_standin_hold", ValueLayout.JAVA_BOOLEAN);
        inject = library.procedure("bessemer_standin_inject", ValueLayout.ADDRESS);
        forgetFaults = library.function("bessemer_standin_forget_faults", ValueLayout.JAVA_INT);
        abandonedPools = library.function("bessemer_standin_abandoned_pools", ValueLayout.JAVA_INT);
        expect = library.procedure("bessemer_standin_expect", ValueLayout.ADDRESS);
        classCount = library.function("bessemer_standin_class_count", ValueLayout.JAVA_INT);
        className = library.function("bessemer_standin_class", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        live = library.function("bessemer_standin_live", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        method = library.function(
                "bessemer_standin_method",
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT);
        selectorCount = library.function("bessemer_standin_selector_count", ValueLayout.JAVA_INT);
        selector = library.function("bessemer_standin_selector", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        messages = library.function("bessemer_standin_messages", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        counter = library.function("bessemer_standin_counter", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        settle = library.function("bessemer_standin_settle", ValueLayout.JAVA_BOOLEAN, ValueLayout.JAVA_LONG);
    }

    void setMachine(Machine wanted) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment model = arena.allocate(MACHINE_BYTES, 8);
            model.setString(0, wanted.name());
            model.set(ValueLayout.JAVA_INT, 128, wanted.systemVersion());
            model.set(ValueLayout.JAVA_INT, 132, wanted.appleFamily());
            model.set(ValueLayout.JAVA_LONG, 136, wanted.workingSetBytes());
            model.set(ValueLayout.JAVA_LONG, 144, wanted.maxBufferBytes());
            model.set(
                    ValueLayout.JAVA_INT,
                    152,
                    Math.toIntExact(wanted.eventLimit().toMillis()));
            model.set(ValueLayout.JAVA_INT, 156, flag(wanted, Machine.Trait.NO_DEVICE));
            model.set(ValueLayout.JAVA_INT, 160, flag(wanted, Machine.Trait.NO_EXECUTION));
            model.set(ValueLayout.JAVA_INT, 164, flag(wanted, Machine.Trait.GRAPHS_COMMIT));
            call(() -> {
                machine.invokeExact(model);
                return 0L;
            });
        }
    }

    private static int flag(Machine machine, Machine.Trait trait) {
        return machine.traits().contains(trait) ? 1 : 0;
    }

    void hold(boolean wanted) {
        call(() -> {
            hold.invokeExact(wanted);
            return 0L;
        });
    }

    void inject(Injection fault) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment injection = arena.allocate(INJECTION_BYTES, 8);
            injection.setString(0, fault.selector());
            injection.setString(256, fault.domain());
            injection.setString(384, fault.text());
            injection.set(ValueLayout.JAVA_LONG, 896, fault.code());
            injection.set(ValueLayout.JAVA_INT, 904, fault.kind().number());
            injection.set(ValueLayout.JAVA_INT, 908, fault.passes());
            call(() -> {
                inject.invokeExact(injection);
                return 0L;
            });
        }
    }

    int forgetFaults() {
        return Math.toIntExact(call(() -> (int) forgetFaults.invokeExact()));
    }

    int abandonedPools() {
        return Math.toIntExact(call(() -> (int) abandonedPools.invokeExact()));
    }

    void expect(String encoding) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(encoding);
            call(() -> {
                expect.invokeExact(text);
                return 0L;
            });
        }
    }

    long counter(int which) {
        return call(() -> (long) counter.invokeExact(which));
    }

    boolean settle(long milliseconds) {
        return call(() -> (boolean) settle.invokeExact(milliseconds) ? 1 : 0) == 1;
    }

    Map<String, Long> live() {
        return counts(
                (int) call(() -> (int) classCount.invokeExact()),
                index -> (MemorySegment) className.invokeExact(index),
                index -> call(() -> (long) live.invokeExact(index)));
    }

    Map<String, Long> messages() {
        return counts(
                (int) call(() -> (int) selectorCount.invokeExact()),
                index -> (MemorySegment) selector.invokeExact(index),
                index -> call(() -> (long) messages.invokeExact(index)));
    }

    List<MethodSignature> methods() {
        List<MethodSignature> all = new ArrayList<>();
        int classes = (int) call(() -> (int) classCount.invokeExact());
        for (int cls = 0; cls < classes; cls++) {
            addMethods(all, cls, 0);
            addMethods(all, cls, 1);
        }
        return all;
    }

    private void addMethods(List<MethodSignature> all, int cls, int side) {
        for (int i = 0; true; i++) {
            int index = i;
            MemorySegment line = address(_ -> (MemorySegment) method.invokeExact(cls, side, index), 0);
            if (line.address() == 0) {
                return;
            }
            all.add(MethodSignature.parse(Library.text(line)));
        }
    }

    private static Map<String, Long> counts(int count, Named named, IntToLongFunction counted) {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            long value = counted.applyAsLong(i);
            if (value != 0) {
                counts.merge(Library.text(address(named, i)), value, Long::sum);
            }
        }
        return counts;
    }

    /** A call of a function that gives a text for a number. */
    @FunctionalInterface
    private interface Named {
        MemorySegment of(int index) throws Throwable;
    }

    /** A call of a function that gives a number. */
    @FunctionalInterface
    private interface Call {
        long get() throws Throwable;
    }

    private static MemorySegment address(Named named, int index) {
        try {
            return named.of(index);
        } catch (Throwable e) {
            throw new IllegalStateException("the stand-in cannot be asked", e);
        }
    }

    private static long call(Call call) {
        try {
            return call.get();
        } catch (Throwable e) {
            throw new IllegalStateException("the stand-in cannot be asked", e);
        }
    }
}
