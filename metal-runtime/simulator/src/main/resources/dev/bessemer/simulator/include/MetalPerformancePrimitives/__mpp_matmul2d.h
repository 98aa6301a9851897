// matmul2d: C = A B or C += A B. Column before row: A has extents (K, M), B (N, K), C (N, M); a transposed factor has them swapped.
#pragma once
#include "__mpp_operands.h"
#include "__mpp_together.h"

namespace mpp {
namespace tensor_ops {

template <matmul2d_descriptor D, class Scope, class... Args>
class matmul2d {
    static_assert(D.m > 0 && D.n > 0, "matmul2d: m and n must be positive");
    static_assert(D.k != 0, "matmul2d: k of 0 is wrong; a k known at run time is static_cast<int>(dynamic_extent)");
    static constexpr bool dynamic_k = D.k < 0;
    static constexpr bool accumulates = D.matmul_mode == matmul2d_descriptor::mode::multiply_accumulate;
    static constexpr int k_extent = dynamic_k ? 16 : D.k;
    typedef metal::__tile_layout<D.transpose_left ? D.m : k_extent, D.transpose_left ? k_extent : D.m, Scope> left_layout;
    typedef metal::__tile_layout<D.transpose_right ? k_extent : D.n, D.transpose_right ? D.n : k_extent, Scope> right_layout;
    typedef metal::__tile_layout<D.n, D.m, Scope> destination_layout;
    template <class T, class Layout>
    using cooperative = metal::cooperative_tensor<T, metal::extents<int, size_t(Layout::columns), size_t(Layout::rows)>, Layout>;
    template <class T, class Layout>
    using reduced = metal::cooperative_tensor<T, metal::extents<int, size_t(Layout::columns)>, Layout>;
    template <class T>
    using value_of = typename __element_of<T>::type;

  public:
    static constexpr matmul2d_descriptor descriptor = D;
    typedef Scope execution_scope;

    template <class Left, class Right, class Element, class... Coordinates>
    constexpr auto get_left_input_cooperative_tensor() const {
        static_assert(!dynamic_k, "matmul2d: a cooperative factor needs a k known at compile time");
        return cooperative<value_of<Left>, left_layout>();
    }
    template <class Left, class Right, class Element, class... Coordinates>
    constexpr auto get_right_input_cooperative_tensor() const {
        static_assert(!dynamic_k, "matmul2d: a cooperative factor needs a k known at compile time");
        return cooperative<value_of<Right>, right_layout>();
    }
    /** A factor from another multiplication's result, whose lanes hold the same elements; see is_compatible_as_left_input. */
    template <class Left, class Right, class Element, class E, class X, class L>
    auto get_left_input_cooperative_tensor(const metal::cooperative_tensor<E, X, L> &source) const {
        return converted<cooperative<value_of<Left>, left_layout>>(source);
    }
    template <class Left, class Right, class Element, class E, class X, class L>
    auto get_right_input_cooperative_tensor(const metal::cooperative_tensor<E, X, L> &source) const {
        return converted<cooperative<value_of<Right>, right_layout>>(source);
    }
    template <class Left, class Right, class Element, class E, class X, class L>
    static constexpr bool is_compatible_as_left_input(const metal::cooperative_tensor<E, X, L> &) {
        return __is_same(L, left_layout);
    }
    template <class Left, class Right, class Element, class E, class X, class L>
    static constexpr bool is_compatible_as_right_input(const metal::cooperative_tensor<E, X, L> &) {
        return __is_same(L, right_layout);
    }
    template <class Left, class Right, class Element, class... Coordinates>
    constexpr auto get_destination_cooperative_tensor() const {
        static_assert(__is_sum<Element>, "matmul2d: a destination is of half, bfloat, float or int32_t");
        return cooperative<Element, destination_layout>();
    }
    template <class Left, class Right, class Element, class... Coordinates>
    constexpr auto get_row_reduction_destination_cooperative_tensor() const {
        return reduced<Element, metal::__rows_layout<destination_layout>>();
    }
    template <class Left, class Right, class Element, class... Coordinates>
    constexpr auto get_column_reduction_destination_cooperative_tensor() const {
        return reduced<Element, metal::__columns_layout<destination_layout>>();
    }

