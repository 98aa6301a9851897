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

// Java's Math.max: NaN wins, and +0 is above -0.
inline float java_max(float a, float b) {
    if (isnan(a) || isnan(b)) {
        return NAN;
    }
    return a == b ? as_type<float>(as_type<uint>(a) & as_type<uint>(b)) : a > b ? a : b;
}

// Bessemer's KernelMath.exp2, step by step: 2^x = 2^n * 2^f with n whole.
inline float java_exp2(float x) {
    if (isnan(x)) {
        return x;
    }
    float clamped = max(-126.0f, min(129.0f, x));
    float shifted = clamped + 1.2582912e7f;
    float f = clamped - (shifted - 1.2582912e7f);
    float power = fma(1.5326461e-4f, f, 0.0013390806f);
    power = fma(power, f, 0.009618506f);
    power = fma(power, f, 0.0555036f);
    power = fma(power, f, 0.24022648f);
    power = fma(power, f, 0.6931472f);
    power = fma(power, f, 1.0f);
    int n = as_type<int>(shifted) - 0x4B400000;
    int half_n = n >> 1;
    float scaled = power * as_type<float>((half_n + 127) << 23) * as_type<float>((n - half_n + 127) << 23);
    return x < -126.0f ? 0.0f : scaled;
}

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
inline vector_values<float, rows> row_maxima(thread Tensor& tensor, threadgroup float* shared, uint lane_id) {
    share_tensor<rows, columns, threadgroup_scope>(tensor, shared);
    vector_values<float, rows> values;
    for (int part = 0; part < (rows + 31) / 32; part++) {
        int row = int(lane_id) + 32 * part;
        float value = -INFINITY;
        for (int column = 0; column < columns && row < rows; column++) {
            float element = shared[row * columns + column];
            value = java_max(value, element);
        }
        values.of[part] = value;
    }
    return values;
}

// The sum of each row of a tensor; its threads show each other their elements.
template <int rows, int columns, bool threadgroup_scope, typename Tensor>
inline vector_values<float, rows> row_sums(thread Tensor& tensor, threadgroup float* shared, uint lane_id) {
    share_tensor<rows, columns, threadgroup_scope>(tensor, shared);
    vector_values<float, rows> values;
    for (int part = 0; part < (rows + 31) / 32; part++) {
        int row = int(lane_id) + 32 * part;
        float value = 0.0f;
        for (int column = 0; column < columns && row < rows; column++) {
            float element = shared[row * columns + column];
            value = value + element;
        }
        values.of[part] = value;
    }
    return values;
}

// The sum of each column of a tensor; its threads show each other their elements.
template <int rows, int columns, bool threadgroup_scope, typename Tensor>
inline vector_values<float, columns> column_sums(thread Tensor& tensor, threadgroup float* shared, uint lane_id) {
    share_tensor<rows, columns, threadgroup_scope>(tensor, shared);
    vector_values<float, columns> values;
    for (int part = 0; part < (columns + 31) / 32; part++) {
        int column = int(lane_id) + 32 * part;
        float value = 0.0f;
        for (int row = 0; row < rows && column < columns; row++) {
            float element = shared[row * columns + column];
            value = value + element;
        }
        values.of[part] = value;
    }
    return values;
}

