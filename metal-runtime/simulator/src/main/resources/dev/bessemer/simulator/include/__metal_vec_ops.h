// Arithmetic of vectors, component by component. A scalar beside a vector stands for a vector of it.
#pragma once
#include <__metal_vec.h>

namespace metal {

/** For a vector or packed vector: its component type, the vector it computes as, and how many components. Scalars have size 0. */
template <class X>
struct __shape {
    static constexpr int size = 0;
    typedef X element;
};
template <class T, int N>
struct __shape<vec<T, N>> {
    static constexpr int size = N;
    typedef T element;
    typedef vec<T, N> vector;
};
template <class T, int N>
struct __shape<packed_vec<T, N>> : __shape<vec<T, N>> {};

template <class X>
inline constexpr bool __is_scalar_v = __is_number<X> || __is_enum(X);

/** What vectors and scalars combine to: the vector among them. There is no such type for scalars alone or for different vectors. */
template <class A, class B, int = (__shape<A>::size != 0) + 2 * (__shape<B>::size != 0)>
struct __combined {};
template <class A, class B>
struct __combined<A, B, 1> : enable_if<__is_scalar_v<B>, typename __shape<A>::vector> {};
template <class A, class B>
struct __combined<A, B, 2> : enable_if<__is_scalar_v<A>, typename __shape<B>::vector> {};
template <class A, class B>
struct __combined<A, B, 3> : enable_if<__is_same(typename __shape<A>::vector, typename __shape<B>::vector), typename __shape<A>::vector> {};
template <class A, class B>
using __combined_t = typename __combined<A, B>::type;

/** A vector of the same size with another component type. */
template <class V, class T>
using __like = vec<T, V::__size>;

/** A scalar as a vector of it, a vector as itself. */
template <class R, class X>
__METAL_CONST R __as_vector(X x) {
    if constexpr (__shape<X>::size != 0) {
        return x;
    } else {
        return R(typename R::__element(x));
    }
}

// Returns a vector R of the expression that each(c) makes of every component's name c.
#define __METAL_EACH(R, each) \
    if constexpr (R::__size == 2) { \
        return R(each(x), each(y)); \
    } else if constexpr (R::__size == 3) { \
        return R(each(x), each(y), each(z)); \
    } else { \
        return R(each(x), each(y), each(z), each(w)); \
    }

/** Only as many of the second number's bits count as name a bit of the first. */
template <class T>
__METAL_CONST T __shifted_left(T x, T by) {
    return T(ulong(x) << (by & T(sizeof(T) * 8 - 1)));
}
template <class T>
__METAL_CONST T __shifted_right(T x, T by) {
    return T(x >> (by & T(sizeof(T) * 8 - 1)));
}

#define __METAL_ARITHMETIC(op, each) \
    template <class A, class B, class V = __combined_t<A, B>> \
    __METAL_CONST V operator op(A a, B b) { \
        const V p = __as_vector<V>(a), q = __as_vector<V>(b); \
        using R = V; \
        __METAL_EACH(R, each) \
    }
#define __METAL_COMPARISON(op, each) \
    template <class A, class B, class V = __combined_t<A, B>> \
    __METAL_CONST __like<V, bool> operator op(A a, B b) { \
        const V p = __as_vector<V>(a), q = __as_vector<V>(b); \
        using R = __like<V, bool>; \
        __METAL_EACH(R, each) \
    }
#define __METAL_ADD(c) typename V::__element(p.c + q.c)
#define __METAL_SUBTRACT(c) typename V::__element(p.c - q.c)
#define __METAL_MULTIPLY(c) typename V::__element(p.c * q.c)
#define __METAL_DIVIDE(c) typename V::__element(p.c / q.c)
#define __METAL_REMAINDER(c) typename V::__element(p.c % q.c)
#define __METAL_BITAND(c) typename V::__element(p.c & q.c)
#define __METAL_BITOR(c) typename V::__element(p.c | q.c)
#define __METAL_BITXOR(c) typename V::__element(p.c ^ q.c)
#define __METAL_LEFT(c) __shifted_left(p.c, q.c)
#define __METAL_RIGHT(c) __shifted_right(p.c, q.c)
__METAL_ARITHMETIC(+, __METAL_ADD)
__METAL_ARITHMETIC(-, __METAL_SUBTRACT)
__METAL_ARITHMETIC(*, __METAL_MULTIPLY)
__METAL_ARITHMETIC(/, __METAL_DIVIDE)
__METAL_ARITHMETIC(%, __METAL_REMAINDER)
__METAL_ARITHMETIC(&, __METAL_BITAND)
__METAL_ARITHMETIC(|, __METAL_BITOR)
__METAL_ARITHMETIC(^, __METAL_BITXOR)
__METAL_ARITHMETIC(<<, __METAL_LEFT)
__METAL_ARITHMETIC(>>, __METAL_RIGHT)
#define __METAL_EQUAL(c) p.c == q.c
#define __METAL_UNEQUAL(c) p.c != q.c
#define __METAL_LESS(c) p.c < q.c
#define __METAL_GREATER(c) p.c > q.c
#define __METAL_LESS_EQUAL(c) p.c <= q.c
#define __METAL_GREATER_EQUAL(c) p.c >= q.c
#define __METAL_AND(c) bool(p.c) && bool(q.c)
#define __METAL_OR(c) bool(p.c) || bool(q.c)
__METAL_COMPARISON(==, __METAL_EQUAL)
__METAL_COMPARISON(!=, __METAL_UNEQUAL)
__METAL_COMPARISON(<, __METAL_LESS)
__METAL_COMPARISON(>, __METAL_GREATER)
__METAL_COMPARISON(<=, __METAL_LESS_EQUAL)
__METAL_COMPARISON(>=, __METAL_GREATER_EQUAL)
__METAL_COMPARISON(&&, __METAL_AND)
__METAL_COMPARISON(||, __METAL_OR)

#define __METAL_UNARY(op, Result) \
    template <class A, class V = typename __shape<A>::vector> \
    __METAL_CONST Result operator op(A a) { \
        const V p = a; \
        using R = Result; \
        __METAL_EACH(R, __METAL_APPLY) \
    }
#define __METAL_APPLY(c) typename R::__element(-p.c)
__METAL_UNARY(-, V)
#undef __METAL_APPLY
#define __METAL_APPLY(c) typename R::__element(+p.c)
__METAL_UNARY(+, V)
#undef __METAL_APPLY
#define __METAL_APPLY(c) typename R::__element(~p.c)
__METAL_UNARY(~, V)
#undef __METAL_APPLY
#define __METAL_APPLY(c) !p.c
#define __METAL_COMMA ,
__METAL_UNARY(!, __like<V __METAL_COMMA bool>)
#undef __METAL_APPLY

}  // namespace metal
