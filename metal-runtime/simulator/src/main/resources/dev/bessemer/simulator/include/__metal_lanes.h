// What lanes of a SIMD-group do together, in the few forms that all such functions are made of: exchange, reduce, scan, vote.
#pragma once
#include <metal_common>
#if defined(__METAL_PTX__)
#include <__metal_warp.h>
#endif

namespace metal {

#if defined(__METAL_EXECUTE__)

#define __METAL_TOGETHER __attribute__((no_sanitize("thread"), nodebug))

__METAL_LIB uint __lane() { return __metal_this_thread()->thread_index_in_simdgroup; }

/** Has Op::run work on the operands of all lanes. */
template <class Op>
__METAL_LIB void __together(Op &mine, const char *what, __metal_site site) {
    __metal_simdgroup_call(&mine, [](const __metal_simd_call *call) __METAL_TOGETHER { Op::run(*call); }, what, site.line);
}
template <class Op>
__METAL_LIB Op &__operand(const __metal_simd_call &call, uint lane) {
    return *static_cast<Op *>(call.operands[lane]);
}
__METAL_LIB bool __is_active(const __metal_simd_call &call, uint lane) { return lane < 32 && (call.active >> lane & 1) != 0; }

/** A value that shows when it is used: all bits set, NaN as a number. */
template <class T>
__METAL_LIB T __poison() {
    T value;
    __builtin_memset(&value, __is_same(T, bool) ? 1 : 0xff, sizeof(T));
    return value;
}

/** Reads another lane's number: of `value` from lanes 0..31, of `fill` from 32..63, of one's own below 0. */
template <class T>
struct __exchange_op {
    T value, fill;
    int from;
    T result;

    __METAL_TOGETHER static void run(const __metal_simd_call &call) {
        for (uint lane = 0; lane < 32; lane++) {
            if (__is_active(call, lane)) {
                __exchange_op &mine = __operand<__exchange_op>(call, lane);
                mine.result = mine.from < 0 ? mine.value : read(call, uint(mine.from));
            }
        }
    }
    __METAL_TOGETHER static T read(const __metal_simd_call &call, uint from) {
        uint lane = from % 32;
        if (from >= 64 || !__is_active(call, lane)) {
            return __poison<T>();
        }
        const __exchange_op &other = __operand<__exchange_op>(call, lane);
        return from < 32 ? other.value : other.fill;
    }
};
template <class T>
__METAL_LIB T __exchange(T value, int from, const char *what, __metal_site site) {
    __exchange_op<T> op;
    op.value = value;
    op.from = from;
    __together(op, what, site);
    return op.result;
}
template <class T>
__METAL_LIB T __exchange(T value, T fill, int from, const char *what, __metal_site site) {
    __exchange_op<T> op = {value, fill, from, value};
    __together(op, what, site);
    return op.result;
}

/** Combines the numbers of every `width` lanes in butterfly order: lanes far apart first. Lanes that are not active are left out. */
template <class T, class F, int width>
struct __reduce_op {
    T value;

    __METAL_TOGETHER static void run(const __metal_simd_call &call) {
        T values[32];
        bool present[32];
        for (uint lane = 0; lane < 32; lane++) {
            present[lane] = __is_active(call, lane);
            if (present[lane]) {
                values[lane] = __operand<__reduce_op>(call, lane).value;
            }
        }
        for (uint distance = width / 2; distance != 0; distance /= 2) {
            step(values, present, distance);
        }
        for (uint lane = 0; lane < 32; lane++) {
            if (__is_active(call, lane)) {
                __operand<__reduce_op>(call, lane).value = values[lane];
            }
        }
    }
    __METAL_TOGETHER static void step(T *values, bool *present, uint distance) {
        T before[32];
        bool was[32];
        for (uint lane = 0; lane < 32; lane++) {
            was[lane] = present[lane];
            if (was[lane]) {
                before[lane] = values[lane];
            }
        }
        for (uint lane = 0; lane < 32; lane++) {
            uint low = lane & ~distance, high = lane | distance;
            present[lane] = was[low] || was[high];
            if (was[low] && was[high]) {
                values[lane] = F::combine(before[low], before[high]);
            } else if (present[lane]) {
                values[lane] = was[low] ? before[low] : before[high];
            }
        }
    }
};
template <int width, class F, class T>
__METAL_LIB T __reduce(T value, const char *what, __metal_site site) {
    __reduce_op<T, F, width> op = {value};
    __together(op, what, site);
    return op.value;
}

/** The numbers of the active lanes up to one's own, or before it, combined from lane 0 on. */
template <class T, class F, int width, bool inclusive>
struct __scan_op {
    T value;

