// Sorts rows in threadgroup memory, bitonic, with a comparison that a template argument names.
#include <metal_stdlib>
using namespace metal;

enum sort_order { order_asc, order_desc };

template <sort_order order, typename T>
inline bool before(T a, T b) {
    if constexpr (order == order_asc) {
        return a < b;
    } else {
        return a > b;
    }
}

typedef void (argsort_t)(
        device const float* x,
        device int32_t* dst,
        constant int& ncols,
        threadgroup int32_t* rows [[threadgroup(0)]],
        uint3 tgpig [[threadgroup_position_in_grid]],
        uint3 tpitg [[thread_position_in_threadgroup]]);

template <sort_order order>
kernel void kernel_argsort(
        device const float* x,
        device int32_t* dst,
        constant int& ncols,
        threadgroup int32_t* rows [[threadgroup(0)]],
        uint3 tgpig [[threadgroup_position_in_grid]],
        uint3 tpitg [[thread_position_in_threadgroup]]) {
    const int col = tpitg.x;
    device const float* x_row = x + tgpig.y * ncols;
    rows[col] = col;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (int k = 2; k <= ncols; k *= 2) {
        for (int j = k / 2; j > 0; j /= 2) {
            const int ixj = col ^ j;
            if (ixj > col) {
                const bool up = (col & k) == 0;
                const auto a = x_row[rows[col]];
                const auto b = x_row[rows[ixj]];
                if (up ? before<order>(b, a) : before<order>(a, b)) {
                    const auto tmp = rows[col];
                    rows[col] = rows[ixj];
                    rows[ixj] = tmp;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
    }
    dst[tgpig.y * ncols + col] = rows[col];
}

template [[host_name("kernel_argsort_f32_i32_asc")]] kernel argsort_t kernel_argsort<order_asc>;
template [[host_name("kernel_argsort_f32_i32_desc")]] kernel argsort_t kernel_argsort<order_desc>;
