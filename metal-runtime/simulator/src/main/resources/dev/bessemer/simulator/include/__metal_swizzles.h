// The components of a vector by name, in any order: v.xy, v.bgr, v.wwww.
#pragma once

// One name under both spellings, from pairs of letters (x, r).
#define __METAL_SW2(p, P, q, Q) \
    __METAL_LIB constexpr vec<T, 2> __get_##p##q() const { return vec<T, 2>(p, q); } \
    __METAL_LIB constexpr void __put_##p##q(vec<T, 2> v) { \
        __METAL_DISTINCT(#p[0] != #q[0]); \
        p = v.x, q = v.y; \
    } \
    __METAL_SW_NAMES(2, p##q, P##Q)
#define __METAL_SW3(p, P, q, Q, s, S) \
    __METAL_LIB constexpr vec<T, 3> __get_##p##q##s() const { return vec<T, 3>(p, q, s); } \
    __METAL_LIB constexpr void __put_##p##q##s(vec<T, 3> v) { \
        __METAL_DISTINCT(#p[0] != #q[0] && #p[0] != #s[0] && #q[0] != #s[0]); \
        p = v.x, q = v.y, s = v.z; \
    } \
    __METAL_SW_NAMES(3, p##q##s, P##Q##S)
#define __METAL_SW4(p, P, q, Q, s, S, t, U) \
    __METAL_LIB constexpr vec<T, 4> __get_##p##q##s##t() const { return vec<T, 4>(p, q, s, t); } \
    __METAL_LIB constexpr void __put_##p##q##s##t(vec<T, 4> v) { \
        __METAL_DISTINCT(#p[0] != #q[0] && #p[0] != #s[0] && #p[0] != #t[0] && #q[0] != #s[0] && #q[0] != #t[0] && #s[0] != #t[0]); \
        p = v.x, q = v.y, s = v.z, t = v.w; \
    } \
    __METAL_SW_NAMES(4, p##q##s##t, P##Q##S##U)
#define __METAL_SW_NAMES(N, name, alias) \
    __declspec(property(get = __get_##name, put = __put_##name)) vec<T, N> name; \
    __declspec(property(get = __get_##name, put = __put_##name)) vec<T, N> alias;
#define __METAL_DISTINCT(condition) \
    static_assert(sizeof(T) != 0 && (condition), "a vector is not assignable through a name with a component twice")

// All names of two, three and four letters; macros do not expand in themselves, hence one a depth.
#define __METAL_SW_A_2(M) M(x, r) M(y, g)
#define __METAL_SW_B_2(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g)
#define __METAL_SW_C_2(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g)
#define __METAL_SW_D_2(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g)
#define __METAL_SW_2OF2_2(...) __METAL_SW_B_2(__METAL_SW2, __VA_ARGS__)
#define __METAL_SW_2OF3_2(...) __METAL_SW_B_2(__METAL_SW_3OF3_2, __VA_ARGS__)
#define __METAL_SW_3OF3_2(...) __METAL_SW_C_2(__METAL_SW3, __VA_ARGS__)
#define __METAL_SW_2OF4_2(...) __METAL_SW_B_2(__METAL_SW_3OF4_2, __VA_ARGS__)
#define __METAL_SW_3OF4_2(...) __METAL_SW_C_2(__METAL_SW_4OF4_2, __VA_ARGS__)
#define __METAL_SW_4OF4_2(...) __METAL_SW_D_2(__METAL_SW4, __VA_ARGS__)
#define __METAL_SWIZZLES_2 __METAL_SW_A_2(__METAL_SW_2OF2_2) __METAL_SW_A_2(__METAL_SW_2OF3_2) __METAL_SW_A_2(__METAL_SW_2OF4_2)
#define __METAL_SW_A_3(M) M(x, r) M(y, g) M(z, b)
#define __METAL_SW_B_3(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g) M(__VA_ARGS__, z, b)
#define __METAL_SW_C_3(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g) M(__VA_ARGS__, z, b)
#define __METAL_SW_D_3(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g) M(__VA_ARGS__, z, b)
#define __METAL_SW_2OF2_3(...) __METAL_SW_B_3(__METAL_SW2, __VA_ARGS__)
#define __METAL_SW_2OF3_3(...) __METAL_SW_B_3(__METAL_SW_3OF3_3, __VA_ARGS__)
#define __METAL_SW_3OF3_3(...) __METAL_SW_C_3(__METAL_SW3, __VA_ARGS__)
#define __METAL_SW_2OF4_3(...) __METAL_SW_B_3(__METAL_SW_3OF4_3, __VA_ARGS__)
#define __METAL_SW_3OF4_3(...) __METAL_SW_C_3(__METAL_SW_4OF4_3, __VA_ARGS__)
#define __METAL_SW_4OF4_3(...) __METAL_SW_D_3(__METAL_SW4, __VA_ARGS__)
#define __METAL_SWIZZLES_3 __METAL_SW_A_3(__METAL_SW_2OF2_3) __METAL_SW_A_3(__METAL_SW_2OF3_3) __METAL_SW_A_3(__METAL_SW_2OF4_3)
#define __METAL_SW_A_4(M) M(x, r) M(y, g) M(z, b) M(w, a)
#define __METAL_SW_B_4(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g) M(__VA_ARGS__, z, b) M(__VA_ARGS__, w, a)
#define __METAL_SW_C_4(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g) M(__VA_ARGS__, z, b) M(__VA_ARGS__, w, a)
#define __METAL_SW_D_4(M, ...) M(__VA_ARGS__, x, r) M(__VA_ARGS__, y, g) M(__VA_ARGS__, z, b) M(__VA_ARGS__, w, a)
#define __METAL_SW_2OF2_4(...) __METAL_SW_B_4(__METAL_SW2, __VA_ARGS__)
#define __METAL_SW_2OF3_4(...) __METAL_SW_B_4(__METAL_SW_3OF3_4, __VA_ARGS__)
#define __METAL_SW_3OF3_4(...) __METAL_SW_C_4(__METAL_SW3, __VA_ARGS__)
#define __METAL_SW_2OF4_4(...) __METAL_SW_B_4(__METAL_SW_3OF4_4, __VA_ARGS__)
#define __METAL_SW_3OF4_4(...) __METAL_SW_C_4(__METAL_SW_4OF4_4, __VA_ARGS__)
#define __METAL_SW_4OF4_4(...) __METAL_SW_D_4(__METAL_SW4, __VA_ARGS__)
#define __METAL_SWIZZLES_4 __METAL_SW_A_4(__METAL_SW_2OF2_4) __METAL_SW_A_4(__METAL_SW_2OF3_4) __METAL_SW_A_4(__METAL_SW_2OF4_4)
