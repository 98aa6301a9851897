package dev.bessemer.jit.msl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives out identifiers that are in nobody's way: no word of the language, no name of an enclosing scope. */
final class MslNames {
    private static final Set<String> RESERVED =
            Set.of(("alignas alignof and and_eq asm auto bitand bitor bool break case catch"
                            + " char class compl const constexpr const_cast continue decltype default delete do double dynamic_cast else enum"
                            + " explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not"
                            + " not_eq nullptr operator or or_eq private protected public register reinterpret_cast restrict return short"
                            + " signed sizeof static static_assert static_cast struct switch template this thread_local throw true try"
                            + " typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq"
                            // Metal's own
                            + " metal kernel vertex fragment visible mesh object intersection device constant threadgroup thread"
                            + " threadgroup_imageblock ray_data object_data half bfloat uchar ushort uint ulong size_t ptrdiff_t"
                            + " char2 char3 char4 short2 short3 short4 int2 int3 int4 long2 long3 long4 uchar2 uchar3 uchar4 ushort2"
                            + " ushort3 ushort4 uint2 uint3 uint4 ulong2 ulong3 ulong4 half2 half3 half4 float2 float3 float4 bool2"
                            + " bool3 bool4 vec matrix texture sampler array tensor extents atomic_int atomic_uint atomic_float"
                            + " atomic_bool packed_float3 as_type mem_flags access level bias gradient precise fast assert main"
                            // functions and constants the text may call by these names
                            + " abs fabs min max floor ceil rint sqrt rsqrt exp exp2 log log2 log10 sin cos tan tanh pow fmod fma"
                            + " copysign sign isnan isinf popcount clz ctz reverse_bits select clamp mix step dot cross"
                            + " length distance normalize simd_sum simd_min simd_max simd_and simd_or simd_xor simd_all simd_any"
                            + " simd_shuffle simd_shuffle_xor simdgroup_matrix simdgroup_load simdgroup_store"
                            + " INT_MIN INT_MAX LONG_MIN LONG_MAX INFINITY NAN HUGE_VALF M_PI_F NULL TRUE FALSE"
                            + " simdgroup_float8x8 simdgroup_half8x8 simdgroup_bfloat8x8")
                    .split(" "));

    private final Deque<Scope> scopes = new ArrayDeque<>();

    /**
     * The names of a scope.
     *
     * @param last the number behind a name up to which all are taken as long as the scope lasts
     */
    private record Scope(Set<String> names, Map<String, Integer> last) {
        Scope(Set<String> names) {
            this(names, new HashMap<>());
        }
    }

    /** @param taken further names nobody may get */
    MslNames(Set<String> taken) {
        scopes.push(new Scope(new HashSet<>(taken)));
    }

    /** Enters a scope. */
    void push() {
        scopes.push(new Scope(new HashSet<>()));
    }

    /** Leaves a scope: its names are free again. */
    void pop() {
        scopes.pop();
    }

    /** A name that is, or begins with, the hint. */
    String fresh(String hint) {
        String base = clean(hint);
        String name = base;
        if (isTaken(name)) {
            int number = last(base);
            do {
                number++;
                name = base + "_" + number;
            } while (isTaken(name));
            scopes.element().last.put(base, number);
        }
        scopes.element().names.add(name);
        return name;
    }

    private int last(String base) {
        int last = 0;
        for (Scope scope : scopes) {
            last = Math.max(last, scope.last.getOrDefault(base, 0));
        }
        return last;
    }

    private boolean isTaken(String name) {
        if (RESERVED.contains(name)) {
            return true;
        }
        for (Scope scope : scopes) {
            if (scope.names.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** The hint with what C++ or Metal would not take replaced; two underscores in a row are the compiler's. */
    private static String clean(String hint) {
        String text =
                hint.replaceAll("[^A-Za-z0-9_]", "_").replaceAll("_+", "_").replaceAll("^_|_$", "");
        if (text.isEmpty()) {
            return "t";
        }
        return Character.isDigit(text.charAt(0)) ? "t" + text : text;
    }
}
