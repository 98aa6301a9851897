package dev.bessemer.intrinsics;

/** How many dimensions a {@link TensorView} has: a type, so that it is a constant of every kernel whatever else is known at run time only. */
public sealed interface TensorRank {
    /** The number of dimensions, 1 to 8. */
    int count();

    /** One less; there is none below rank 1. */
    TensorRank less();

    /** One dimension: a line of elements. */
    record R1() implements TensorRank {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public TensorRank less() {
            return new R1();
        }
    }

    /** Two dimensions: a matrix. */
    record R2() implements TensorRank {
        @Override
        public int count() {
            return 2;
        }

        @Override
        public TensorRank less() {
            return new R1();
        }
    }

    /** Three dimensions. */
    record R3() implements TensorRank {
        @Override
        public int count() {
            return 3;
        }

        @Override
        public TensorRank less() {
            return new R2();
        }
    }

    /** Four dimensions. */
    record R4() implements TensorRank {
        @Override
        public int count() {
            return 4;
        }

        @Override
        public TensorRank less() {
            return new R3();
        }
    }

    /** Five dimensions. */
    record R5() implements TensorRank {
        @Override
        public int count() {
            return 5;
        }

        @Override
        public TensorRank less() {
            return new R4();
        }
    }

    /** Six dimensions. */
    record R6() implements TensorRank {
        @Override
        public int count() {
            return 6;
        }

        @Override
        public TensorRank less() {
            return new R5();
        }
    }

    /** Seven dimensions. */
    record R7() implements TensorRank {
        @Override
        public int count() {
            return 7;
        }

        @Override
        public TensorRank less() {
            return new R6();
        }
    }

    /** Eight dimensions. */
    record R8() implements TensorRank {
        @Override
        public int count() {
            return 8;
        }

        @Override
        public TensorRank less() {
            return new R7();
        }
    }
}
