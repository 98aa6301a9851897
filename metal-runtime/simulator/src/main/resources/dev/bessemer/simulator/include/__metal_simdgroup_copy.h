// Copies of tiles by a SIMD-group that projects declare themselves, under the names that the compiler has for them on macOS. They end at once, so there is
// nothing to wait for.
#pragma once
#include <metal_simdgroup>

#if defined(__METAL_EXECUTE__)
namespace metal {

/** Each lane copies every 32nd element. Beyond the source's tile there are zeros, or with mode 1 its last row and column. */
__METAL_LIB void __copy_tile(ulong bytes, uchar *to, ulong to_row, ulong to_step, vec<ulong, 2> to_size, const uchar *from, ulong from_row, ulong from_step,
                             vec<ulong, 2> from_size, vec<long, 2> offset, int mode) {
    for (ulong at = __lane(); at < to_size.x * to_size.y; at += 32) {
        ulong x = at % to_size.x, y = at / to_size.x;
        bool inside = x < from_size.x && y < from_size.y;
        ulong column = mode == 1 && x >= from_size.x ? from_size.x - 1 : x, row = mode == 1 && y >= from_size.y ? from_size.y - 1 : y;
        uchar *target = to + (y * to_row + x * to_step) * bytes;
        const uchar *source = from + ((long(row) + offset.y) * long(from_row) + (long(column) + offset.x) * long(from_step)) * long(bytes);
        for (ulong b = 0; b < bytes; b++) {
            target[b] = inside || mode == 1 ? source[b] : uchar(0);
        }
    }
}

}  // namespace metal

#define __METAL_COPY(name, symbol) \
    extern "C" __attribute__((weak)) void *name(ulong bytes, ulong, void *to, ulong to_row, ulong to_step, metal::vec<ulong, 2> to_size, const void *from, \
                                                ulong from_row, ulong from_step, metal::vec<ulong, 2> from_size, metal::vec<long, 2> offset, int mode) \
        __asm(symbol); \
    extern "C" __attribute__((weak)) void *name(ulong bytes, ulong, void *to, ulong to_row, ulong to_step, metal::vec<ulong, 2> to_size, const void *from, \
                                                ulong from_row, ulong from_step, metal::vec<ulong, 2> from_size, metal::vec<long, 2> offset, int mode) { \
        metal::__copy_tile(bytes, static_cast<uchar *>(to), to_row, to_step, to_size, static_cast<const uchar *>(from), from_row, from_step, from_size, offset, mode); \
        return nullptr; \
    }
__METAL_COPY(__metal_copy_to_threadgroup, "air.simdgroup_async_copy_2d.p3i8.p1i8")
__METAL_COPY(__metal_copy_to_device, "air.simdgroup_async_copy_2d.p1i8.p3i8")
#undef __METAL_COPY

extern "C" __attribute__((weak)) void __metal_wait_for_copies(int, void **) __asm("air.wait_simdgroup_events");
extern "C" __attribute__((weak)) void __metal_wait_for_copies(int, void **) {}
#endif
