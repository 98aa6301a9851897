// Vectors: metal::vec<T, N>, with as many components as names.
#pragma once
#include <metal_type_traits>

#include <__metal_swizzles.h>

namespace metal {

template <class T, int N>
struct packed_vec;

/** Marks the constructor that converts every component. */
struct __metal_cast {};

/** More components than have names: 8 and 16, and the storage of a whole SIMD-group matrix. */
template <class T, int N>
struct vec {
    typedef T __element;
    static constexpr int __size = N;
    T __e[N];
    constexpr T &operator[](ptrdiff_t i) { return __e[i]; }
    constexpr const T &operator[](ptrdiff_t i) const { return __e[i]; }
};

// What all vectors with named components have.
#define __METAL_VEC_MEMBERS(N) \
    typedef T __element; \
    static constexpr int __size = N; \
    vec() = default; \
    template <class U, enable_if_t<__is_number<U> && !__is_convertible(U, T), int> = 0> \
    explicit constexpr vec(U s) : vec(T(s)) {} \
    template <class U, enable_if_t<__is_integral(U) && __is_same(T, bfloat), int> = 0> \
    constexpr vec(U s) : vec(T(s)) {} \
    template <class U, enable_if_t<!__is_same(U, T), int> = 0> \
    explicit constexpr vec(vec<U, N> v) : vec(v, __metal_cast()) {} \
    template <class U, enable_if_t<!__is_same(U, T), int> = 0> \
    explicit constexpr vec(packed_vec<U, N> v) : vec(vec<U, N>(v), __metal_cast()) {} \
    __METAL_LIB constexpr T &operator[](ptrdiff_t i) { return __e[i]; } \
    __METAL_LIB constexpr const T &operator[](ptrdiff_t i) const { \
        if (__builtin_is_constant_evaluated()) { \
            return __component(i); \
        } \
        return __e[i]; \
    } \
    __METAL_COMPOUND(+) __METAL_COMPOUND(-) __METAL_COMPOUND(*) __METAL_COMPOUND(/) __METAL_COMPOUND(%) __METAL_COMPOUND(&) \
    __METAL_COMPOUND(|) __METAL_COMPOUND(^) __METAL_COMPOUND(<<) __METAL_COMPOUND(>>) \
    __METAL_LIB constexpr vec &operator++() { return *this = *this + T(1); } \
    __METAL_LIB constexpr vec &operator--() { return *this = *this - T(1); } \
    __METAL_LIB constexpr vec operator++(int) { \
        vec before = *this; \
        *this = before + T(1); \
        return before; \
    } \
    __METAL_LIB constexpr vec operator--(int) { \
        vec before = *this; \
        *this = before - T(1); \
        return before; \
    }
#define __METAL_COMPOUND(op) \
    template <class B> \
    __METAL_LIB constexpr vec &operator op##=(B b) { \
        return *this = *this op b; \
    }

template <class T>
struct alignas(2 * sizeof(T)) vec<T, 2> {
    union {
        struct {
            T x, y;
        };
        struct {
            T r, g;
        };
        T __e[2];
    };
    constexpr vec(T s) : x(s), y(s) {}
    constexpr vec(T a, T b) : x(a), y(b) {}
    template <class U>
    constexpr vec(vec<U, 2> v, __metal_cast) : x(T(v.x)), y(T(v.y)) {}
    constexpr const T &__component(ptrdiff_t i) const { return i == 0 ? x : y; }
    __METAL_VEC_MEMBERS(2)
    __METAL_SWIZZLES_2
};

template <class T>
struct alignas(4 * sizeof(T)) vec<T, 3> {
    union {
        struct {
            T x, y, z;
        };
        struct {
            T r, g, b;
        };
        T __e[3];
    };
    constexpr vec(T s) : x(s), y(s), z(s) {}
    constexpr vec(T a, T b, T c) : x(a), y(b), z(c) {}
    constexpr vec(vec<T, 2> a, T b) : x(a.x), y(a.y), z(b) {}
    constexpr vec(T a, vec<T, 2> b) : x(a), y(b.x), z(b.y) {}
    template <class U>
    constexpr vec(vec<U, 3> v, __metal_cast) : x(T(v.x)), y(T(v.y)), z(T(v.z)) {}
    constexpr const T &__component(ptrdiff_t i) const { return i == 0 ? x : i == 1 ? y : z; }
    __METAL_VEC_MEMBERS(3)
    __METAL_SWIZZLES_3
};

