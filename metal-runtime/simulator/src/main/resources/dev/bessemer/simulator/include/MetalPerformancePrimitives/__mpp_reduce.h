// Reductions of a cooperative tensor's rows or columns, by one SIMD-group.
#pragma once
#include "__mpp_together.h"

namespace mpp {
namespace tensor_ops {

enum class reduction_operation { sum, max, min };

template <class T>
struct reduction_operation_identity {
    static constexpr T sum_identity = T(0);
    static constexpr T max_identity = __is_integral(T) ? metal::numeric_limits<T>::lowest() : -metal::numeric_limits<T>::infinity();
    static constexpr T min_identity = __is_integral(T) ? metal::numeric_limits<T>::max() : metal::numeric_limits<T>::infinity();
};

template <class T>
__METAL_LIB T __reduced(reduction_operation op, T a, T b) {
    return op == reduction_operation::sum ? T(a + b) : op == reduction_operation::max ? T(metal::max(a, b)) : T(metal::min(a, b));
}

#if defined(__METAL_EXECUTE__)
/** Combines the elements of each row or column, in the order of lanes and of the elements in them, with the identity at first. */
template <class Source, class Destination>
struct __reduce_tile {
    const Source *source;
    Destination *destination;
    reduction_operation operation;
    typename Source::element_type identity;

    __METAL_TOGETHER static void run(void *const *operands, unsigned count) {
        typedef typename Source::element_type T;
        T values[Destination::layout::columns];
        bool begun = false;
        for (unsigned t = 0; t < count; t++) {
            if (operands[t] == nullptr) {
                continue;
            }
            const __reduce_tile &op = *static_cast<__reduce_tile *>(operands[t]);
            for (int c = 0; !begun && c < Destination::layout::columns; c++) {
                values[c] = op.identity;
            }
            begun = true;
            op.add(int(t), values);
        }
        for (unsigned t = 0; t < count; t++) {
            if (operands[t] != nullptr) {
                static_cast<__reduce_tile *>(operands[t])->take(int(t), values);
            }
        }
    }
    __METAL_TOGETHER void add(int lane, typename Source::element_type *values) const {
        for (int i = 0; i < Source::layout::capacity; i++) {
            metal::__place p = Source::layout::place(lane, i);
            if (p.valid) {
                int to = Destination::layout::of(p);
                values[to] = __reduced(operation, values[to], (*source)[i]);
            }
        }
    }
    __METAL_TOGETHER void take(int lane, const typename Source::element_type *values) const {
        for (int i = 0; i < Destination::layout::capacity; i++) {
            metal::__place p = Destination::layout::place(lane, i);
            if (p.valid) {
                (*destination)[i] = values[p.column];
            }
        }
    }
};
#endif

template <class Source, class Destination>
__METAL_LIB void __reduce(const Source &source, Destination &destination, reduction_operation op, typename Source::element_type identity, const char *what,
                          __metal_site site) {
    static_assert(Source::layout::scope::__simdgroups == 1, "only what one SIMD-group holds can be reduced");
#if defined(__METAL_EXECUTE__)
    __reduce_tile<Source, Destination> all = {&source, &destination, op, identity};
    __meet_with<typename Source::layout::scope>(all, what, site);
#endif
}

/** One number for each row. The identity is that of a sum, 0, whatever the operation: pass another for max and min. */
template <class T, class X, class L, class X2>
__METAL_LIB void reduce_rows(thread metal::cooperative_tensor<T, X, L> &source, thread metal::cooperative_tensor<T, X2, metal::__rows_layout<L>> &destination,
                             reduction_operation op = reduction_operation::sum,
                             metal::type_identity_t<T> identity = reduction_operation_identity<T>::sum_identity, __METAL_HERE) {
    __reduce(source, destination, op, identity, "reduce_rows", __site);
}
/** One number for each column. */
template <class T, class X, class L, class X2>
__METAL_LIB void reduce_columns(thread metal::cooperative_tensor<T, X, L> &source, thread metal::cooperative_tensor<T, X2, metal::__columns_layout<L>> &destination,
                                reduction_operation op = reduction_operation::sum,
                                metal::type_identity_t<T> identity = reduction_operation_identity<T>::sum_identity, __METAL_HERE) {
    __reduce(source, destination, op, identity, "reduce_columns", __site);
}

/** Whether map_iterator of the second takes iterators of the first. */
template <class Source, class Destination>
constexpr bool is_iterator_compatible(const Source &, const Destination &) {
    return __is_same(typename Destination::layout, metal::__rows_layout<typename Source::layout>) ||
           __is_same(typename Destination::layout, metal::__columns_layout<typename Source::layout>);
}

}  // namespace tensor_ops
}  // namespace mpp
