// What a kernel of this folder finds wrong: failures[0] counts, failures[1] is the first one's line.
#include <metal_stdlib>
using namespace metal;

inline void report(device atomic_uint *failures, uint line) {
    if (atomic_fetch_add_explicit(&failures[0], 1, memory_order_relaxed) == 0) {
        atomic_store_explicit(&failures[1], line, memory_order_relaxed);
    }
}
#define EXPECT(...) \
    if (!(__VA_ARGS__)) { \
        report(failures, __LINE__); \
    }
// Every kernel runs as one threadgroup of 64 threads, with 16384 words of zeros as scratch memory.
#define ARGUMENTS \
    device atomic_uint *failures [[buffer(0)]], device uint *scratch [[buffer(1)]], uint i [[thread_index_in_threadgroup]]
