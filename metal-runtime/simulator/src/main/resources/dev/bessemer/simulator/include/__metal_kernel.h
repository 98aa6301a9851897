// How a kernel's parameters get their values, for the lines that are appended to a Metal file.
// Needs metal::vec<T, N> and, where kernels are launched, struct __metal_thread of <__metal_runtime.h>.
#pragma once

template <class T>
struct __metal_target {
    using type = T;
};
template <class T>
struct __metal_target<T *> {
    using type = T;
};
template <class T>
struct __metal_target<T &> {
    using type = T;
};

/// The bytes of a value of type T; 1 for void.
template <class T>
constexpr unsigned long __metal_bytes() {
    if constexpr (__is_void(T)) {
        return 1;
    } else {
        return sizeof(T);
    }
}

/// The bytes of what parameter I of a function points to, or of the parameter itself where it is no pointer.
template <unsigned I, class R, class... P>
constexpr unsigned long __metal_pointee_bytes(R (*)(P...)) {
    return __metal_bytes<typename __metal_target<__type_pack_element<I, P...>>::type>();
}

#if defined(__METAL_EXECUTE__) || defined(__METAL_PTX__)

#include <__metal_runtime.h>

#if defined(__METAL_EXECUTE__)
/// All that a thread gets from outside: the bound buffers, threadgroup memory of the host's size, and its place in the grid.
struct __metal_arguments {
    void *const *buffers;
    void *const *threadgroup_buffers;
    const __metal_thread *lane;
    void *buffer(unsigned slot) const { return buffers[slot]; }
    void *threadgroup_buffer(unsigned slot) const { return threadgroup_buffers[slot]; }
};

/// A kernel by the name the host knows; the table __metal_kernels ends with a null name.
struct __metal_kernel_entry {
    const char *name;
    void (*run)(const __metal_arguments *);
};
#else
#include <__metal_grid.h>
#endif

template <class P>
struct __metal_bound {
    static P from(void *memory) { return *static_cast<P *>(memory); }
};
template <class T>
struct __metal_bound<T *> {
    static T *from(void *memory) { return static_cast<T *>(memory); }
};
template <class T>
struct __metal_bound<T &> {
    static T &from(void *memory) { return *static_cast<T *>(memory); }
};

template <unsigned N>
struct __metal_buffer {
    template <class P>
    static P get(const __metal_arguments &a) {
        return __metal_bound<P>::from(a.buffer(N));
    }
};

template <unsigned N>
struct __metal_threadgroup_buffer {
    template <class P>
    static P get(const __metal_arguments &a) {
        return __metal_bound<P>::from(a.threadgroup_buffer(N));
    }
};

/// A parameter that nothing is bound to.
struct __metal_nothing {
    template <class P>
    static P get(const __metal_arguments &) {
        return P();
    }
};

/// A position or an extent as a parameter may want it: as one number or as a vector, of 16 or 32 bits.
template <class P>
struct __metal_position {
    static P from(const unsigned *v) { return P(v[0]); }
};
template <class T, auto N>
struct __metal_position<metal::vec<T, N>> {
    static metal::vec<T, N> from(const unsigned *v) {
        metal::vec<T, N> r;
        for (int i = 0; i < int(N); i++) {
            r[i] = T(v[i]);
        }
        return r;
    }
};

#define __METAL_POSITION(name, member) \
    struct __metal_input_##name { \
        template <class P> \
        static P get(const __metal_arguments &a) { \
            return __metal_position<P>::from(a.lane->member); \
        } \
    };
#define __METAL_NUMBER(name, value) \
    struct __metal_input_##name { \
        template <class P> \
        static P get(const __metal_arguments &a) { \
            const __metal_thread *t = a.lane; \
            return P(value); \
        } \
    };
__METAL_POSITION(thread_position_in_grid, thread_position_in_grid)
__METAL_POSITION(thread_position_in_threadgroup, thread_position_in_threadgroup)
__METAL_POSITION(threadgroup_position_in_grid, threadgroup_position_in_grid)
__METAL_POSITION(threads_per_threadgroup, threads_per_threadgroup)
__METAL_POSITION(threads_per_grid, threads_per_grid)
__METAL_POSITION(grid_size, threads_per_grid)
__METAL_POSITION(threadgroups_per_grid, threadgroups_per_grid)
__METAL_POSITION(dispatch_threads_per_threadgroup, dispatch_threads_per_threadgroup)
__METAL_NUMBER(thread_index_in_threadgroup, t->thread_index_in_threadgroup)
__METAL_NUMBER(thread_index_in_simdgroup, t->thread_index_in_simdgroup)
__METAL_NUMBER(thread_index_in_quadgroup, t->thread_index_in_simdgroup % 4)
__METAL_NUMBER(simdgroup_index_in_threadgroup, t->simdgroup_index_in_threadgroup)
__METAL_NUMBER(simdgroups_per_threadgroup, t->simdgroups_per_threadgroup)
__METAL_NUMBER(quadgroup_index_in_threadgroup, t->thread_index_in_threadgroup / 4)
__METAL_NUMBER(quadgroups_per_threadgroup, t->simdgroups_per_threadgroup * (t->threads_per_simdgroup / 4))
__METAL_NUMBER(threads_per_simdgroup, t->threads_per_simdgroup)
__METAL_NUMBER(thread_execution_width, t->threads_per_simdgroup)
__METAL_NUMBER(dispatch_simdgroups_per_threadgroup, t->dispatch_simdgroups_per_threadgroup)
__METAL_NUMBER(dispatch_quadgroups_per_threadgroup, t->dispatch_simdgroups_per_threadgroup * (t->threads_per_simdgroup / 4))
#undef __METAL_POSITION
#undef __METAL_NUMBER

/// Grids always begin at 0.
struct __metal_input_grid_origin {
    template <class P>
    static P get(const __metal_arguments &) {
        const unsigned zero[3] = {0, 0, 0};
        return __metal_position<P>::from(zero);
    }
};

/// Calls a kernel's function with the value of each parameter.
template <class... P, class... B>
inline __attribute__((always_inline)) void __metal_launch(void (*kernel)(P...), const __metal_arguments &a, B...) {
    kernel(B::template get<P>(a)...);
}

#if defined(__METAL_PTX__)
/// Does so for the thread that this is, if it is one.
template <class... P, class... B>
__METAL_LIB void __metal_launch_here(void (*kernel)(P...), const __metal_launch_arguments &host, B... binders) {
    __metal_thread lane;
    if (__metal_find_thread(host, lane)) {
        __metal_launch(kernel, __metal_arguments{host, &lane}, binders...);
    }
}
#endif

#endif
