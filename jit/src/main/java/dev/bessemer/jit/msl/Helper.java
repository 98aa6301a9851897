package dev.bessemer.jit.msl;

import dev.bessemer.intrinsics.Exp2;
import dev.bessemer.jit.ir.ScalarType;
import java.util.List;

/**
 * Functions that the text defines before the kernel, each only when it is called. They say in MSL what Java means where MSL means
 * something else or nothing.
 */
enum Helper {
    JAVA_TO_INT("java_to_int", """
            // Java's (int) x: NaN becomes 0, what lies outside becomes the nearer end.
            inline int java_to_int(float x) {
                return isnan(x) ? 0 : x >= 2147483648.0f ? INT_MAX : x <= -2147483648.0f ? INT_MIN : int(x);
            }
            """),
    JAVA_TO_LONG("java_to_long", """
            // Java's (long) x: NaN becomes 0, what lies outside becomes the nearer end.
            inline long java_to_long(float x) {
                return isnan(x) ? 0 : x >= 9223372036854775808.0f ? LONG_MAX : x <= -9223372036854775808.0f ? LONG_MIN : long(x);
            }
            """),
    LOOP_TRIPS("loop_trips", """
            // How often a loop from lower to below upper runs.
            inline ulong loop_trips(long lower, long upper, ulong step) {
                return lower < upper ? (ulong(upper) - ulong(lower) - 1) / step + 1 : 0;
            }
            """),
    JAVA_ABS("java_abs", """
            // Java's Math.abs: that of the smallest number is itself.
            inline int java_abs(int x) {
                return x < 0 ? int(0u - uint(x)) : x;
            }

            inline long java_abs(long x) {
                return x < 0 ? long(0UL - ulong(x)) : x;
            }
            """),
    JAVA_MIN("java_min", """
            // Java's Math.min: NaN wins, and -0 is below +0.
            inline float java_min(float a, float b) {
                if (isnan(a) || isnan(b)) {
                    return NAN;
                }
                return a == b ? as_type<float>(as_type<uint>(a) | as_type<uint>(b)) : a < b ? a : b;
            }
            """),
    JAVA_MAX("java_max", """
            // Java's Math.max: NaN wins, and +0 is above -0.
            inline float java_max(float a, float b) {
                if (isnan(a) || isnan(b)) {
                    return NAN;
                }
                return a == b ? as_type<float>(as_type<uint>(a) & as_type<uint>(b)) : a > b ? a : b;
            }
            """),
    JAVA_SIGNUM("java_signum", """
            // Java's Math.signum: zeros and NaN stay what they are.
            inline float java_signum(float x) {
                return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : x;
            }
            """),
    JAVA_POW("java_pow", """
            // Java's Math.pow: unlike C's it gives NaN for 1 to the power NaN, and for +-1 to an infinite one.
            inline float java_pow(float x, float y) {
                return isnan(y) || (fabs(x) == 1.0f && isinf(y)) ? NAN : precise::pow(x, y);
            }
            """),
    JAVA_EXP2("java_exp2", exp2()),
    JAVA_CBRT("java_cbrt", MathHelpers.CBRT),
    JAVA_EXPM1("java_expm1", MathHelpers.EXPM1),
    JAVA_LOG1P("java_log1p", MathHelpers.LOG1P),
    JAVA_HYPOT("java_hypot", MathHelpers.HYPOT),
    JAVA_TO_RADIANS("java_to_radians", MathHelpers.TO_RADIANS),
    JAVA_TO_DEGREES("java_to_degrees", MathHelpers.TO_DEGREES),
    JAVA_DIVIDE("java_divide", """
            // Java's a / b for b other than 0: the smallest number over -1 is itself.
            inline int java_divide(int a, int b) {
                return b == -1 ? int(0u - uint(a)) : a / b;
            }

            inline long java_divide(long a, long b) {
                return b == -1 ? long(0UL - ulong(a)) : a / b;
            }
            """),
    JAVA_REMAINDER("java_remainder", """
            // Java's a % b for b other than 0: it has the sign of a.
            inline int java_remainder(int a, int b) {
                return b == -1 ? 0 : a - a / b * b;
            }

            inline long java_remainder(long a, long b) {
                return b == -1 ? 0 : a - a / b * b;
            }
            """),
    RECORD_FAULT("record_fault", """
            // Leaves what happened in the fault record, if it is the first fault of the launch.
            inline void record_fault(uint array, long index, uint line, uint3 thread_position, device atomic_uint* fault) {
                if (atomic_fetch_or_explicit(&fault[0], 1u, memory_order_relaxed) == 0u) {
                    atomic_store_explicit(&fault[1], array, memory_order_relaxed);
                    atomic_store_explicit(&fault[2], uint(ulong(index)), memory_order_relaxed);
                    atomic_store_explicit(&fault[3], uint(ulong(index) >> 32), memory_order_relaxed);
                    atomic_store_explicit(&fault[4], line, memory_order_relaxed);
                    atomic_store_explicit(&fault[5], thread_position.x, memory_order_relaxed);
                    atomic_store_explicit(&fault[6], thread_position.y, memory_order_relaxed);
                    atomic_store_explicit(&fault[7], thread_position.z, memory_order_relaxed);
                }
            }
            """),
    IN_RANGE("in_range", """
            // Whether an index lies in an array of this size; where not, that is a fault.
            inline bool in_range(
                    long index, long size, uint array, uint line, uint3 thread_position, device atomic_uint* fault) {
                if (index >= 0 && index < size) {
                    return true;
                }
                record_fault(array, index, line, thread_position, fault);
                return false;
            }
            """, RECORD_FAULT),
    TILE_IN_RANGE("tile_in_range", """
            // Whether all elements a tile access touches lie in an array of this size; where not, that is a fault.
            inline bool tile_in_range(
                    long offset, long stride, int lines, int elements, long size, uint array, uint line, uint3 thread_position,
                    device atomic_uint* fault) {
                if (lines <= 0 || elements <= 0) {
                    return true;
                }
                long last = long(min(lines, 8) - 1) * stride;
                long low = offset + min(last, 0L);
                long high = offset + max(last, 0L) + long(min(elements, 8) - 1);
                if (low >= 0 && high < size) {
                    return true;
                }
                record_fault(array, low < 0 ? low : high, line, thread_position, fault);
                return false;
            }
            """, RECORD_FAULT),
    MATRIX_IN_RANGE("matrix_in_range", """
            // Whether a matrix of so many lines and elements lies in an array of this size; where not, that is a fault.
            inline bool matrix_in_range(
                    long offset, long stride, int lines, int elements, long size, uint array, uint line, uint3 thread_position,
                    device atomic_uint* fault) {
                if (lines <= 0 || elements <= 0) {
                    return true;
                }
                long last = long(lines - 1) * stride;
                long low = offset + min(last, 0L);
                long high = offset + max(last, 0L) + long(elements - 1);
                if (low >= 0 && high < size) {
                    return true;
                }
                record_fault(array, low < 0 ? low : high, line, thread_position, fault);
                return false;
            }
            """, RECORD_FAULT),
    PAIRS_IN_RANGE("pairs_in_range", """
            // Whether a matrix of so many lines and elements, two a byte, lies in an array of this size; where not, that is a fault.
            inline bool pairs_in_range(
                    long offset, long stride, int lines, int elements, long size, uint array, uint line, uint3 thread_position,
                    device atomic_uint* fault) {
                if (lines <= 0 || elements <= 0) {
                    return true;
                }
                long last = long(lines - 1) * stride;
                long low = (offset + min(last, 0L)) >> 1;
                long high = (offset + max(last, 0L) + long(elements - 1)) >> 1;
                if (low >= 0 && high < size) {
                    return true;
                }
                record_fault(array, low < 0 ? low : high, line, thread_position, fault);
                return false;
            }
            """, RECORD_FAULT),
    NOT_ZERO("not_zero", """
            // Whether a divisor is not 0; where it is, that is a fault.
            inline bool not_zero(long divisor, uint line, uint3 thread_position, device atomic_uint* fault) {
                if (divisor != 0) {
                    return true;
                }
                record_fault(0xffffffffu, 0, line, thread_position, fault);
                return false;
            }
            """, RECORD_FAULT),
    LOAD_PART("load_part", """
            // A tile of which memory holds only the first rows and columns; the rest is 0.
            template <typename T, typename Pointer>
            inline void load_part(
                    thread simdgroup_matrix<T, 8, 8>& tile, Pointer source, long stride, bool transposed, int rows, int columns,
                    uint lane_id) {
                if (rows >= 8 && columns >= 8) {
                    simdgroup_load(tile, source, ulong(stride), ulong2(0, 0), transposed);
                    return;
                }
                int row = int((lane_id >> 4 & 1) * 4 + (lane_id >> 1 & 3));
                int column = int((lane_id >> 3 & 1) * 4 + (lane_id & 1) * 2);
                for (int e = 0; e < 2; e++, column++) {
                    long place = transposed ? column * stride + row : row * stride + column;
                    tile.thread_elements()[e] = row < rows && column < columns ? T(source[place]) : T(0.0f);
                }
            }
            """),
    STORE_PART("store_part", """
            // Writes the first rows and columns of a tile.
            template <typename T, typename Pointer>
            inline void store_part(
                    thread simdgroup_matrix<T, 8, 8>& tile, Pointer target, long stride, bool transposed, int rows, int columns,
                    uint lane_id) {
                if (rows >= 8 && columns >= 8) {
                    simdgroup_store(tile, target, ulong(stride), ulong2(0, 0), transposed);
                    return;
                }
                int row = int((lane_id >> 4 & 1) * 4 + (lane_id >> 1 & 3));
                int column = int((lane_id >> 3 & 1) * 4 + (lane_id & 1) * 2);
                for (int e = 0; e < 2; e++, column++) {
                    if (row < rows && column < columns) {
                        target[transposed ? column * stride + row : row * stride + column] = tile.thread_elements()[e];
                    }
                }
            }
            """),
    ROW_SUM("row_sum", rowReduce("sum", "row_sum", "x + y")),
    ROW_MIN("row_min", rowReduce("smallest element", "row_min", "java_min(x, y)"), JAVA_MIN),
    ROW_MAX("row_max", rowReduce("largest element", "row_max", "java_max(x, y)"), JAVA_MAX),
    FAST_ROW_MIN("row_min", rowReduce("smallest element", "row_min", "fast::min(x, y)")),
    FAST_ROW_MAX("row_max", rowReduce("largest element", "row_max", "fast::max(x, y)")),
    LONG_SHUFFLE_XOR("long_shuffle_xor", """
            // A shuffle of 64 bits.
            inline long long_shuffle_xor(long x, ushort mask) {
                return as_type<long>(simd_shuffle_xor(as_type<int2>(x), mask));
            }
            """),
    VECTOR_VALUES("vector_values", TensorHelpers.VECTOR_VALUES),
    VECTOR_VALUE("vector_value", TensorHelpers.VECTOR_VALUE, VECTOR_VALUES),
    FILL_VECTOR("fill_vector", TensorHelpers.FILL_VECTOR, VECTOR_VALUES),
    FAST_LARGEST("largest_of", TensorHelpers.FAST_LARGEST, VECTOR_VALUES),
    LARGEST_INT("largest_int_of", TensorHelpers.LARGEST_INT, VECTOR_VALUES),
    LOAD_VECTOR("load_vector", TensorHelpers.LOAD_VECTOR, VECTOR_VALUES),
    STORE_VECTOR("store_vector", TensorHelpers.STORE_VECTOR, VECTOR_VALUES),
    FILL_TENSOR("fill_tensor", TensorHelpers.FILL_TENSOR),
    COPY_TENSOR("copy_tensor", TensorHelpers.COPY_TENSOR),
    LOAD_TENSOR("load_tensor", TensorHelpers.LOAD_TENSOR),
    FOUR_BITS("four_bits", TensorHelpers.FOUR_BITS),
    LOAD_FOUR_BITS("load_four_bits", TensorHelpers.LOAD_FOUR_BITS, FOUR_BITS),
    STORE_TENSOR("store_tensor", TensorHelpers.STORE_TENSOR),
    MATRIX("matrix_in_memory", TensorHelpers.MATRIX),
    ADD_PRODUCTS("add_products", TensorHelpers.ADD_PRODUCTS, FOUR_BITS),
    SHARE_TENSOR("share_tensor", TensorHelpers.SHARE_TENSOR, STORE_TENSOR),
    ROW_MAXIMA("row_maxima", TensorHelpers.ROW_MAXIMA, VECTOR_VALUES, SHARE_TENSOR, JAVA_MAX),
    FAST_ROW_MAXIMA("row_maxima", TensorHelpers.FAST_ROW_MAXIMA, VECTOR_VALUES, SHARE_TENSOR),
    ROW_SUMS("row_sums", TensorHelpers.ROW_SUMS, VECTOR_VALUES, SHARE_TENSOR),
    COLUMN_MAXIMA("column_maxima", TensorHelpers.COLUMN_MAXIMA, VECTOR_VALUES, SHARE_TENSOR, JAVA_MAX),
    FAST_COLUMN_MAXIMA("column_maxima", TensorHelpers.FAST_COLUMN_MAXIMA, VECTOR_VALUES, SHARE_TENSOR),
    COLUMN_SUMS("column_sums", TensorHelpers.COLUMN_SUMS, VECTOR_VALUES, SHARE_TENSOR),
    ROW_INT_MAXIMA("row_int_maxima", TensorHelpers.ROW_INT_MAXIMA, VECTOR_VALUES, SHARE_TENSOR),
    ROW_INT_SUMS("row_int_sums", TensorHelpers.ROW_INT_SUMS, VECTOR_VALUES, SHARE_TENSOR),
    COLUMN_INT_MAXIMA("column_int_maxima", TensorHelpers.COLUMN_INT_MAXIMA, VECTOR_VALUES, SHARE_TENSOR),
    COLUMN_INT_SUMS("column_int_sums", TensorHelpers.COLUMN_INT_SUMS, VECTOR_VALUES, SHARE_TENSOR),
    ATOMIC_FLOAT_ADD("atomic_float_add", """
            // Adds to a float whose bits lie here, as one step; gives what was there.
            template <typename Place>
            inline float atomic_float_add(Place place, float value) {
                uint seen = atomic_load_explicit(place, memory_order_relaxed);
                while (!atomic_compare_exchange_weak_explicit(
                        place, &seen, as_type<uint>(as_type<float>(seen) + value), memory_order_relaxed, memory_order_relaxed)) {
                }
                return as_type<float>(seen);
            }
            """),
    ATOMIC_FLOAT_MIN("atomic_float_min", """
            // Lowers a float whose bits lie here, as one step; gives what was there.
            template <typename Place>
            inline float atomic_float_min(Place place, float value) {
                uint seen = atomic_load_explicit(place, memory_order_relaxed);
                while (!atomic_compare_exchange_weak_explicit(
                        place, &seen, as_type<uint>(java_min(as_type<float>(seen), value)), memory_order_relaxed, memory_order_relaxed)) {
                }
                return as_type<float>(seen);
            }
            """, JAVA_MIN),
    ATOMIC_FLOAT_MAX("atomic_float_max", """
            // Raises a float whose bits lie here, as one step; gives what was there.
            template <typename Place>
            inline float atomic_float_max(Place place, float value) {
                uint seen = atomic_load_explicit(place, memory_order_relaxed);
                while (!atomic_compare_exchange_weak_explicit(
                        place, &seen, as_type<uint>(java_max(as_type<float>(seen), value)), memory_order_relaxed, memory_order_relaxed)) {
                }
                return as_type<float>(seen);
            }
            """, JAVA_MAX),
    ATOMIC_REPLACE("atomic_replace", """
            // Puts a value in the place of the one expected, as one step; gives what was there.
            template <typename Place, typename T>
            inline T atomic_replace(Place place, T expected, T value) {
                T seen = expected;
                while (!atomic_compare_exchange_weak_explicit(
                        place, &seen, value, memory_order_relaxed, memory_order_relaxed)) {
                    if (seen != expected) {
                        return seen;
                    }
                }
                return expected;
            }
            """),
    BUTTERFLY_SUM("butterfly_sum", butterfly("sum", "float", "butterfly_sum", "x + y")),
    BUTTERFLY_MIN("butterfly_min", butterfly("smallest", "float", "butterfly_min", "java_min(x, y)"), JAVA_MIN),
    BUTTERFLY_MAX("butterfly_max", butterfly("largest", "float", "butterfly_max", "java_max(x, y)"), JAVA_MAX),
    LARGEST("largest_of", TensorHelpers.LARGEST, VECTOR_VALUES, JAVA_MAX, BUTTERFLY_MAX),
    LONG_SUM("long_sum", butterfly("sum", "long", "long_sum", "long(ulong(x) + ulong(y))"), LONG_SHUFFLE_XOR),
    LONG_MIN("long_min", butterfly("smallest", "long", "long_min", "min(x, y)"), LONG_SHUFFLE_XOR),
    LONG_MAX("long_max", butterfly("largest", "long", "long_max", "max(x, y)"), LONG_SHUFFLE_XOR),
    LONG_AND("long_and", butterfly("bitwise and", "long", "long_and", "x & y"), LONG_SHUFFLE_XOR),
    LONG_OR("long_or", butterfly("bitwise or", "long", "long_or", "x | y"), LONG_SHUFFLE_XOR),
    LONG_XOR("long_xor", butterfly("exclusive or", "long", "long_xor", "x ^ y"), LONG_SHUFFLE_XOR),
    LANE_ABOVE("lane_above", """
            // The lane this far above, or this one where there is none.
            inline ushort lane_above(uint lane_id, int distance) {
                uint lane = lane_id + uint(distance);
                return ushort(lane < 32u ? lane : lane_id);
            }
            """),
    LANE_BELOW("lane_below", """
            // The lane this far below, or this one where there is none.
            inline ushort lane_below(uint lane_id, int distance) {
                uint lane = lane_id - uint(distance);
                return ushort(lane < 32u ? lane : lane_id);
            }
            """);

