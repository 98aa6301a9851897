// Vectors in memory and by name, packed numbers, limits.
#include "expect.h"

constant float4 table[2] = {float4(1, 2, 3, 4), float4(float2(5, 6), 7, 8).wzyx};
constant constexpr int sizes[] = {sizeof(float3), sizeof(packed_float3), sizeof(half4), sizeof(char3), sizeof(bool2), sizeof(float4x4), sizeof(float3x3), alignof(float4), alignof(packed_float4)};

kernel void vectors_have_metals_sizes(ARGUMENTS) {
    int wanted[] = {16, 12, 8, 4, 2, 64, 48, 16, 4};
    for (int s = 0; s < 9; s++) {
        EXPECT(sizes[s] == wanted[s]);
    }
    EXPECT(sizeof(half3) == 8 && sizeof(packed_half3) == 6 && sizeof(ulong2) == 16 && sizeof(bfloat2) == 4 && sizeof(packed_uchar3) == 3 && sizeof(size_t) == 8);
    device packed_float3 *p = (device packed_float3 *)scratch;
    p[i] = float3(1, 2, 3) + float(i);
    threadgroup_barrier(mem_flags::mem_device);
    device float *f = (device float *)scratch;
    EXPECT(f[3 * i + 2] == 3.0f + float(i) && p[(i + 1) % 64].x == 1.0f + float((i + 1) % 64));
}

kernel void components_go_by_name(ARGUMENTS) {
    float z = float(i & 0);
    float4 v = table[0] + z;
    EXPECT(all(v.wzyx == float4(4, 3, 2, 1)) && all(v.xxy == float3(1, 1, 2)) && all(v.bgr == float3(3, 2, 1)) && v.a == 4.0f && v[2] == 3.0f);
    EXPECT(all(table[1] == float4(8, 7, 6, 5)) && table[1].y == 7.0f);
    v.xw = v.wx;
    EXPECT(all(v == float4(4, 2, 3, 1)));
    v.zy += float2(10, 20);
    v.r *= 2.0f;
    v[3] = 9;
    EXPECT(all(v == float4(8, 22, 13, 9)) && all(float4(v.xy, v.zw) == v) && all(float4(v.x, v.yzw) == v) && all(float4(v.xy, 1, 2).zw == float2(1, 2)));
    device half4 *h = (device half4 *)scratch + i;
    *h = half4(v);
    h->xy = h->yx;
    (*h).w += 0.5h;
    EXPECT(all(*h == half4(22.0h, 8.0h, 13.0h, 9.5h)) && all(int3(float3(1.9f, -1.9f, 0)) == int3(1, -1, 0)));
    uint3 u = {1, 2, 3};
    u = {7, 8, 9};
    float2 empty = {};
    EXPECT(u.y == 8 && all(empty == 0.0f) && all(float3(2.0f).zzz == float3(2)) && as_type<uint>(half2(1.0h, 2.0h)) == 0x40003c00u);
}

kernel void operators_work_by_component(ARGUMENTS) {
    int z = int(i & 0);
    int4 a = int4(7, -7, 8, 0) + z;
    EXPECT(all(a / 2 == int4(3, -3, 4, 0)) && all(a % 4 == int4(3, -3, 0, 0)) && all((a << 1) == int4(14, -14, 16, 0)) && all((a >> 1) == int4(3, -4, 4, 0)) && all((a << 33) == (a << 1)));
    EXPECT(all((a & 1) == int4(1, 1, 0, 0)) && all((a | 1) == int4(7, -7, 9, 1)) && all((a ^ a) == 0) && all(~a == -a - 1) && all(-a == 0 - a));
    EXPECT(all((a > 0) == bool4(true, false, true, false)) && all(!(a == 0) == (a != 0)) && any(a < 0 && a > -8) && all(a <= 8 || a >= 9));
    uchar4 c = uchar4(250, 10, 0, 255);
    c += uchar4(10);
    EXPECT(all(c == uchar4(4, 20, 10, 9)) && all((ushort2(65535, 1) + ushort2(1)) == ushort2(0, 2)));
    a++;
    EXPECT(a.x == 8 && (a--).x == 8 && a.x == 7 && (++a).x == 8 && (a *= int4(2)).y == -12 && (a -= 1).x == 15);
    half4 h = half4(1.0h, 2.0h, 3.0h, 4.0h) * 2.0f;
    EXPECT(all(h == half4(2, 4, 6, 8)) && all(1.0f / float2(2, 4) == float2(0.5f, 0.25f)) && all(2 * float2(1, 2) == float2(2, 4)));
}

