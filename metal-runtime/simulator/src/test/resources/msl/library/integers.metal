// Functions of integers, by hand-computed facts.
#include "expect.h"

kernel void saturating_arithmetic_stops_at_the_ends(ARGUMENTS) {
    int z = int(i & 0);
    EXPECT(addsat(INT_MAX + z, 1) == INT_MAX && addsat(INT_MIN + z, -1) == INT_MIN && addsat(-3 + z, 5) == 2);
    EXPECT(subsat(INT_MIN + z, 1) == INT_MIN && subsat(uint(z), 1u) == 0u && subsat(7u + z, 3u) == 4u);
    EXPECT(addsat(uchar(250), uchar(10)) == 255 && addsat(char(-100), char(-100)) == -128 && subsat(short(-30000), short(10000)) == -32768);
    EXPECT(addsat(ULONG_MAX + ulong(z), 1ul) == ULONG_MAX && addsat(LONG_MAX, long(z + 1)) == LONG_MAX);
    EXPECT(madsat(0x10000 + z, 0x10000, 5) == INT_MAX && madsat(3 + z, 4, 5) == 17 && madsat(uchar(20), uchar(20), uchar(1)) == 255);
}

kernel void halves_of_sums_do_not_overflow(ARGUMENTS) {
    int z = int(i & 0);
    EXPECT(hadd(INT_MAX + z, INT_MAX) == INT_MAX && hadd(3 + z, 4) == 3 && hadd(-3 + z, -4) == -4 && hadd(UINT_MAX - uint(z), 1u) == 0x80000000u);
    EXPECT(rhadd(3 + z, 4) == 4 && rhadd(-3 + z, -4) == -3 && rhadd(uchar(255), uchar(254)) == 255);
    EXPECT(absdiff(-5 + z, 7) == 12 && absdiff(3u + z, 9u) == 6u && absdiff(char(100), char(-100)) == char(200));
}

kernel void high_halves_of_products(ARGUMENTS) {
    int z = int(i & 0);
    EXPECT(mulhi(0x40000000 + z, 8) == 2 && mulhi(-1 + z, 1) == -1 && mulhi(0xffffffffu - z, 0xffffffffu) == 0xfffffffeu);
    EXPECT(mulhi(short(-32768), short(-32768)) == 16384 && mulhi(uchar(255), uchar(255)) == 254);
    EXPECT(mulhi(ulong(z) + (1ul << 63), 6ul) == 3ul && mulhi(long(z) - 1, 5l) == -1l && mulhi(LONG_MIN, LONG_MIN) == 1l << 62);
    EXPECT(madhi(0x40000000 + z, 8, 5) == 7 && mad24(3 + z, 5, 7) == 22 && mul24(-3 + z, 5) == -15 && mul24(0x1000003u + z, 2u) == 6u);
}

kernel void bits_are_counted_and_moved(ARGUMENTS) {
    int z = int(i & 0);
    EXPECT(clz(1u + z) == 31 && clz(uint(z)) == 32 && clz(-1 + z) == 0 && clz(uchar(1)) == 7 && clz(ushort(0)) == 16 && clz(char(-1)) == 0 && clz(1ul) == 63);
    EXPECT(ctz(8u + z) == 3 && ctz(uint(z)) == 32 && ctz(uchar(0)) == 8 && ctz(short(-32768)) == 15 && ctz(1ul << 40) == 40);
    EXPECT(popcount(0xf0f0u + z) == 8 && popcount(-1 + z) == 32 && popcount(char(-1)) == 8 && popcount(~0ul) == 64);
    EXPECT(reverse_bits(1u + z) == 0x80000000u && reverse_bits(uchar(0x16)) == 0x68 && reverse_bits(ushort(1)) == 0x8000 && reverse_bits(2ul) == 1ul << 62);
    EXPECT(rotate(0x80000001u + z, 1u) == 3u && rotate(0x12345678u + z, 32u) == 0x12345678u && rotate(uchar(0x81), uchar(4)) == 0x18);
    EXPECT(rotate(int(0x80000000) + z, 4) == 8 && rotate(1ul, 63ul) == 1ul << 63);
    EXPECT(extract_bits(0x12345678u + z, 8, 12) == 0x456u && extract_bits(0x00000f00 + z, 8, 4) == -1 && extract_bits(0x12345678u + z, 3, 0) == 0u);
    EXPECT(extract_bits(0xdeadbeefu + z, 0, 32) == 0xdeadbeefu && insert_bits(0xffffffffu - z, 0u, 4, 8) == 0xfffff00fu);
    EXPECT(insert_bits(uint(z), 0x1ffu, 4, 8) == 0xff0u && insert_bits(5u + z, 9u, 0, 32) == 9u && all(extract_bits(uint2(0xab, 0xcd), 4, 4) == uint2(0xa, 0xc)));
}

kernel void order_and_bounds(ARGUMENTS) {
    int z = int(i & 0);
    EXPECT(min(-1 + z, 1) == -1 && min(0xffffffffu - z, 1u) == 1u && max(char(-1), char(1)) == 1 && max(LONG_MIN, long(z)) == 0);
    EXPECT(min3(3 + z, 1, 2) == 1 && max3(3 + z, 1, 2) == 3 && median3(3 + z, 1, 2) == 2 && clamp(9 + z, 1, 5) == 5 && clamp(-9 + z, 1, 5) == 1);
    EXPECT(abs(-7 + z) == 7 && abs(INT_MIN + z) == INT_MIN && abs(short(-5)) == 5 && abs(3u + z) == 3u);
    EXPECT(all(max(int4(1, -2, 3, -4), 0) == int4(1, 0, 3, 0)) && all(clamp(short3(9, -9, 2), short3(1), short3(5)) == short3(5, 1, 2)));
    EXPECT(all(min(uchar2(200, 3), uchar2(100, 7)) == uchar2(100, 3)) && all(popcount(ushort2(3, 255)) == ushort2(2, 8)));
    EXPECT(select(1, 2, z == 0) == 2 && select(1.0f, 2.0f, z != 0) == 1.0f && all(select(int2(1, 2), int2(3, 4), bool2(true, false)) == int2(3, 2)));
}
