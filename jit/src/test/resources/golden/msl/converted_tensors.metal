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

// Java's (int) x: NaN becomes 0, what lies outside becomes the nearer end.
inline int java_to_int(float x) {
    return isnan(x) ? 0 : x >= 2147483648.0f ? INT_MAX : x <= -2147483648.0f ? INT_MIN : int(x);
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

[[kernel]] void converted_tensors(
        device char* a [[buffer(0)]],
        device char* b [[buffer(1)]],
        const device float* scales [[buffer(2)]],
        device half* c [[buffer(3)]],
        device int* d [[buffer(4)]],
        constant int& n [[buffer(5)]],
        constant int& k [[buffer(6)]],
        constant long* sizes [[buffer(7)]],
        device atomic_uint* fault [[buffer(8)]],
        uint3 gid [[thread_position_in_grid]],
        uint lane_id [[thread_index_in_simdgroup]]) {
    constexpr mpp::tensor_ops::matmul2d_descriptor shape_0(16, 32, static_cast<int>(dynamic_extent), false, false, false, mpp::tensor_ops::matmul2d_descriptor::mode::multiply_accumulate);
    mpp::tensor_ops::matmul2d<shape_0, execution_simdgroups<1>> product_0;
    auto from = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device uchar, dextents<int, 2>, tensor_inline>, int>();
    fill_tensor(from, 0);
    // Converted.java:9
    auto sum = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device uchar, dextents<int, 2>, tensor_inline>, int>();
    copy_tensor(sum, from);
    int depth = min(k, k);
    if (depth > 0 && n > 0 && n > 0 && matrix_in_range(0, k, min(n, 16), depth, sizes[0], 0, 9, gid, fault) && matrix_in_range(0, k, depth, min(n, 32), sizes[1], 1, 9, gid, fault)) {
        auto left = matrix_in_memory<device char>(a, k, n, depth);
        auto right = matrix_in_memory<device uchar>((device uchar*)(b), k, depth, n);
        product_0.run(left, right, sum);
    }
    // Converted.java:10
    auto floats = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device uchar, dextents<int, 2>, tensor_inline>, int>();
    for (ushort element = 0; element < floats.get_capacity(); element++) {
        floats[element] = as_type<int>(float(sum[element]));
    }
    // Converted.java:11
    vector_values<float, 16> scale;
    scale = 1 > 0 && matrix_in_range(0, 1, min(n, 16), min(1, 1), sizes[2], 2, 11, gid, fault) ? load_vector<float, 16>(scales, 1, n, lane_id) : fill_vector<float, 16>(0.0f);
    // Converted.java:12
    auto scaled = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device uchar, dextents<int, 2>, tensor_inline>, int>();
    for (ushort element_1 = 0; element_1 < scaled.get_capacity(); element_1++) {
        auto element_1_place = scaled.get_multidimensional_index(element_1);
        float by = vector_value(scale, int(element_1_place[1]));
        scaled[element_1] = as_type<int>(as_type<float>(floats[element_1]) * by);
    }
    // Converted.java:13
    if (matrix_in_range(0, n, min(n, 16), min(n, 32), sizes[3], 3, 13, gid, fault)) {
        store_tensor<float>(scaled, c, n, n, n);
    }
    // Converted.java:14
    auto ints = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device uchar, dextents<int, 2>, tensor_inline>, int>();
    for (ushort element_2 = 0; element_2 < ints.get_capacity(); element_2++) {
        ints[element_2] = java_to_int(as_type<float>(scaled[element_2]));
    }
    // Converted.java:15
    if (matrix_in_range(0, n, min(n, 16), min(n, 32), sizes[4], 4, 15, gid, fault)) {
        store_tensor<int>(ints, d, n, n, n);
    }
}