kernel void numbers_pack(ARGUMENTS) {
    float z = float(i & 0);
    EXPECT(pack_float_to_unorm4x8(float4(0, 1, 0.5f, 2) + z) == 0xff80ff00u && pack_float_to_snorm4x8(float4(-1, 1, 0, -9) + z) == 0x81007f81u);
    EXPECT(pack_float_to_unorm2x16(float2(1, 0) + z) == 0x0000ffffu && pack_float_to_snorm2x16(float2(-1, 0.5f) + z) == 0x40008001u && pack_half_to_unorm4x8(half4(1.0h)) == ~0u);
    EXPECT(all(unpack_unorm4x8_to_float(0xff00ff33u) == float4(0.2f, 1, 0, 1)) && all(unpack_snorm4x8_to_float(0x7f8081ffu) == float4(-1.0f / 127.0f, -1, -1, 1)));
    EXPECT(all(unpack_snorm2x16_to_float(0x7fff8000u) == float2(-1, 1)) && all(unpack_unorm2x16_to_half(0xffff0000u) == half2(0.0h, 1.0h)));
    EXPECT(pack_float_to_unorm10a2(float4(1, 0, 1, 1)) == 0xfff003ffu && all(unpack_unorm10a2_to_float(0xc00003ffu) == float4(1, 0, 0, 1)));
    EXPECT(pack_float_to_unorm565(float3(1, 0, 1)) == 0xf81f && all(unpack_unorm565_to_float(ushort(0x07e0)) == float3(0, 1, 0)));
    EXPECT(pack_float_to_srgb_unorm4x8(float4(1, 0, 0.5f, 0.5f) + z) == 0x80bc00ffu && unpack_unorm4x8_srgb_to_float(0x800000ffu).x == 1.0f);
}

kernel void limits_are_those_of_the_types(ARGUMENTS) {
    EXPECT(numeric_limits<int>::max() == 2147483647 && numeric_limits<int>::min() == INT_MIN && numeric_limits<uchar>::max() == 255 && numeric_limits<char>::lowest() == -128);
    EXPECT(numeric_limits<ulong>::max() == ~0ul && numeric_limits<long>::min() == LONG_MIN && numeric_limits<bool>::max() && numeric_limits<ushort>::digits == 16 && numeric_limits<int>::digits10 == 9);
    EXPECT(as_type<ushort>(numeric_limits<half>::max()) == 0x7bff && as_type<ushort>(numeric_limits<half>::lowest()) == 0xfbff && as_type<ushort>(numeric_limits<half>::epsilon()) == 0x1400);
    EXPECT(as_type<ushort>(numeric_limits<bfloat>::max()) == 0x7f7f && as_type<ushort>(numeric_limits<bfloat>::infinity()) == 0x7f80 && as_type<ushort>(numeric_limits<half>::denorm_min()) == 1);
    EXPECT(as_type<uint>(numeric_limits<float>::max()) == 0x7f7fffffu && as_type<uint>(numeric_limits<float>::min()) == 0x00800000u && isnan(numeric_limits<float>::quiet_NaN()));
    EXPECT(as_type<uint>(M_PI_F) == 0x40490fdbu && as_type<ushort>(M_PI_H) == 0x4248 && as_type<uint>(FLT_EPSILON) == 0x34000000u && i < 64);
}

template <typename T>
static float as_float(T x) {
    if constexpr (is_same_v<T, half>) {
        return float(x) + 0.5f;
    } else if constexpr (is_integral_v<T>) {
        return float(x) + 0.25f;
    } else {
        return x;
    }
}
kernel void types_are_told_apart(ARGUMENTS) {
    device half *h = (device half *)scratch + i;
    *h = 1.0h;
    EXPECT(as_float(*h) == 1.5f && as_float(scratch[i] & 0) == 0.25f && as_float(2.0f) == 2.0f);
    EXPECT(is_same<remove_addrspace_t<device half>, half>::value && is_floating_point_v<half> && is_floating_point_v<bfloat> && !is_integral_v<half> && is_signed_v<int> && is_unsigned_v<uchar>);
    EXPECT(is_same_v<make_unsigned_t<int>, uint> && is_same_v<conditional_t<true, int, float>, int> && is_convertible_v<half, float> && is_same_v<decay_t<const device float &>, float>);
    EXPECT(is_same_v<common_type_t<half, float>, float> && is_same_v<decltype(half(1) * 2), half> && is_same_v<decltype(half(1) * 2.0f), float> && is_same_v<decltype(half2(1) + half2(1)), half2>);
    auto add = [=](float x) { return x + float(*h); };
    EXPECT(add(2.0f) == 3.0f);
    array<int, 3> a = {1, 2, 3};
    EXPECT(a[2] == 3 && a.size() == 3);
}
