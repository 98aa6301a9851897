package dev.bessemer.intrinsics;

/**
 * The dimensions of a {@link TensorView} before a matrix's rows and columns; views are made by {@link TensorView#of} and know these themselves.
 *
 * @param rank the view's, which may be so low that it has none of these
 * @param extent2 of the dimension 2 before the last
 * @param extent3 of the dimension 3 before the last
 * @param extent4 of the dimension 4 before the last
 * @param extent5 of the dimension 5 before the last
 * @param extent6 of the dimension 6 before the last
 * @param extent7 of the dimension 7 before the last
 * @param stride2 from one to the next along the dimension 2 before the last, in elements
 * @param stride3 from one to the next along the dimension 3 before the last, in elements
 * @param stride4 from one to the next along the dimension 4 before the last, in elements
 * @param stride5 from one to the next along the dimension 5 before the last, in elements
 * @param stride6 from one to the next along the dimension 6 before the last, in elements
 * @param stride7 from one to the next along the dimension 7 before the last, in elements
 */
public record TensorOuter(
        TensorRank rank,
        int extent2,
        int extent3,
        int extent4,
        int extent5,
        int extent6,
        int extent7,
        int stride2,
        int stride3,
        int stride4,
        int stride5,
        int stride6,
        int stride7) {
    /** None; the view has one dimension or two. */
    static TensorOuter none(TensorRank rank) {
        return new TensorOuter(rank, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Those of a view without gaps. */
    static TensorOuter packed(TensorDims extents) {
        int stride2 = extents.last0() * extents.last1();
        int stride3 = stride2 * extents.last2();
        int stride4 = stride3 * extents.last3();
        int stride5 = stride4 * extents.last4();
        int stride6 = stride5 * extents.last5();
        int stride7 = stride6 * extents.last6();
        return new TensorOuter(
                extents.rank(),
                extents.last2(),
                extents.last3(),
                extents.last4(),
                extents.last5(),
                extents.last6(),
                extents.last7(),
                stride2,
                stride3,
                stride4,
                stride5,
                stride6,
                stride7);
    }

    /**
     * The same with other strides.
     *
     * @param strides of all dimensions but the last
     */
    TensorOuter withStrides(TensorDims strides) {
        return new TensorOuter(
                rank,
                extent2,
                extent3,
                extent4,
                extent5,
                extent6,
                extent7,
                strides.last1(),
                strides.last2(),
                strides.last3(),
                strides.last4(),
                strides.last5(),
                strides.last6());
    }

    /** What is left from a place on. */
    TensorOuter from(TensorDims origin) {
        return withExtents(
                extent2 - origin.last2(),
                extent3 - origin.last3(),
                extent4 - origin.last4(),
                extent5 - origin.last5(),
                extent6 - origin.last6(),
                extent7 - origin.last7());
    }

    /** The first so many. */
    TensorOuter atMost(TensorDims most) {
        return withExtents(
                Math.min(extent2, most.last2()),
                Math.min(extent3, most.last3()),
                Math.min(extent4, most.last4()),
                Math.min(extent5, most.last5()),
                Math.min(extent6, most.last6()),
                Math.min(extent7, most.last7()));
    }

    private TensorOuter withExtents(int e2, int e3, int e4, int e5, int e6, int e7) {
        return new TensorOuter(rank, e2, e3, e4, e5, e6, e7, stride2, stride3, stride4, stride5, stride6, stride7);
    }

    /** How many elements a place lies behind the first one. */
    int place(TensorDims at) {
        return at.last2() * stride2
                + at.last3() * stride3
                + at.last4() * stride4
                + at.last5() * stride5
                + at.last6() * stride6
                + at.last7() * stride7;
    }

    /** Whether a place exists, as far as these dimensions go. */
    boolean contains(TensorDims at) {
        return contains(2, at.last2(), extent2)
                && contains(3, at.last3(), extent3)
                && contains(4, at.last4(), extent4)
                && contains(5, at.last5(), extent5)
                && contains(6, at.last6(), extent6)
                && contains(7, at.last7(), extent7);
    }

    private boolean contains(int fromLast, int at, int extent) {
        return rank.count() <= fromLast || (at >= 0 && at < extent);
    }

    /**
     * The extent of a dimension.
     *
     * @param fromLast 2 for the one before a matrix's rows
     */
    int extent(int fromLast) {
        return switch (fromLast) {
            case 2 -> extent2;
            case 3 -> extent3;
            case 4 -> extent4;
            case 5 -> extent5;
            case 6 -> extent6;
            default -> extent7;
        };
    }

    /** The stride of a dimension, by its distance from the last. */
    int stride(int fromLast) {
        return switch (fromLast) {
            case 2 -> stride2;
            case 3 -> stride3;
            case 4 -> stride4;
            case 5 -> stride5;
            case 6 -> stride6;
            default -> stride7;
        };
    }

    /** Those of a view that lacks the first dimension. */
    TensorOuter withoutFirst() {
        TensorRank less = rank.less();
        return new TensorOuter(
                less,
                kept(2, extent2),
                kept(3, extent3),
                kept(4, extent4),
                kept(5, extent5),
                kept(6, extent6),
                kept(7, extent7),
                kept(2, stride2),
                kept(3, stride3),
                kept(4, stride4),
                kept(5, stride5),
                kept(6, stride6),
                kept(7, stride7));
    }

    private int kept(int fromLast, int number) {
        return fromLast < rank.count() - 1 ? number : 0;
    }
}
