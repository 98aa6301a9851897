// The machine under the Metal library: address spaces, and what a compiled kernel asks of the process that executes it.
//
// One of three macros says what the text is compiled for:
//   __METAL_CHECK__    types only (amdgcn); address spaces are part of types
//   __METAL_EXECUTE__  x86-64; the worker in ../worker executes each lane as a fiber and provides the functions declared below
//   __METAL_PTX__      an NVIDIA GPU, as CUDA for the device alone: a SIMD-group is a warp (__metal_warp.h)
// Where none of the three is defined the text is preprocessed for the rewriter, which has to see Metal's words themselves.
#pragma once

#if defined(__METAL_PTX__)
// All functions are for the GPU, without a word to say so.
#pragma clang force_cuda_host_device begin
#endif

typedef __INT8_TYPE__ int8_t;
typedef __INT16_TYPE__ int16_t;
typedef __INT32_TYPE__ int32_t;
typedef long int64_t;
typedef __UINT8_TYPE__ uint8_t;
typedef __UINT16_TYPE__ uint16_t;
typedef __UINT32_TYPE__ uint32_t;
typedef unsigned long uint64_t;
typedef unsigned long size_t;
typedef long ptrdiff_t;
typedef long intptr_t;
typedef unsigned long uintptr_t;
typedef unsigned char uchar;
typedef unsigned short ushort;
typedef unsigned int uint;
typedef unsigned long ulong;

#define METAL_FUNC inline __attribute__((always_inline))
// The library's own functions: without line numbers, so that an instrumented access reports the line of the Metal text.
#define __METAL_LIB inline __attribute__((always_inline, nodebug))
#define __METAL_CONST constexpr __METAL_LIB

#if defined(__METAL_CHECK__)
#define device __attribute__((address_space(1)))
#define threadgroup __attribute__((address_space(3)))
#define constant __attribute__((address_space(4))) const
#elif defined(__METAL_EXECUTE__) || defined(__METAL_PTX__)
#define device
#define threadgroup
#define constant const
#endif
#if defined(__METAL_CHECK__) || defined(__METAL_EXECUTE__) || defined(__METAL_PTX__)
#define thread
#endif

// Memory that other threads see at once is no different here.
#define coherent(scope)

/** Where in the Metal text an operation is: the default argument of every function that lanes execute together. */
struct __metal_site {
    unsigned line;
};
#define __METAL_HERE __metal_site __site = {__builtin_LINE()}

#if defined(__METAL_EXECUTE__) || defined(__METAL_PTX__)
extern "C" {

/** What a lane is, as its kernel sees it. Filled before the lane starts, constant while it lives. */
struct __metal_thread {
    uint32_t thread_position_in_grid[3];
    uint32_t thread_position_in_threadgroup[3];
    uint32_t threadgroup_position_in_grid[3];
    uint32_t threads_per_threadgroup[3];
    uint32_t threads_per_grid[3];
    uint32_t threadgroups_per_grid[3];
    uint32_t thread_index_in_threadgroup;
    uint32_t thread_index_in_simdgroup;
    uint32_t simdgroup_index_in_threadgroup;
    uint32_t simdgroups_per_threadgroup;
    uint32_t threads_per_simdgroup;
    /* What was asked for, where the threadgroups at the grid's edge are smaller. */
    uint32_t dispatch_threads_per_threadgroup[3];
    uint32_t dispatch_simdgroups_per_threadgroup;
};
}
#endif

#if defined(__METAL_EXECUTE__)
extern "C" {

/** The lane that is executing. In a function given to __metal_simdgroup_call it is the lane that arrived last. */
const __metal_thread *__metal_this_thread(void) __attribute__((const));

/** The operands that the lanes of a SIMD-group brought: operands[lane] is valid where bit `lane` of active is set, else null. */
struct __metal_simd_call {
    void *operands[32];
    uint32_t active;
};
typedef void (*__metal_simd_function)(const __metal_simd_call *);

/**
 * Meets the other lanes of the SIMD-group: the last to arrive calls f once, then all go on. What f writes to an operand its lane finds there.
 * f touches operands only, never device or threadgroup memory. Meeting orders no memory accesses: for races it is not a barrier.
 * `what` is a string literal, the operation's name in Metal; lanes that wait at another line or with another f have diverged.
 */
void __metal_simdgroup_call(void *operand, __metal_simd_function f, const char *what, unsigned line);

/**
 * Meets all lanes of the threadgroup in the same way; operands[i] belongs to thread_index_in_threadgroup i. f may read and write
 * threads' private memory through operands only. Not a barrier for races either.
 */
typedef void (*__metal_threadgroup_function)(void *const *operands, unsigned count);
void __metal_threadgroup_call(void *operand, __metal_threadgroup_function f, const char *what, unsigned line);

/** Barriers. mem_flags as in metal_compute: 1 device, 2 threadgroup, 4 texture, 8 threadgroup_imageblock, 16 object_data; 0 orders execution only. */
void __metal_threadgroup_barrier(unsigned mem_flags, unsigned line);
void __metal_simdgroup_barrier(unsigned mem_flags, unsigned line);

/** Orders this lane's own accesses: atomic_thread_fence. `order` as __ATOMIC_*, `scope` 0 thread, 1 SIMD-group, 2 threadgroup, 4 device. */
void __metal_fence(unsigned mem_flags, unsigned order, unsigned scope, unsigned line);

/** Says that the lane has just declared a private array, or that it goes out of scope: until it is written, reads of it are reported. */
void __metal_private(const void *array, size_t bytes, bool declared);

/** Ends the kernel as divergence does: not all threads take part that have to. The message has at most 39 characters. */
[[noreturn]] void __metal_refuse(const char *message, unsigned line);
}

// How the rewriter has an array without a value declared. Its name is that of a reference, of which clang does not know where it leads: accesses to what it knows to be on the
// stack would not be instrumented.
#if defined(__METAL_RACES__)
struct __metal_private_array {
    const void *array;
    size_t bytes;
    __METAL_LIB __metal_private_array(const void *array, size_t bytes) : array(array), bytes(bytes) {
        __metal_private(array, bytes, true);
    }
    __METAL_LIB ~__metal_private_array() { __metal_private(array, bytes, false); }
};
template <class T>
__METAL_LIB T &__metal_hidden(T &array) {
    T *place = &array;
    asm volatile("" : "+r"(place));
    return *place;
}
#define __METAL_STORAGE(name) __storage_of_##name
#define __METAL_PRIVATE(name) \
    __metal_private_array __private_##name(&__storage_of_##name, sizeof(__storage_of_##name)); \
    auto &name = __metal_hidden(__storage_of_##name);
#else
#define __METAL_STORAGE(name) name
#define __METAL_PRIVATE(name)
#endif
#endif