[[kernel, max_total_threads_per_threadgroup(64)]] void softmax_product(
        device half* a [[buffer(0)]],
        device half* b [[buffer(1)]],
        device half* v [[buffer(2)]],
        device half* out [[buffer(3)]],
        device float* maxima [[buffer(4)]],
        constant int& n [[buffer(5)]],
        constant int& k [[buffer(6)]],
        constant long* sizes [[buffer(7)]],
        device atomic_uint* fault [[buffer(8)]],
        uint3 gid [[thread_position_in_grid]],
        uint lane_id [[thread_index_in_simdgroup]],
        uint simd_id [[simdgroup_index_in_threadgroup]]) {
    constexpr mpp::tensor_ops::matmul2d_descriptor shape_0(16, 32, static_cast<int>(dynamic_extent), false, true, false, mpp::tensor_ops::matmul2d_descriptor::mode::multiply_accumulate);
    mpp::tensor_ops::matmul2d<shape_0, execution_simdgroups<2>> product_0;
    constexpr mpp::tensor_ops::matmul2d_descriptor shape_1(16, 32, static_cast<int>(dynamic_extent), false, false, false, mpp::tensor_ops::matmul2d_descriptor::mode::multiply_accumulate);
    mpp::tensor_ops::matmul2d<shape_1, execution_simdgroups<2>> product_1;
    threadgroup float tensor_memory[512];
    auto scores = product_0.get_destination_cooperative_tensor<tensor<device half, dextents<int, 2>, tensor_inline>, tensor<device half, dextents<int, 2>, tensor_inline>, float>();
    fill_tensor(scores, 0.0f);
    // Tensors.java:9
    auto s = product_0.get_destination_cooperative_tensor<tensor<device half, dextents<int, 2>, tensor_inline>, tensor<device half, dextents<int, 2>, tensor_inline>, float>();
    copy_tensor(s, scores);
    int depth = min(k, k);
    if (depth > 0 && n > 0 && n > 0 && matrix_in_range(0, k, min(n, 16), depth, sizes[0], 0, 9, gid, fault) && matrix_in_range(0, k, min(n, 32), depth, sizes[1], 1, 9, gid, fault)) {
        auto left = matrix_in_memory<device half>(a, k, n, depth);
        auto right = matrix_in_memory<device half>(b, k, n, depth);
        product_0.run(left, right, s);
    }
    // Tensors.java:10
    vector_values<float, 16> most = row_maxima<16, 32, true>(s, tensor_memory, lane_id);
    // Tensors.java:11
    auto less = product_0.get_destination_cooperative_tensor<tensor<device half, dextents<int, 2>, tensor_inline>, tensor<device half, dextents<int, 2>, tensor_inline>, float>();
    for (ushort element = 0; element < less.get_capacity(); element++) {
        auto element_place = less.get_multidimensional_index(element);
        float m = vector_value(most, int(element_place[1]));
        float d = s[element] - m;
        less[element] = java_exp2(d);
    }
    // Tensors.java:12
    vector_values<float, 16> sum = row_sums<16, 32, true>(less, tensor_memory, lane_id);
    auto u = product_1.get_destination_cooperative_tensor<tensor<threadgroup float, dextents<int, 2>, tensor_inline>, tensor<device half, dextents<int, 2>, tensor_inline>, float>();
    fill_tensor(u, 0.0f);
    // Tensors.java:13
    share_tensor<16, 32, true>(less, tensor_memory);
    auto p = product_1.get_destination_cooperative_tensor<tensor<threadgroup float, dextents<int, 2>, tensor_inline>, tensor<device half, dextents<int, 2>, tensor_inline>, float>();
    copy_tensor(p, u);
    if (n > 0 && n > 0 && matrix_in_range(0, n, min(n, 32), min(n, 32), sizes[2], 2, 13, gid, fault)) {
        auto left = matrix_in_memory<threadgroup float>(tensor_memory, 32, 16, min(n, 32));
        auto right = matrix_in_memory<device half>(v, n, min(n, 32), n);
        product_1.run(left, right, p);
    }
    // Tensors.java:14
    auto q = product_1.get_destination_cooperative_tensor<tensor<threadgroup float, dextents<int, 2>, tensor_inline>, tensor<device half, dextents<int, 2>, tensor_inline>, float>();
    for (ushort element_1 = 0; element_1 < q.get_capacity(); element_1++) {
        auto element_1_place = q.get_multidimensional_index(element_1);
        float t = vector_value(sum, int(element_1_place[1]));
        q[element_1] = p[element_1] / t;
    }
    // Tensors.java:15
    if (matrix_in_range(0, n, min(n, 16), min(n, 32), sizes[3], 3, 15, gid, fault)) {
        store_tensor<float>(q, out, n, n, n);
    }
    // Tensors.java:16
    if (1 > 0 && simd_id == 0u) {
        store_vector(most, maxima, 1, n, lane_id);
    }
    // Tensors.java:17
    vector_values<float, 32> heights = column_sums<16, 32, true>(q, tensor_memory, lane_id);
    // Tensors.java:18
    vector_values<float, 32> bias_1;
    bias_1 = 1 > 0 && matrix_in_range(0, n, min(1, 1), min(n, 32), sizes[0], 0, 18, gid, fault) ? load_vector<float, 32>(a, 1, n, lane_id) : fill_vector<float, 32>(0.0f);
    // Tensors.java:19
    vector_values<float, 32> high;
    for (int part = 0; part < 1; part++) {
        high.of[part] = heights.of[part] + bias_1.of[part];
    }
    // Tensors.java:20
    if (n > 0 && matrix_in_range(0, n, min(n, 1), min(n, 32), sizes[4], 4, 20, gid, fault) && simd_id == 0u) {
        store_vector(high, maxima, 1, n, lane_id);
    }
}
