#include <metal_stdlib>
#include <metal_tensor>
#include <MetalPerformancePrimitives/MetalPerformancePrimitives.h>
using namespace metal;

#if __METAL_VERSION__ >= 320
#pragma METAL fp math_mode(safe)
#pragma METAL fp contract(off)
#else
#pragma clang fp contract(off)
#endif

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

// A number for each row, or each column, of a tensor: lane l of every SIMD-group has numbers l, l + 32 and so on.
template <typename Number, int all>
struct vector_values {
    Number of[(all + 31) / 32];
};

// The number at an index, which differs from thread to thread; all lanes ask together.
template <typename Number, int all>
inline Number vector_value(vector_values<Number, all> values, int index) {
    Number value = simd_shuffle(values.of[0], ushort(index & 31));
    for (int part = 1; part < (all + 31) / 32; part++) {
        Number other = simd_shuffle(values.of[part], ushort(index & 31));
        value = index >> 5 == part ? other : value;
    }
    return value;
}

// One number everywhere.
template <typename Number, int all>
inline vector_values<Number, all> fill_vector(Number value) {
    vector_values<Number, all> values;
    for (int part = 0; part < (all + 31) / 32; part++) {
        values.of[part] = value;
    }
    return values;
}

// The largest of all numbers.
template <int all>
inline int largest_int_of(vector_values<int, all> values, uint lane_id) {
    int largest = INT_MIN;
    for (int part = 0; part < (all + 31) / 32; part++) {
        largest = int(lane_id) + 32 * part < all ? max(largest, values.of[part]) : largest;
    }
    return simd_max(largest);
}

// Numbers in memory that are a stride apart, of which only the first exist; the rest is 0.
template <typename Number, int all, typename Pointer>
inline vector_values<Number, all> load_vector(Pointer source, long stride, int count, uint lane_id) {
    vector_values<Number, all> values;
    for (int part = 0; part < (all + 31) / 32; part++) {
        int index = int(lane_id) + 32 * part;
        values.of[part] = index < all && index < count ? Number(source[index * stride]) : Number(0);
    }
    return values;
}

// Writes the first numbers, which are a stride apart.
template <typename Number, int all, typename Pointer>
inline void store_vector(vector_values<Number, all> values, Pointer target, long stride, int count, uint lane_id) {
    for (int part = 0; part < (all + 31) / 32; part++) {
        int index = int(lane_id) + 32 * part;
        if (index < all && index < count) {
            target[index * stride] = remove_reference_t<decltype(target[0])>(values.of[part]);
        }
    }
}

// One number everywhere.
template <typename Tensor, typename Number>
inline void fill_tensor(thread Tensor& tensor, Number value) {
    for (ushort i = 0; i < tensor.get_capacity(); i++) {
        tensor[i] = value;
    }
}

// The elements of another tensor of the same multiplication.
template <typename Tensor>
inline void copy_tensor(thread Tensor& target, thread Tensor& source) {
    for (ushort i = 0; i < target.get_capacity(); i++) {
        target[i] = source[i];
    }
}

// Writes the first rows and columns of a tensor, whose slots hold the bits of such numbers.
template <typename Number, typename Tensor, typename Pointer>
inline void store_tensor(thread Tensor& tensor, Pointer target, long stride, int rows, int columns) {
    for (ushort i = 0; i < tensor.get_capacity(); i++) {
        auto place = tensor.get_multidimensional_index(i);
        int row = int(place[1]);
        int column = int(place[0]);
        if (tensor.is_valid_element(i) && row < rows && column < columns) {
            target[row * stride + column] = remove_reference_t<decltype(target[0])>(as_type<Number>(tensor[i]));
        }
    }
}

// A matrix in memory as Metal's tensors have it: the extent of what lies side by side comes first.
template <typename Element, typename Pointer>
inline auto matrix_in_memory(Pointer first, long stride, int lines, int elements) {
    return tensor<Element, dextents<int, 2>, tensor_inline>(
            first, dextents<int, 2>(elements, lines), array<int, 2>{1, int(stride)});
}

// Writes a tensor to threadgroup memory, row after row, for all threads of its scope.
template <int rows, int columns, bool threadgroup_scope, typename Tensor, typename Number>
inline void share_tensor(thread Tensor& tensor, threadgroup Number* shared) {
    if (threadgroup_scope) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
    } else {
        simdgroup_barrier(mem_flags::mem_threadgroup);
    }
    store_tensor<Number>(tensor, shared, columns, rows, columns);
    if (threadgroup_scope) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
    } else {
        simdgroup_barrier(mem_flags::mem_threadgroup);
    }
}

