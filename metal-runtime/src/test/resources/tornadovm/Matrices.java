package ported;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.WorkerGrid2D;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.matrix.Matrix2DFloat;

/** Products of matrices and vectors, in loops and in work-groups, with tiles in local memory and sizes that are parameters. */
public class Matrices {
    private static final int TILE = 8;

    public static void multiplyLoops(Matrix2DFloat a, Matrix2DFloat b, Matrix2DFloat c, final int size) {
        for (@Parallel int i = 0; i < size; i++) {
            for (@Parallel int j = 0; j < size; j++) {
                float sum = 0.0f;
                for (int k = 0; k < size; k++) {
                    sum += a.get(i, k) * b.get(k, j);
                }
                c.set(i, j, sum);
            }
        }
    }

    public static void multiplyTiles(KernelContext context, FloatArray a, FloatArray b, FloatArray c, final int size) {
        int row = context.localIdx;
        int column = context.localIdy;
        int globalRow = TILE * context.groupIdx + row;
        int globalColumn = TILE * context.groupIdy + column;
        float[] aTile = context.allocateFloatLocalArray(TILE * TILE);
        float[] bTile = context.allocateFloatLocalArray(TILE * TILE);
        float sum = 0;
        int tiles = size / TILE;
        for (int t = 0; t < tiles; t++) {
            aTile[column * TILE + row] = a.get((TILE * t + column) * size + globalRow);
            bTile[column * TILE + row] = b.get(globalColumn * size + TILE * t + row);
            context.localBarrier();
            for (int k = 0; k < TILE; k++) {
                sum += aTile[k * TILE + row] * bTile[column * TILE + k];
            }
            context.localBarrier();
        }
        c.set(globalColumn * size + globalRow, sum);
    }

    public static void rowProducts(KernelContext context, FloatArray x, FloatArray w, FloatArray out, int n, int localSize) {
        int rowId = context.groupIdx;
        int localId = context.localIdx;
        float sum = rowSum(context, localSize, x, w, n);
        if (localId == 0) {
            out.set(rowId, sum);
        }
    }

    private static float rowSum(KernelContext context, int localSize, FloatArray x, FloatArray w, int n) {
        int localId = context.localIdx;
        float[] sums = context.allocateFloatLocalArray(localSize);
        int offset = context.groupIdx * n;
        float partial = 0.0f;
        for (int j = localId; j < n; j += localSize) {
            partial += w.get(offset + j) * x.get(j);
        }
        sums[localId] = partial;
        context.localBarrier();
        for (int stride = localSize / 2; stride > 0; stride >>= 1) {
            if (localId < stride) {
                sums[localId] += sums[localId + stride];
            }
            context.localBarrier();
        }
        return sums[0];
    }

    public static void rowProductsOfGrid(KernelContext ctx, FloatArray x, FloatArray w, FloatArray out, int n) {
        int localSize = ctx.localGroupSizeX;
        int localId = ctx.localIdx;
        float partial = 0;
        for (int j = localId; j < n; j += localSize) {
            partial += w.get(ctx.groupIdx * n + j) * x.get(j);
        }
        float[] local = ctx.allocateFloatLocalArray(localSize);
        local[localId] = partial;
        for (int stride = localSize / 2; stride > 0; stride >>= 1) {
            ctx.localBarrier();
            if (localId < stride) {
                local[localId] += local[localId + stride];
            }
        }
        if (localId == 0) {
            out.set(ctx.groupIdx, local[0]);
        }
    }

    public static void rowProductsOfLanes(KernelContext ctx, FloatArray x, FloatArray w, FloatArray out, int n) {
        float partial = 0;
        for (int j = ctx.localIdx; j < n; j += ctx.localGroupSizeX) {
            partial += w.get(ctx.groupIdx * n + j) * x.get(j);
        }
        float sum = ctx.simdSum(partial);
        if (ctx.localIdx == 0) {
            out.set(ctx.groupIdx, sum);
        }
    }

    public static float[][] run(TornadoDevice device, int size) throws Exception {
        Matrix2DFloat a = new Matrix2DFloat(size, size);
        Matrix2DFloat b = new Matrix2DFloat(size, size);
        Matrix2DFloat c = new Matrix2DFloat(size, size);
        FloatArray flatA = new FloatArray(size * size);
        FloatArray flatB = new FloatArray(size * size);
        FloatArray flatC = new FloatArray(size * size);
        FloatArray x = new FloatArray(size);
        for (int i = 0; i < size; i++) {
            x.set(i, i % 4 - 1);
            for (int j = 0; j < size; j++) {
                a.set(i, j, (i * 3 + j) % 7 - 3);
                b.set(i, j, (i + j * 5) % 5 - 2);
                // columns first, as the work-groups' kernel reads them
                flatA.set(j * size + i, a.get(i, j));
                flatB.set(j * size + i, b.get(i, j));
            }
        }
        FloatArray w = new FloatArray(size * size);
        for (int i = 0; i < size * size; i++) {
            w.set(i, a.get(i / size, i % size));
        }
        FloatArray rows = new FloatArray(size);
        FloatArray rowsOfGrid = new FloatArray(size);
        FloatArray rowsOfLanes = new FloatArray(size);
        KernelContext context = new KernelContext();
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, a, b, flatA, flatB, x, w)
                .task("loops", Matrices::multiplyLoops, a, b, c, size)
                .task("tiles", Matrices::multiplyTiles, context, flatA, flatB, flatC, size)
                .task("rows", Matrices::rowProducts, context, x, w, rows, size, 16)
                .task("grid", Matrices::rowProductsOfGrid, context, x, w, rowsOfGrid, size)
                .task("lanes", Matrices::rowProductsOfLanes, context, x, w, rowsOfLanes, size)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, c, flatC, rows, rowsOfGrid, rowsOfLanes);
        WorkerGrid tiles = new WorkerGrid2D(size, size);
        tiles.setLocalWork(TILE, TILE, 1);
        WorkerGrid row = new WorkerGrid1D(size * 16);
        row.setLocalWork(16, 1, 1);
        WorkerGrid lanes = new WorkerGrid1D(size * 32);
        lanes.setLocalWork(32, 1, 1);
        GridScheduler scheduler = new GridScheduler("s0.tiles", tiles);
        scheduler.addWorkerGrid("s0.rows", row);
        scheduler.addWorkerGrid("s0.grid", row);
        scheduler.addWorkerGrid("s0.lanes", lanes);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(taskGraph.snapshot())) {
            plan.withDevice(device).withGridScheduler(scheduler).execute();
        }
        float[] loops = new float[size * size];
        float[] expected = new float[size * size];
        float[] vector = new float[size];
        for (int i = 0; i < size * size; i++) {
            loops[i] = c.get(i % size, i / size);
            for (int k = 0; k < size; k++) {
                expected[i] += a.get(i % size, k) * b.get(k, i / size);
            }
            vector[i / size] += a.get(i / size, i % size) * x.get(i % size);
        }
        return new float[][] {expected, loops, expected, flatC.toHeapArray(), vector, rows.toHeapArray(),
            vector, rowsOfGrid.toHeapArray(), vector, rowsOfLanes.toHeapArray()};
    }
}
