package dev.bessemer.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The forms of {@link TaskGraph}'s {@code task}, one for each number of parameters a kernel can have.
 *
 * <p>A task names its kernel by a method reference, or by a lambda that does nothing but call it, and gives one argument for each of its
 * parameters: a {@code KernelContext}, a device array, a Java array, or a number. All throw {@link IllegalArgumentException}, whose message
 * names task and parameter, when the name is taken or an argument does not fit.
 */
public abstract sealed class TaskOverloads permits TaskGraph {
    TaskOverloads() {}

    abstract TaskGraph add(String task, Tasks.Task kernel, @Nullable Object... arguments);

    /** Adds a task whose kernel has 1 parameter; see {@link TaskOverloads}. */
    public <T1> TaskGraph task(String task, Tasks.Task1<T1> kernel, T1 t1) {
        return add(task, kernel, t1);
    }

    /** Adds a task whose kernel has 2 parameters; see {@link TaskOverloads}. */
    public <T1, T2> TaskGraph task(String task, Tasks.Task2<T1, T2> kernel, T1 t1, T2 t2) {
        return add(task, kernel, t1, t2);
    }

    /** Adds a task whose kernel has 3 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3> TaskGraph task(String task, Tasks.Task3<T1, T2, T3> kernel, T1 t1, T2 t2, T3 t3) {
        return add(task, kernel, t1, t2, t3);
    }

    /** Adds a task whose kernel has 4 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4> TaskGraph task(
            String task, Tasks.Task4<T1, T2, T3, T4> kernel, T1 t1, T2 t2, T3 t3, T4 t4) {
        return add(task, kernel, t1, t2, t3, t4);
    }

    /** Adds a task whose kernel has 5 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5> TaskGraph task(
            String task, Tasks.Task5<T1, T2, T3, T4, T5> kernel, T1 t1, T2 t2, T3 t3, T4 t4, T5 t5) {
        return add(task, kernel, t1, t2, t3, t4, t5);
    }

    /** Adds a task whose kernel has 6 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6> TaskGraph task(
            String task, Tasks.Task6<T1, T2, T3, T4, T5, T6> kernel, T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6);
    }

    /** Adds a task whose kernel has 7 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7> TaskGraph task(
            String task,
            Tasks.Task7<T1, T2, T3, T4, T5, T6, T7> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7);
    }

    /** Adds a task whose kernel has 8 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8> TaskGraph task(
            String task,
            Tasks.Task8<T1, T2, T3, T4, T5, T6, T7, T8> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8);
    }

    /** Adds a task whose kernel has 9 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9> TaskGraph task(
            String task,
            Tasks.Task9<T1, T2, T3, T4, T5, T6, T7, T8, T9> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9);
    }

    /** Adds a task whose kernel has 10 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> TaskGraph task(
            String task,
            Tasks.Task10<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10);
    }

    /** Adds a task whose kernel has 11 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> TaskGraph task(
            String task,
            Tasks.Task11<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11);
    }

    /** Adds a task whose kernel has 12 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> TaskGraph task(
            String task,
            Tasks.Task12<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12);
    }

    /** Adds a task whose kernel has 13 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> TaskGraph task(
            String task,
            Tasks.Task13<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12,
            T13 t13) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13);
    }

    /** Adds a task whose kernel has 14 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> TaskGraph task(
            String task,
            Tasks.Task14<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12,
            T13 t13,
            T14 t14) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14);
    }

    /** Adds a task whose kernel has 15 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15> TaskGraph task(
            String task,
            Tasks.Task15<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12,
            T13 t13,
            T14 t14,
            T15 t15) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15);
    }

    /** Adds a task whose kernel has 16 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16> TaskGraph task(
            String task,
            Tasks.Task16<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12,
            T13 t13,
            T14 t14,
            T15 t15,
            T16 t16) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16);
    }

    /** Adds a task whose kernel has 17 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17> TaskGraph task(
            String task,
            Tasks.Task17<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12,
            T13 t13,
            T14 t14,
            T15 t15,
            T16 t16,
            T17 t17) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17);
    }

    /** Adds a task whose kernel has 18 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18> TaskGraph task(
            String task,
            Tasks.Task18<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12,
            T13 t13,
            T14 t14,
            T15 t15,
            T16 t16,
            T17 t17,
            T18 t18) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18);
    }

    /** Adds a task whose kernel has 19 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19> TaskGraph task(
            String task,
            Tasks.Task19<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19> kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12,
            T13 t13,
            T14 t14,
            T15 t15,
            T16 t16,
            T17 t17,
            T18 t18,
            T19 t19) {
        return add(task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19);
    }

    /** Adds a task whose kernel has 20 parameters; see {@link TaskOverloads}. */
    public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20> TaskGraph task(
            String task,
            Tasks.Task20<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20>
                    kernel,
            T1 t1,
            T2 t2,
            T3 t3,
            T4 t4,
            T5 t5,
            T6 t6,
            T7 t7,
            T8 t8,
            T9 t9,
            T10 t10,
            T11 t11,
            T12 t12,
            T13 t13,
            T14 t14,
            T15 t15,
            T16 t16,
            T17 t17,
            T18 t18,
            T19 t19,
            T20 t20) {
        return add(
                task, kernel, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19,
                t20);
    }
}
