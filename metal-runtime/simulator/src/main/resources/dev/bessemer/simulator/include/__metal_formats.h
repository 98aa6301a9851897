// What a tensor's elements are in memory: numbers, or numbers of less than a byte.
#pragma once
#include <metal_types>

namespace metal {

/** Numbers of four bits, two a byte, the first in the low half. */
struct int4b_format {};
struct uint4b_format {};

/** `storage` is what a pointer to elements points to; `value` what an element is as a number. */
template <class T>
struct __format {
    typedef T storage;
    typedef T value;
    static constexpr bool is_packed = false;
};
template <class Value>
struct __four_bits {
    typedef uchar storage;
    typedef Value value;
    static constexpr bool is_packed = true;
    __METAL_LIB static Value read(const storage *data, long i) {
        uint both = data[i >> 1];
        uint bits = (i & 1) != 0 ? both >> 4 : both & 15;
        return Value(__is_same(Value, uchar) ? int(bits) : int(bits ^ 8) - 8);
    }
};
template <>
struct __format<int4b_format> : __four_bits<signed char> {};
template <>
struct __format<uint4b_format> : __four_bits<uchar> {};

/** The type To in the address space and with the constness of From. */
template <class From, class To>
struct __beside {
    typedef To type;
};
template <class From, class To>
struct __beside<const From, To> {
    typedef const To type;
};
#if defined(__METAL_CHECK__)
#define __METAL_BESIDE(space) \
    template <class From, class To> \
    struct __beside<space From, To> { \
        typedef space To type; \
    };
__METAL_BESIDE(__attribute__((address_space(1))))
__METAL_BESIDE(__attribute__((address_space(3))))
__METAL_BESIDE(const __attribute__((address_space(1))))
__METAL_BESIDE(const __attribute__((address_space(3))))
__METAL_BESIDE(const __attribute__((address_space(4))))
#undef __METAL_BESIDE
#endif

/** An element type without address space and const. */
template <class E>
using __plain = __remove_cv(typename remove_addrspace<E>::type);

}  // namespace metal
