// How one scalar function becomes a function of vectors: by component, with scalars beside vectors standing for vectors.
#pragma once
#include <metal_types>

namespace metal {

template <class T>
inline constexpr bool __is_bfloat = __is_same(T, bfloat);

/** The kinds of numbers that a family of functions takes. */
struct __floats {
    template <class T>
    static constexpr bool has = __is_float<T>;
};
struct __integers {
    template <class T>
    static constexpr bool has = __is_integral(T) && !__is_same(T, bool);
};

// The type in which arguments of types X... compute: a vector of a kind K if there is one among them. None for scalars, which have functions of
// their own.
template <class A, class B, class C, bool scalars = __shape<A>::size == 0 && __shape<B>::size == 0>
struct __combined_3 : __combined<__combined_t<A, B>, C> {};
template <class A, class B, class C>
struct __combined_3<A, B, C, true> : enable_if<__is_scalar_v<A> && __is_scalar_v<B>, typename __shape<C>::vector> {};
template <class A, class B, class C>
using __combined_3_t = typename __combined_3<A, B, C>::type;
template <class K, class V>
struct __of_kind : enable_if<K::template has<typename V::__element>, V> {};
template <class K, bool vector, class... X>
struct __result {};
template <class K, class A>
struct __result<K, true, A> : __of_kind<K, typename __shape<A>::vector> {};
template <class K, class A, class B>
struct __result<K, true, A, B> : __of_kind<K, __combined_t<A, B>> {};
template <class K, class A, class B, class C>
struct __result<K, true, A, B, C> : __of_kind<K, __combined_3_t<A, B, C>> {};
template <class K, class... X>
using __result_t = typename __result<K, ((__shape<X>::size != 0) || ...), X...>::type;

/** The same for functions of floating-point numbers, where bfloat alone computes in bfloat. */
template <bool all_bfloat, class... X>
struct __float_result : __result<__floats, ((__shape<X>::size != 0) || ...), X...> {};
template <class... X>
struct __float_result<true, X...> {
    typedef bfloat type;
};
template <class... X>
using __float_result_t = typename __float_result<(__is_bfloat<X> && ...), X...>::type;

#define __METAL_MAP_1(R, f) \
    if constexpr (R::__size == 2) { \
        return R(f(p.x), f(p.y)); \
    } else if constexpr (R::__size == 3) { \
        return R(f(p.x), f(p.y), f(p.z)); \
    } else { \
        return R(f(p.x), f(p.y), f(p.z), f(p.w)); \
    }
#define __METAL_MAP_2(R, f) \
    if constexpr (R::__size == 2) { \
        return R(f(p.x, q.x), f(p.y, q.y)); \
    } else if constexpr (R::__size == 3) { \
        return R(f(p.x, q.x), f(p.y, q.y), f(p.z, q.z)); \
    } else { \
        return R(f(p.x, q.x), f(p.y, q.y), f(p.z, q.z), f(p.w, q.w)); \
    }
#define __METAL_MAP_3(R, f) \
    if constexpr (R::__size == 2) { \
        return R(f(p.x, q.x, s.x), f(p.y, q.y, s.y)); \
    } else if constexpr (R::__size == 3) { \
        return R(f(p.x, q.x, s.x), f(p.y, q.y, s.y), f(p.z, q.z, s.z)); \
    } else { \
        return R(f(p.x, q.x, s.x), f(p.y, q.y, s.y), f(p.z, q.z, s.z), f(p.w, q.w, s.w)); \
    }

}  // namespace metal
