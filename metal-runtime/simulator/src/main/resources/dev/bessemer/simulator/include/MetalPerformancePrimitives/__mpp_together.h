// What the threads of a scope do together, with the data that each of them holds.
#pragma once
#include "__mpp_operands.h"

namespace mpp {
namespace tensor_ops {

#if defined(__METAL_EXECUTE__)

/** Has Op::run work on the operands of a scope's threads: an array of pointers and their number. */
template <class Scope, class Op>
__METAL_LIB void __meet_with(Op &op, const char *what, __metal_site site) {
    if constexpr (Scope::__simdgroups == 0) {
        void *operands[] = {&op};
        Op::run(operands, 1);
    } else if constexpr (Scope::__simdgroups == 1) {
        __metal_simdgroup_call(&op, [](const __metal_simd_call *call) __METAL_TOGETHER { Op::run(call->operands, 32); }, what, site.line);
    } else {
        if (__metal_this_thread()->simdgroups_per_threadgroup != Scope::__simdgroups) {
            __metal_refuse("matmul2d of some, not all SIMD-groups", site.line);
        }
        __metal_threadgroup_call(&op, [](void *const *operands, unsigned count) __METAL_TOGETHER { Op::run(operands, count); }, what, site.line);
    }
}

struct __nothing {
    bool unused;
    static void run(void *const *, unsigned) {}
};
template <class Scope>
__METAL_LIB void __meet(const char *what, __metal_site site) {
    __nothing op = {false};
    __meet_with<Scope>(op, what, site);
}

/** Multiplies matrices that are spread over a scope's threads: gathers both, then computes each thread's elements. */
template <matmul2d_descriptor D, class Left, class Right, class Destination>
struct __shared_multiply {
    const Left *left;
    const Right *right;
    Destination *result;

    typedef __accumulator<typename Left::element_type, typename Right::element_type> Sum;

    template <class Tensor>
    __METAL_TOGETHER static void gather(const Tensor &share, int thread_index, bool transposed, Sum *matrix, int columns) {
        for (int i = 0; i < Tensor::layout::capacity; i++) {
            metal::__place p = Tensor::layout::place(thread_index, i);
            if (p.valid) {
                matrix[transposed ? p.column * columns + p.row : p.row * columns + p.column] = __factor<D.relaxed_precision, Sum>(share[i]);
            }
        }
    }
    __METAL_TOGETHER static void run(void *const *operands, unsigned count) {
        static Sum a[D.m * D.k], b[D.k * D.n];
        for (unsigned t = 0; t < count; t++) {
            if (operands[t] != nullptr) {
                const __shared_multiply &op = *static_cast<__shared_multiply *>(operands[t]);
                gather(*op.left, int(t), D.transpose_left, a, D.k);
                gather(*op.right, int(t), D.transpose_right, b, D.n);
            }
        }
        for (unsigned t = 0; t < count; t++) {
            if (operands[t] != nullptr) {
                compute(*static_cast<__shared_multiply *>(operands[t])->result, int(t), a, b);
            }
        }
    }
    __METAL_TOGETHER static void compute(Destination &result, int thread_index, const Sum *a, const Sum *b) {
        for (int i = 0; i < Destination::layout::capacity; i++) {
            metal::__place p = Destination::layout::place(thread_index, i);
            if (!p.valid) {
                continue;
            }
            Sum sum = D.matmul_mode == matmul2d_descriptor::mode::multiply_accumulate ? Sum(result[i]) : Sum(0);
            for (int k = 0; k < D.k; k++) {
                sum = __accumulate(a[p.row * D.k + k], b[k * D.n + p.column], sum);
            }
            result[i] = typename Destination::element_type(sum);
        }
    }
};
template <matmul2d_descriptor D, class Scope, class Left, class Right, class Destination>
__METAL_LIB void __multiply_shared(const Left &left, const Right &right, Destination &result, __metal_site site) {
    __shared_multiply<D, Left, Right, Destination> op = {&left, &right, &result};
    __meet_with<Scope>(op, "matmul2d", site);
}

#else

template <class Scope>
__METAL_LIB void __meet(const char *, __metal_site) {}
template <matmul2d_descriptor D, class Scope, class Left, class Right, class Destination>
__METAL_LIB void __multiply_shared(const Left &, const Right &, Destination &, __metal_site) {}

#endif

}  // namespace tensor_ops
}  // namespace mpp
