// Matrix multiplication out of classes: a loader that fills threadgroup memory, a multiplier that owns simdgroup matrices.
#include <metal_simdgroup>
#include <metal_simdgroup_matrix>
#include <metal_stdlib>

using namespace metal;

#define STEEL_CONST static constant constexpr const
#define STEEL_PRAGMA_UNROLL _Pragma("clang loop unroll(full)")

struct GemmParams {
    const int M;
    const int N;
    const int K;
    const int lda;
    const int ldb;
    const int ldd;
};

template <typename T, short BROWS, short BCOLS, short dst_ld, short tgp_size>
struct BlockLoader {
    STEEL_CONST short n_reads = (BCOLS * BROWS) / (tgp_size);
    STEEL_CONST short TCOLS = BCOLS / n_reads;
    STEEL_CONST short TROWS = tgp_size / TCOLS;

    const int src_ld;
    const short thread_idx;
    const short bi;
    const short bj;
    threadgroup T* dst;
    const device T* src;

    struct alignas(sizeof(T) * n_reads) ReadVector {
        uint8_t v[sizeof(T) * n_reads];
    };

    METAL_FUNC BlockLoader(
            const device T* src_,
            const int src_ld_,
            threadgroup T* dst_,
            ushort simd_group_id [[simdgroup_index_in_threadgroup]],
            ushort simd_lane_id [[thread_index_in_simdgroup]])
        : src_ld(src_ld_),
          thread_idx(simd_group_id * 32 + simd_lane_id),
          bi(thread_idx / TCOLS),
          bj(n_reads * (thread_idx % TCOLS)),
          dst(dst_ + bi * dst_ld + bj),
          src(src_ + bi * src_ld + bj) {}

    METAL_FUNC void load_unsafe() const {
        STEEL_PRAGMA_UNROLL
        for (short i = 0; i < BROWS; i += TROWS) {
            *((threadgroup ReadVector*)(&dst[i * dst_ld])) = *((const device ReadVector*)(&src[i * src_ld]));
        }
    }

    METAL_FUNC void next(int step) { src += step; }
};

template <typename T, int BM, int BN, int BK, int WM, int WN>
struct BlockMultiplier {
    STEEL_CONST int TM = BM / (8 * WM);
    STEEL_CONST int TN = BN / (8 * WN);

    simdgroup_matrix<float, 8, 8> results[TM * TN];
    const short tm;
    const short tn;
    const short sm;
    const short sn;

    METAL_FUNC BlockMultiplier(ushort simd_group_id, ushort simd_lane_id)
        : tm(8 * TM * (simd_group_id / WN)),
          tn(8 * TN * (simd_group_id % WN)),
          sm((simd_lane_id / 16) * 4 + (simd_lane_id / 2) % 4),
          sn(((simd_lane_id / 8) % 2) * 4 + (simd_lane_id % 2) * 2) {
        STEEL_PRAGMA_UNROLL
        for (short i = 0; i < TM * TN; i++) {
            results[i] = simdgroup_matrix<float, 8, 8>(0);
        }
    }

    METAL_FUNC void mma(const threadgroup T* As, const threadgroup T* Bs) {
        simdgroup_matrix<T, 8, 8> Asimd[TM];
        simdgroup_matrix<T, 8, 8> Bsimd[TN];
        STEEL_PRAGMA_UNROLL
        for (short kk = 0; kk < BK; kk += 8) {
            simdgroup_barrier(mem_flags::mem_none);
            STEEL_PRAGMA_UNROLL
            for (short i = 0; i < TM; i++) {
                simdgroup_load(Asimd[i], As + (tm + 8 * i) * BK + kk, BK);
            }
            STEEL_PRAGMA_UNROLL
            for (short j = 0; j < TN; j++) {
                simdgroup_load(Bsimd[j], Bs + kk * BN + tn + 8 * j, BN);
            }
            simdgroup_barrier(mem_flags::mem_none);
            STEEL_PRAGMA_UNROLL
            for (short i = 0; i < TM; i++) {
                STEEL_PRAGMA_UNROLL
                for (short j = 0; j < TN; j++) {
                    short jj = (i % 2) ? (TN - 1 - j) : j;
                    simdgroup_multiply_accumulate(results[i * TN + jj], Asimd[i], Bsimd[jj], results[i * TN + jj]);
                }
            }
        }
    }

    METAL_FUNC void store_result(device T* D, const int ldd) {
        D += (sm + tm) * ldd + (tn + sn);
        STEEL_PRAGMA_UNROLL
        for (short i = 0; i < TM; i++) {
            STEEL_PRAGMA_UNROLL
            for (short j = 0; j < TN; j++) {
                thread const auto& accum = results[i * TN + j].thread_elements();
                int offset = 8 * i * ldd + 8 * j;
                D[offset] = T(accum[0]);
                D[offset + 1] = T(accum[1]);
            }
        }
    }
};

template <typename T, int BM, int BN, int BK, int WM, int WN>
[[kernel, max_total_threads_per_threadgroup(WM * WN * 32)]] void gemm(
        const device T* A [[buffer(0)]],
        const device T* B [[buffer(1)]],
        device T* D [[buffer(2)]],
        const constant GemmParams* params [[buffer(3)]],
        uint simd_lane_id [[thread_index_in_simdgroup]],
        uint simd_group_id [[simdgroup_index_in_threadgroup]],
        uint3 tid [[threadgroup_position_in_grid]]) {
    using LoaderA = BlockLoader<T, BM, BK, BK, WM * WN * 32>;
    using LoaderB = BlockLoader<T, BK, BN, BN, WM * WN * 32>;
    threadgroup T As[BM * BK];
    threadgroup T Bs[BK * BN];
    A += tid.y * BM * params->lda;
    B += tid.x * BN;
    D += tid.y * BM * params->ldd + tid.x * BN;
    thread LoaderA loader_a(A, params->lda, As, simd_group_id, simd_lane_id);
    thread LoaderB loader_b(B, params->ldb, Bs, simd_group_id, simd_lane_id);
    thread BlockMultiplier<T, BM, BN, BK, WM, WN> mma_op(simd_group_id, simd_lane_id);
    for (int k = 0; k < params->K / BK; k++) {
        threadgroup_barrier(mem_flags::mem_threadgroup);
        loader_a.load_unsafe();
        loader_b.load_unsafe();
        threadgroup_barrier(mem_flags::mem_threadgroup);
        mma_op.mma(As, Bs);
        loader_a.next(BK);
        loader_b.next(BK * params->ldb);
    }
    mma_op.store_result(D, params->ldd);
}

#define instantiate_gemm(tname, type, bm, bn, bk, wm, wn) \
    template [[host_name("gemm_" #tname "_" #bm "x" #bn "x" #bk)]] [[kernel]] void gemm<type, bm, bn, bk, wm, wn>( \
            const device type*, const device type*, device type*, const constant GemmParams*, uint, uint, uint3);

instantiate_gemm(f32, float, 32, 32, 16, 2, 2)
instantiate_gemm(f16, half, 32, 32, 16, 2, 2)
instantiate_gemm(bf16, bfloat, 32, 32, 16, 2, 2)