    private final String function;
    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Helper> needs;

    Helper(String function, String text, Helper... needs) {
        this.function = function;
        this.text = text;
        this.needs = List.of(needs);
    }

    /** The function's name. */
    String function() {
        return function;
    }

    /** Its definition. */
    String text() {
        return text;
    }

    /** The helpers it calls itself; they stand before it. */
    List<Helper> needs() {
        return needs;
    }

    private static String rowReduce(String what, String name, String combined) {
        return """
                // The %s of the row of a tile that this lane's elements lie in.
                template <typename T>
                inline float %s(thread simdgroup_matrix<T, 8, 8>& tile) {
                    float x = float(tile.thread_elements()[0]);
                    float y = float(tile.thread_elements()[1]);
                    x = COMBINED;
                    y = simd_shuffle_xor(x, ushort(1));
                    x = COMBINED;
                    y = simd_shuffle_xor(x, ushort(8));
                    return COMBINED;
                }
                """.formatted(what, name).replace("COMBINED", combined);
    }

    private static String butterfly(String what, String type, String name, String combined) {
        String shuffle = type.equals("long") ? "long_shuffle_xor" : "simd_shuffle_xor";
        return """
                // The %s of all lanes' values, each combined with the lane 16 away, then 8, 4, 2, 1.
                inline TYPE %s(TYPE x) {
                    for (ushort distance = 16; distance > 0; distance /= 2) {
                        TYPE y = %s(x, distance);
                        x = %s;
                    }
                    return x;
                }
                """.formatted(what, name, shuffle, combined).replace("TYPE", type);
    }

