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

// One of the numbers of four bits, of which a byte has two.
template <bool is_signed, typename Pointer>
inline int four_bits(Pointer pairs, long index) {
    int pair = pairs[index >> 1];
    int number = (index & 1) != 0 ? pair >> 4 : pair & 15;
    return is_signed ? (number ^ 8) - 8 : number;
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

// Adds the products from a place along K on by numbers of four bits, element by element; ints wrap.
template <bool transpose_left, bool transpose_right, bool is_signed, typename Tensor, typename Left, typename Right>
inline void add_products(
        thread Tensor& tensor, Left left, long left_stride, int rows, Right right, long offset, long right_stride,
        int columns, int first, int depth) {
    typedef typename Tensor::element_type Element;
    typedef conditional_t<is_same_v<Element, int>, uint, float> Sum;
    for (ushort i = 0; first < depth && i < tensor.get_capacity(); i++) {
        auto place = tensor.get_multidimensional_index(i);
        int row = int(place[1]);
        int column = int(place[0]);
        if (!tensor.is_valid_element(i) || row >= rows || column >= columns) {
            continue;
        }
        Sum sum = Sum(tensor[i]);
        for (int k = first; k < depth; k++) {
            long index = offset + (transpose_right ? column * right_stride + k : k * right_stride + column);
            int number = four_bits<is_signed>(right, index);
            sum += Sum(left[transpose_left ? k * left_stride + row : row * left_stride + k]) * Sum(number);
        }
        tensor[i] = Element(sum);
    }
}

[[kernel]] void four_bits_1(
        device char* a [[buffer(0)]],
        device char* b [[buffer(1)]],
        device int* c [[buffer(2)]],
        constant int& n [[buffer(3)]],
        constant int& k [[buffer(4)]],
        constant long* sizes [[buffer(5)]],
        device atomic_uint* fault [[buffer(6)]],
        uint3 gid [[thread_position_in_grid]]) {
    constexpr mpp::tensor_ops::matmul2d_descriptor shape_0(16, 32, static_cast<int>(dynamic_extent), false, true, false, mpp::tensor_ops::matmul2d_descriptor::mode::multiply_accumulate);
    mpp::tensor_ops::matmul2d<shape_0, execution_simdgroups<1>> product_0;
    auto from = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device int4b_format, dextents<int, 2>, tensor_inline>, int>();
    fill_tensor(from, 0);
    // FourBits.java:9
    auto sum = product_0.get_destination_cooperative_tensor<tensor<device char, dextents<int, 2>, tensor_inline>, tensor<device int4b_format, dextents<int, 2>, tensor_inline>, int>();
    copy_tensor(sum, from);
    int depth = min(k, k);
    if (depth > 0 && n > 0 && n > 0 && matrix_in_range(0, k, min(n, 16), depth, sizes[0], 0, 9, gid, fault) && pairs_in_range(0, k, min(n, 32), depth, sizes[1], 1, 9, gid, fault)) {
        int whole = ((0 | k) & 31) == 0 ? depth & ~31 : 0;
        if (whole > 0) {
            auto left = matrix_in_memory<device char>(a, k, n, whole);
            auto right = matrix_in_memory<device int4b_format>((device uchar*)b + (0 >> 1), k, n, whole);
            product_0.run(left, right, sum);
        }
        add_products<false, true, true>(sum, a, k, n, (device uchar*)b, 0, k, n, whole, depth);
    }
    // FourBits.java:10
    if (matrix_in_range(0, n, min(n, 16), min(n, 32), sizes[2], 2, 10, gid, fault)) {
        store_tensor<int>(sum, c, n, n, n);
    }
}
