// Which lane of a scope holds which element of a cooperative tensor. A tile is cut into blocks; block b is held by SIMD-group b modulo their number.
//
// __METAL_COOPERATIVE_LAYOUT__ chooses between two that differ in everything a kernel might wrongly assume:
//   0  blocks of 16 x 16, 8 elements a lane: four neighbours in each of two rows (what the newest of Apple's GPUs do)
//   1  blocks of 8 x 4, one element a lane, one block below the other
#pragma once
#include <metal_extents>
#include <metal_simdgroup_matrix>

#if !defined(__METAL_COOPERATIVE_LAYOUT__)
#define __METAL_COOPERATIVE_LAYOUT__ 0
#endif

namespace metal {

/** Who executes an operation together. */
template <int N>
struct execution_threads {
    static_assert(N == 1, "only one thread");
    static constexpr int __threads = 1;
    static constexpr int __simdgroups = 0;
};
template <int N>
struct execution_simdgroups {
    static constexpr int __threads = 32 * N;
    static constexpr int __simdgroups = N;
};
using execution_thread = execution_threads<1>;
using execution_simdgroup = execution_simdgroups<1>;

/** Two rows of four in a block of 16 x 16, or the upper one alone where a tile's rows are no multiple of 16. */
template <int Rows>
struct __blocks_of_16 {
    static constexpr int rows_a_lane = Rows % 16 != 0 && Rows % 8 == 0 ? 1 : 2, columns_a_lane = 4;
    static constexpr int rows = 8 * rows_a_lane, columns = 16;
    static constexpr bool downwards = false;
    static constexpr int row(int lane, int r) { return (lane >> 2 & 4) + (lane >> 1 & 3) + 8 * r; }
    static constexpr int column(int lane, int c) { return (lane >> 2 & 2) * 4 + (lane & 1) * 4 + c; }
};
struct __blocks_of_8x4 {
    static constexpr int rows_a_lane = 1, columns_a_lane = 1;
    static constexpr int rows = 8, columns = 4;
    static constexpr bool downwards = true;
    static constexpr int row(int lane, int) { return lane % 8; }
    static constexpr int column(int lane, int) { return lane / 8; }
};
template <int Rows>
using __chosen_blocks = conditional_t<__METAL_COOPERATIVE_LAYOUT__ == 0, __blocks_of_16<Rows>, __blocks_of_8x4>;

struct __place {
    int column, row;
    bool valid;
};

/** The layout of a tile of Columns x Rows among the threads of a scope. `thread` counts the scope's threads. */
template <int Columns, int Rows, class Scope>
struct __tile_layout {
    typedef __chosen_blocks<Rows> Blocks;
    typedef Scope scope;
    static constexpr int columns = Columns, rows = Rows, rank = 2;
    static constexpr int across = (Columns + Blocks::columns - 1) / Blocks::columns, down = (Rows + Blocks::rows - 1) / Blocks::rows;
    static constexpr int a_block = Blocks::rows_a_lane * Blocks::columns_a_lane;
    static constexpr int capacity = (across * down + Scope::__simdgroups - 1) / Scope::__simdgroups * a_block;

    static constexpr __place place(int thread_index, int i) {
        int lane = thread_index % 32, block = i / a_block * Scope::__simdgroups + thread_index / 32, e = i % a_block;
        int block_row = Blocks::downwards ? block % down : block / across;
        int block_column = Blocks::downwards ? block / down : block % across;
        int row = block_row * Blocks::rows + Blocks::row(lane, e / Blocks::columns_a_lane);
        int column = block_column * Blocks::columns + Blocks::column(lane, e % Blocks::columns_a_lane);
        return {column, row, row < Rows && column < Columns};
    }
    static constexpr int index(__place p, int d) { return d == 0 ? p.column : p.row; }
};
/** One thread holds all, row by row. */
template <int Columns, int Rows>
struct __tile_layout<Columns, Rows, execution_thread> {
    typedef execution_thread scope;
    static constexpr int columns = Columns, rows = Rows, rank = 2;
    static constexpr int capacity = Columns * Rows;
    static constexpr __place place(int, int i) { return {i % Columns, i / Columns, true}; }
    static constexpr int index(__place p, int d) { return d == 0 ? p.column : p.row; }
};

/** One number for each row of a tile: every lane has those of the rows that it holds elements of. */
template <class Tile>
struct __rows_layout {
    typedef typename Tile::Blocks Blocks;
    typedef typename Tile::scope scope;
    static_assert(scope::__simdgroups == 1, "reductions are of one SIMD-group");
    static constexpr int columns = Tile::rows, rows = 1, rank = 1;
    static constexpr int capacity = Tile::down * Blocks::rows_a_lane;
    static constexpr __place place(int lane, int i) {
        int row = i / Blocks::rows_a_lane * Blocks::rows + Blocks::row(lane, i % Blocks::rows_a_lane);
        return {row, 0, row < Tile::rows};
    }
    static constexpr int index(__place p, int) { return p.column; }
    /** Of an element's place in the tile, the index here. */
    static constexpr int of(__place tile) { return tile.row; }
};
template <class Tile>
struct __columns_layout {
    typedef typename Tile::Blocks Blocks;
    typedef typename Tile::scope scope;
    static_assert(scope::__simdgroups == 1, "reductions are of one SIMD-group");
    static constexpr int columns = Tile::columns, rows = 1, rank = 1;
    static constexpr int capacity = Tile::across * Blocks::columns_a_lane;
    static constexpr __place place(int lane, int i) {
        int column = i / Blocks::columns_a_lane * Blocks::columns + Blocks::column(lane, i % Blocks::columns_a_lane);
        return {column, 0, column < Tile::columns};
    }
    static constexpr int index(__place p, int) { return p.column; }
    static constexpr int of(__place tile) { return tile.column; }
};

}  // namespace metal