    __METAL_TOGETHER static void run(const __metal_simd_call &call) {
        T sum = F::template identity<T>();
        for (uint lane = 0; lane < 32; lane++) {
            if (lane % width == 0) {
                sum = F::template identity<T>();
            }
            if (__is_active(call, lane)) {
                __scan_op &mine = __operand<__scan_op>(call, lane);
                T next = F::combine(sum, mine.value);
                mine.value = inclusive ? next : sum;
                sum = next;
            }
        }
    }
};
template <int width, bool inclusive, class F, class T>
__METAL_LIB T __scan(T value, const char *what, __metal_site site) {
    __scan_op<T, F, width, inclusive> op = {value};
    __together(op, what, site);
    return op.value;
}

struct __vote_op {
    bool value;
    uint votes, active;

    __METAL_TOGETHER static void run(const __metal_simd_call &call) {
        uint votes = 0;
        for (uint lane = 0; lane < 32; lane++) {
            votes |= __is_active(call, lane) && __operand<__vote_op>(call, lane).value ? 1u << lane : 0;
        }
        for (uint lane = 0; lane < 32; lane++) {
            if (__is_active(call, lane)) {
                __operand<__vote_op>(call, lane).votes = votes;
                __operand<__vote_op>(call, lane).active = call.active;
            }
        }
    }
};
/** In bits, who voted yes and who is active. */
struct __votes {
    uint yes, active;
};
__METAL_LIB __votes __vote(bool value, const char *what, __metal_site site) {
    __vote_op op = {value, 0, 0};
    __together(op, what, site);
    return {op.votes, op.active};
}

#elif defined(__METAL_CHECK__)

__METAL_LIB uint __lane() { return 0; }
template <class T>
__METAL_LIB T __exchange(T value, int, const char *, __metal_site) {
    return value;
}
template <class T>
__METAL_LIB T __exchange(T value, T, int, const char *, __metal_site) {
    return value;
}
template <int width, class F, class T>
__METAL_LIB T __reduce(T value, const char *, __metal_site) {
    return F::combine(value, value);
}
template <int width, bool inclusive, class F, class T>
__METAL_LIB T __scan(T value, const char *, __metal_site) {
    return F::combine(F::template identity<T>(), value);
}
struct __votes {
    uint yes, active;
};
__METAL_LIB __votes __vote(bool value, const char *, __metal_site) { return {value, 1}; }

#endif

// How two numbers are combined.
struct __sum {
    template <class T>
    __METAL_LIB static T combine(T a, T b) {
        return T(a + b);
    }
    template <class T>
    __METAL_LIB static T identity() {
        return T(0);
    }
};
struct __product {
    template <class T>
    __METAL_LIB static T combine(T a, T b) {
        return T(a * b);
    }
    template <class T>
    __METAL_LIB static T identity() {
        return T(1);
    }
};
struct __minimum {
    template <class T>
    __METAL_LIB static T combine(T a, T b) {
        return T(min(a, b));
    }
};
struct __maximum {
    template <class T>
    __METAL_LIB static T combine(T a, T b) {
        return T(max(a, b));
    }
};
struct __conjunction {
    template <class T>
    __METAL_LIB static T combine(T a, T b) {
        return T(a & b);
    }
};
struct __disjunction {
    template <class T>
    __METAL_LIB static T combine(T a, T b) {
        return T(a | b);
    }
};
struct __difference {
    template <class T>
    __METAL_LIB static T combine(T a, T b) {
        return T(a ^ b);
    }
};

}  // namespace metal