template <class T>
struct alignas(4 * sizeof(T)) vec<T, 4> {
    union {
        struct {
            T x, y, z, w;
        };
        struct {
            T r, g, b, a;
        };
        T __e[4];
    };
    constexpr vec(T s) : x(s), y(s), z(s), w(s) {}
    constexpr vec(T a, T b, T c, T d) : x(a), y(b), z(c), w(d) {}
    constexpr vec(vec<T, 3> a, T b) : x(a.x), y(a.y), z(a.z), w(b) {}
    constexpr vec(T a, vec<T, 3> b) : x(a), y(b.x), z(b.y), w(b.z) {}
    constexpr vec(vec<T, 2> a, vec<T, 2> b) : x(a.x), y(a.y), z(b.x), w(b.y) {}
    constexpr vec(vec<T, 2> a, T b, T c) : x(a.x), y(a.y), z(b), w(c) {}
    constexpr vec(T a, vec<T, 2> b, T c) : x(a), y(b.x), z(b.y), w(c) {}
    constexpr vec(T a, T b, vec<T, 2> c) : x(a), y(b), z(c.x), w(c.y) {}
    template <class U>
    constexpr vec(vec<U, 4> v, __metal_cast) : x(T(v.x)), y(T(v.y)), z(T(v.z)), w(T(v.w)) {}
    constexpr const T &__component(ptrdiff_t i) const { return i == 0 ? x : i == 1 ? y : i == 2 ? z : w; }
    __METAL_VEC_MEMBERS(4)
    __METAL_SWIZZLES_4
};
#undef __METAL_VEC_MEMBERS

// A vector aligned as its components are, for memory. Computing takes it as a vec.
#define __METAL_PACKED_MEMBERS(N) \
    typedef T __element; \
    static constexpr int __size = N; \
    packed_vec() = default; \
    constexpr packed_vec(T s) : packed_vec(vec<T, N>(s)) {} \
    template <class U, enable_if_t<__is_integral(U) && __is_same(T, bfloat), int> = 0> \
    constexpr packed_vec(U s) : packed_vec(vec<T, N>(T(s))) {} \
    template <class U, enable_if_t<!__is_same(U, T), int> = 0> \
    explicit constexpr packed_vec(vec<U, N> v) : packed_vec(vec<T, N>(v)) {} \
    template <class A, class B, class... C> \
    constexpr packed_vec(A a, B b, C... c) : packed_vec(vec<T, N>(a, b, c...)) {} \
    __METAL_LIB constexpr T &operator[](ptrdiff_t i) { return __e[i]; } \
    __METAL_LIB constexpr const T &operator[](ptrdiff_t i) const { return __e[i]; } \
    __METAL_PACKED_COMPOUND(+) __METAL_PACKED_COMPOUND(-) __METAL_PACKED_COMPOUND(*) __METAL_PACKED_COMPOUND(/) \
    __METAL_PACKED_COMPOUND(%) __METAL_PACKED_COMPOUND(&) __METAL_PACKED_COMPOUND(|) __METAL_PACKED_COMPOUND(^) \
    __METAL_PACKED_COMPOUND(<<) __METAL_PACKED_COMPOUND(>>)
#define __METAL_PACKED_COMPOUND(op) \
    template <class B> \
    __METAL_LIB constexpr packed_vec &operator op##=(B b) { \
        return *this = *this op b; \
    }

template <class T>
struct packed_vec<T, 2> {
    union {
        struct {
            T x, y;
        };
        struct {
            T r, g;
        };
        T __e[2];
    };
    constexpr packed_vec(vec<T, 2> v) : x(v.x), y(v.y) {}
    __METAL_LIB constexpr operator vec<T, 2>() const { return vec<T, 2>(x, y); }
    __METAL_PACKED_MEMBERS(2)
    __METAL_SWIZZLES_2
};

template <class T>
struct packed_vec<T, 3> {
    union {
        struct {
            T x, y, z;
        };
        struct {
            T r, g, b;
        };
        T __e[3];
    };
    constexpr packed_vec(vec<T, 3> v) : x(v.x), y(v.y), z(v.z) {}
    __METAL_LIB constexpr operator vec<T, 3>() const { return vec<T, 3>(x, y, z); }
    __METAL_PACKED_MEMBERS(3)
    __METAL_SWIZZLES_3
};

template <class T>
struct packed_vec<T, 4> {
    union {
        struct {
            T x, y, z, w;
        };
        struct {
            T r, g, b, a;
        };
        T __e[4];
    };
    constexpr packed_vec(vec<T, 4> v) : x(v.x), y(v.y), z(v.z), w(v.w) {}
    __METAL_LIB constexpr operator vec<T, 4>() const { return vec<T, 4>(x, y, z, w); }
    __METAL_PACKED_MEMBERS(4)
    __METAL_SWIZZLES_4
};
#undef __METAL_PACKED_MEMBERS

}  // namespace metal
