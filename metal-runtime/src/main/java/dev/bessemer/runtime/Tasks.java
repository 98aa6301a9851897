package dev.bessemer.runtime;

import java.io.Serializable;

/** The shapes of kernel methods, by the number of their parameters: what {@link TaskGraph} takes a method reference as. */
public final class Tasks {
    private Tasks() {}

    /** A kernel method, named by a method reference or by a lambda that does nothing but call it. */
    public sealed interface Task extends Serializable
            permits Task1,
                    Task2,
                    Task3,
                    Task4,
                    Task5,
                    Task6,
                    Task7,
                    Task8,
                    Task9,
                    Task10,
                    Task11,
                    Task12,
                    Task13,
                    Task14,
                    Task15,
                    Task16,
                    Task17,
                    Task18,
                    Task19,
                    Task20 {}

    /** A kernel with 1 parameter. */
    @FunctionalInterface
    public non-sealed interface Task1<T1> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1);
    }

    /** A kernel with 2 parameters. */
    @FunctionalInterface
    public non-sealed interface Task2<T1, T2> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2);
    }

    /** A kernel with 3 parameters. */
    @FunctionalInterface
    public non-sealed interface Task3<T1, T2, T3> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3);
    }

    /** A kernel with 4 parameters. */
    @FunctionalInterface
    public non-sealed interface Task4<T1, T2, T3, T4> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4);
    }

    /** A kernel with 5 parameters. */
    @FunctionalInterface
    public non-sealed interface Task5<T1, T2, T3, T4, T5> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5);
    }

    /** A kernel with 6 parameters. */
    @FunctionalInterface
    public non-sealed interface Task6<T1, T2, T3, T4, T5, T6> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6);
    }

    /** A kernel with 7 parameters. */
    @FunctionalInterface
    public non-sealed interface Task7<T1, T2, T3, T4, T5, T6, T7> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6, T7 t7);
    }

    /** A kernel with 8 parameters. */
    @FunctionalInterface
    public non-sealed interface Task8<T1, T2, T3, T4, T5, T6, T7, T8> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6, T7 t7, T8 t8);
    }

    /** A kernel with 9 parameters. */
    @FunctionalInterface
    public non-sealed interface Task9<T1, T2, T3, T4, T5, T6, T7, T8, T9> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6, T7 t7, T8 t8, T9 t9);
    }

    /** A kernel with 10 parameters. */
    @FunctionalInterface
    public non-sealed interface Task10<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6, T7 t7, T8 t8, T9 t9, T10 t10);
    }

    /** A kernel with 11 parameters. */
    @FunctionalInterface
    public non-sealed interface Task11<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6, T7 t7, T8 t8, T9 t9, T10 t10, T11 t11);
    }

    /** A kernel with 12 parameters. */
    @FunctionalInterface
    public non-sealed interface Task12<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6, T7 t7, T8 t8, T9 t9, T10 t10, T11 t11, T12 t12);
    }

    /** A kernel with 13 parameters. */
    @FunctionalInterface
    public non-sealed interface Task13<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(T1 t1, T2 t2, T3 t3, T4 t4, T5 t5, T6 t6, T7 t7, T8 t8, T9 t9, T10 t10, T11 t11, T12 t12, T13 t13);
    }

    /** A kernel with 14 parameters. */
    @FunctionalInterface
    public non-sealed interface Task14<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(
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
                T14 t14);
    }

    /** A kernel with 15 parameters. */
    @FunctionalInterface
    public non-sealed interface Task15<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15> extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(
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
                T15 t15);
    }

    /** A kernel with 16 parameters. */
    @FunctionalInterface
    public non-sealed interface Task16<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16>
            extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(
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
                T16 t16);
    }

    /** A kernel with 17 parameters. */
    @FunctionalInterface
    public non-sealed interface Task17<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17>
            extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(
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
                T17 t17);
    }

    /** A kernel with 18 parameters. */
    @FunctionalInterface
    public non-sealed interface Task18<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18>
            extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(
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
                T18 t18);
    }

    /** A kernel with 19 parameters. */
    @FunctionalInterface
    public non-sealed interface Task19<
                    T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19>
            extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(
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
                T19 t19);
    }

    /** A kernel with 20 parameters. */
    @FunctionalInterface
    public non-sealed interface Task20<
                    T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20>
            extends Task {
        /** Stands for the launch; nobody calls it. */
        void launch(
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
                T20 t20);
    }
}