// The largest element of each row of a tensor; its threads show each other their elements.
template <int rows, int columns, bool threadgroup_scope, typename Tensor>
inline vector_values<int, rows> row_int_maxima(thread Tensor& tensor, threadgroup int* shared, uint lane_id) {
    share_tensor<rows, columns, threadgroup_scope>(tensor, shared);
    vector_values<int, rows> values;
    for (int part = 0; part < (rows + 31) / 32; part++) {
        int row = int(lane_id) + 32 * part;
        int value = INT_MIN;
        for (int column = 0; column < columns && row < rows; column++) {
            int element = shared[row * columns + column];
            value = max(value, element);
        }
        values.of[part] = value;
    }
    return values;
}

// The sum of each column of a tensor; its threads show each other their elements.
template <int rows, int columns, bool threadgroup_scope, typename Tensor>
inline vector_values<int, columns> column_int_sums(thread Tensor& tensor, threadgroup int* shared, uint lane_id) {
    share_tensor<rows, columns, threadgroup_scope>(tensor, shared);
    vector_values<int, columns> values;
    for (int part = 0; part < (columns + 31) / 32; part++) {
        int column = int(lane_id) + 32 * part;
        int value = 0;
        for (int row = 0; row < rows && column < columns; row++) {
            int element = shared[row * columns + column];
            value = int(uint(value) + uint(element));
        }
        values.of[part] = value;
    }
    return values;
}

[[kernel, max_total_threads_per_threadgroup(64)]] void integer_tensors(
        device char* a [[buffer(0)]],
        device char* b [[buffer(1)]],
        device int* zeros [[buffer(2)]],
        device int* c [[buffer(3)]],
        constant int& n [[buffer(4)]],
        constant int& k [[buffer(5)]],
        constant long* sizes [[buffer(6)]],
        device atomic_uint* fault [[buffer(7)]],
        uint3 gid [[thread_position_in_grid]],
        uint lane_id [[thread_index_in_simdgroup]],
        uint simd_id [[simdgroup_index_in_threadgroup]]) {
    constexpr mpp::tensor_ops::matmul2d_descriptor shape_0(16, 32, static_cast<int>(dynamic_extent), false, false, false, mpp::tensor_ops::matmul2d_descriptor::mode::multiply_accumulate);
    mpp::tensor_ops::matmul2d<shape_0, execution_simdgroups<2>> product_0;
    threadgroup float tensor_memory[512];
    auto from = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device uchar, dextents<int, 2>, tensor_inline>, int>();
    fill_tensor(from, 0);
    // Integers.java:9
    auto sum = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device uchar, dextents<int, 2>, tensor_inline>, int>();
    copy_tensor(sum, from);
    int depth = min(k, k);
    if (depth > 0 && n > 0 && n > 0 && matrix_in_range(0, k, min(n, 16), depth, sizes[0], 0, 9, gid, fault) && matrix_in_range(0, k, depth, min(n, 32), sizes[1], 1, 9, gid, fault)) {
        auto left = matrix_in_memory<device char>(a, k, n, depth);
        auto right = matrix_in_memory<device uchar>((device uchar*)(b), k, depth, n);
        product_0.run(left, right, sum);
    }
    // Integers.java:10
    vector_values<int, 16> most = row_int_maxima<16, 32, true>(sum, (threadgroup int*)(tensor_memory), lane_id);
    // Integers.java:11
    vector_values<int, 32> all = column_int_sums<16, 32, true>(sum, (threadgroup int*)(tensor_memory), lane_id);
    // Integers.java:12
    vector_values<int, 32> from_rows;
    from_rows = 1 > 0 && matrix_in_range(0, n, min(1, 1), min(n, 32), sizes[2], 2, 12, gid, fault) ? load_vector<int, 32>(zeros, 1, n, lane_id) : fill_vector<int, 32>(0);
    // Integers.java:13
    vector_values<int, 32> less;
    for (int part = 0; part < 1; part++) {
        less.of[part] = int(uint(all.of[part]) - uint(from_rows.of[part]));
    }
    // Integers.java:14
    auto scaled = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device uchar, dextents<int, 2>, tensor_inline>, int>();
    for (ushort element = 0; element < scaled.get_capacity(); element++) {
        auto element_place = scaled.get_multidimensional_index(element);
        int u = vector_value(most, int(element_place[1]));
        int v = vector_value(less, int(element_place[0]));
        int w = int(uint(sum[element]) * uint(u));
        scaled[element] = int(uint(w) - uint(v));
    }
    // Integers.java:15
    if (matrix_in_range(0, n, min(n, 16), min(n, 32), sizes[3], 3, 15, gid, fault)) {
        store_tensor<int>(scaled, c, n, n, n);
    }
    // Integers.java:16
    int top = largest_int_of(most, lane_id);
    // Integers.java:17
    vector_values<int, 16> tops = fill_vector<int, 16>(top);
    // Integers.java:18
    if (1 > 0 && matrix_in_range(0, 1, min(n, 16), min(1, 1), sizes[2], 2, 18, gid, fault) && simd_id == 0u) {
        store_vector(tops, zeros, 1, n, lane_id);
    }
}