    private static String exp2() {
        return """
                // Bessemer's KernelMath.exp2, step by step: 2^x = 2^n * 2^f with n whole.
                inline float java_exp2(float x) {
                    if (isnan(x)) {
                        return x;
                    }
                    float clamped = max(%s, min(%s, x));
                    float shifted = clamped + %s;
                    float f = clamped - (shifted - %s);
                    float power = fma(%s, f, %s);
                    power = fma(power, f, %s);
                    power = fma(power, f, %s);
                    power = fma(power, f, %s);
                    power = fma(power, f, %s);
                    power = fma(power, f, 1.0f);
                    int n = as_type<int>(shifted) - 0x%X;
                    int half_n = n >> 1;
                    float scaled = power * as_type<float>((half_n + 127) << 23) * as_type<float>((n - half_n + 127) << 23);
                    return x < %s ? 0.0f : scaled;
                }
                """.formatted(
                        text(Exp2.LOWEST),
                        text(Exp2.HIGHEST),
                        text(Exp2.ROUNDER),
                        text(Exp2.ROUNDER),
                        text(Exp2.C6),
                        text(Exp2.C5),
                        text(Exp2.C4),
                        text(Exp2.C3),
                        text(Exp2.C2),
                        text(Exp2.C1),
                        Exp2.ROUNDER_BITS,
                        text(Exp2.LOWEST));
    }

    private static String text(float constant) {
        return MslTypes.literal(ScalarType.F32, constant).text();
    }
}