    /** Every thread of the scope must come here. What is written to memory others see after a barrier. */
    template <class Left, class Right, class Destination>
    void run(const Left &left, const Right &right, Destination &&destination, __METAL_HERE) const {
        check_types<value_of<Left>, value_of<Right>, value_of<__remove_cvref(Destination)>, Left>();
        if constexpr (metal::is_cooperative_tensor_v<__remove_cvref(Destination)>) {
            multiply(left, right, destination, __site);
        } else {
            auto result = cooperative<value_of<__remove_cvref(Destination)>, destination_layout>();
            if constexpr (accumulates) {
                result.load(destination);
            }
            multiply(left, right, result, __site);
            result.store(destination);
        }
        __meet<Scope>("matmul2d", __site);
    }

  private:
    template <class L, class R, class E, class Left>
    static constexpr void check_types() {
        static_assert(__is_factor<L> && __is_factor<R>, "matmul2d: factors are of half, bfloat, float, int8_t, uint8_t; the right one of int4b_format, uint4b_format too");
        static_assert(__is_sum<E>, "matmul2d: a destination is of half, bfloat, float or int32_t");
        static_assert(!__is_same(E, int) || (__is_integral(L) && __is_integral(R)), "matmul2d: an int32_t destination needs integer factors");
        if constexpr (metal::is_tensor_v<Left>) {
            typedef typename Left::element_type element;
            static_assert(!metal::__format<metal::__plain<element>>::is_packed, "matmul2d: numbers of four bits can be the right factor only");
        }
    }

    /** Both factors in memory: every thread computes its elements. Otherwise factors are shared among threads first. */
    template <class Left, class Right, class Destination>
    static void multiply(const Left &left, const Right &right, Destination &result, __metal_site site) {
        if constexpr (metal::is_tensor_v<Left> && metal::is_tensor_v<Right>) {
            multiply_memory(left, right, result);
        } else if constexpr (metal::is_tensor_v<Left>) {
            auto loaded = cooperative<value_of<Left>, left_layout>();
            loaded.load(left);
            __multiply_shared<D, Scope>(loaded, right, result, site);
        } else if constexpr (metal::is_tensor_v<Right>) {
            auto loaded = cooperative<value_of<Right>, right_layout>();
            loaded.load(right);
            __multiply_shared<D, Scope>(left, loaded, result, site);
        } else {
            __multiply_shared<D, Scope>(left, right, result, site);
        }
    }

    template <class Left, class Right, class Destination>
    static void multiply_memory(const Left &left, const Right &right, Destination &result) {
        typedef __accumulator<value_of<Left>, value_of<Right>> Sum;
        int depth = D.k;
        if constexpr (dynamic_k) {
            depth = metal::min(int(left.get_extent(D.transpose_left ? 1 : 0)), int(right.get_extent(D.transpose_right ? 0 : 1)));
        }
        for (int i = 0; i < destination_layout::capacity; i++) {
            metal::__place p = result.__at(i);
            if (!p.valid) {
                continue;
            }
            Sum sum = accumulates ? Sum(result[i]) : Sum(0);
            for (int k = 0; k < depth; k++) {
                auto a = D.transpose_left ? left.load(p.row, k) : left.load(k, p.row);
                auto b = D.transpose_right ? right.load(k, p.column) : right.load(p.column, k);
                sum = __accumulate(__factor<D.relaxed_precision, Sum>(a), __factor<D.relaxed_precision, Sum>(b), sum);
            }
            result[i] = typename Destination::element_type(sum);
        }
    }

    template <class To, class From>
    static To converted(const From &source) {
        static_assert(__is_same(typename To::layout, typename From::layout), "matmul2d: this cooperative tensor is spread differently; ask is_compatible_as_left_input");
        To result;
        for (int i = 0; i < To::layout::capacity; i++) {
            result[i] = typename To::element_type(source[i]);
        }
        return result;
    }
};

}  // namespace tensor_ops
}  // namespace mpp
