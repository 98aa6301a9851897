package dev.bessemer.bench;

/**
 * A product of matrices written by hand with the Vector API: what compiled kernels on the CPU device are measured against. It shares no
 * code with them. Both matrices are first cut into tiles of 64 x 64, each of which then lies in one piece; extents are multiples of 64.
 */
final class HandWrittenMatMul implements Contender {
    private static final int EXTENT = HandWrittenProduct.EXTENT;
    private static final int TILE = EXTENT * EXTENT;

    private final MatMulInput input;
    private final float[] leftTiles;
    private final float[] rightTiles;
    private final float[] c;
    private final Team team = Team.ofAllProcessors();

    HandWrittenMatMul(MatMulInput input) {
        this.input = input;
        leftTiles = new float[input.a.length];
        rightTiles = new float[input.b.length];
        c = new float[input.m * input.n];
    }

    @Override
    public void run() {
        cut(input.a, leftTiles, input.depth);
        cut(input.b, rightTiles, input.n);
        int columns = input.n / EXTENT;
        team.run(input.m / EXTENT * columns, tile -> multiply(tile / columns, tile % columns));
    }

    /** Puts tile (i, j) of a matrix with rows of this length at tile {@code i * length / 64 + j}. */
    private void cut(float[] matrix, float[] tiles, int length) {
        int columns = length / EXTENT;
        team.run(matrix.length / TILE, tile -> {
            int from = tile / columns * EXTENT * length + tile % columns * EXTENT;
            for (int row = 0; row < EXTENT; row++) {
                System.arraycopy(matrix, from + row * length, tiles, tile * TILE + row * EXTENT, EXTENT);
            }
        });
    }

    private void multiply(int row, int column) {
        float[] sum = new float[TILE];
        int steps = input.depth / EXTENT;
        for (int k = 0; k < steps; k++) {
            int left = (row * steps + k) * TILE;
            int right = (k * (input.n / EXTENT) + column) * TILE;
            for (int i = 0; i < TILE; i += HandWrittenProduct.ROWS * EXTENT) {
                HandWrittenProduct.multiply(sum, i, leftTiles, left + i, rightTiles, right);
            }
        }
        for (int i = 0; i < EXTENT; i++) {
            System.arraycopy(sum, i * EXTENT, c, (row * EXTENT + i) * input.n + column * EXTENT, EXTENT);
        }
    }

    @Override
    public void check() {
        input.check(c, (product, bias) -> product);
    }

    @Override
    public double operations() {
        return input.operations();
    }

    @Override
    public void close() {
        team.close();
    }
}
