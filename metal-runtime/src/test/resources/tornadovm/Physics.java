package ported;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** Bodies that attract each other, with private arrays and with tiles, a Fourier transform and a stencil. */
public class Physics {
    private static final float DELTA = 0.005f;
    private static final float SOFTENING = 500.0f;
    private static final int GROUP = 32;

    private static void nBody(int numBodies, FloatArray refPos, FloatArray refVel, FloatArray outPos) {
        for (@Parallel int i = 0; i < numBodies; i++) {
            int body = 4 * i;
            float[] acc = new float[] {0.0f, 0.0f, 0.0f};
            for (int j = 0; j < numBodies; j++) {
                float[] r = new float[3];
                int index = 4 * j;
                float distSqr = 0.0f;
                for (int k = 0; k < 3; k++) {
                    r[k] = refPos.get(index + k) - refPos.get(body + k);
                    distSqr += r[k] * r[k];
                }
                float invDist = 1.0f / (float) Math.sqrt(distSqr + SOFTENING);
                float invDistCube = invDist * invDist * invDist;
                float s = refPos.get(index + 3) * invDistCube;
                for (int k = 0; k < 3; k++) {
                    acc[k] += s * r[k];
                }
            }
            for (int k = 0; k < 3; k++) {
                outPos.set(body + k, refPos.get(body + k) + refVel.get(body + k) * DELTA + 0.5f * acc[k] * DELTA * DELTA);
                refVel.set(body + k, refVel.get(body + k) + acc[k] * DELTA);
            }
        }
    }

    private static void nBodyTiled(KernelContext context, int numBodies, FloatArray pos, FloatArray vel, FloatArray outPos) {
        int local = context.localIdx;
        int body = 4 * context.globalIdx;
        float[] tile = context.allocateFloatLocalArray(GROUP * 4);
        float accX = 0.0f;
        float accY = 0.0f;
        float accZ = 0.0f;
        for (int start = 0; start < numBodies; start += GROUP) {
            for (int k = 0; k < 4; k++) {
                tile[4 * local + k] = pos.get(4 * (start + local) + k);
            }
            context.localBarrier();
            for (int j = 0; j < GROUP; j++) {
                float rx = tile[4 * j] - pos.get(body);
                float ry = tile[4 * j + 1] - pos.get(body + 1);
                float rz = tile[4 * j + 2] - pos.get(body + 2);
                float invDist = 1.0f / (float) Math.sqrt(rx * rx + ry * ry + rz * rz + SOFTENING);
                float s = tile[4 * j + 3] * invDist * invDist * invDist;
                accX += s * rx;
                accY += s * ry;
                accZ += s * rz;
            }
            context.localBarrier();
        }
        move(pos, vel, outPos, body, accX);
        move(pos, vel, outPos, body + 1, accY);
        move(pos, vel, outPos, body + 2, accZ);
    }

    private static void move(FloatArray pos, FloatArray vel, FloatArray outPos, int at, float acceleration) {
        outPos.set(at, pos.get(at) + vel.get(at) * DELTA + 0.5f * acceleration * DELTA * DELTA);
    }

    private static void dft(FloatArray inReal, FloatArray inImag, FloatArray outReal, FloatArray outImag) {
        int n = inReal.getSize();
        for (@Parallel int k = 0; k < n; k++) { // For each output element
            float sumReal = 0;
            float sumImag = 0;
            for (int t = 0; t < n; t++) { // For each input element
                float angle = ((2 * TornadoMath.floatPI() * t * k) / n);
                sumReal += inReal.get(t) * TornadoMath.cos(angle) + inImag.get(t) * TornadoMath.sin(angle);
                sumImag += -inReal.get(t) * TornadoMath.sin(angle) + inImag.get(t) * TornadoMath.cos(angle);
            }
            outReal.set(k, sumReal);
            outImag.set(k, sumImag);
        }
    }

    private static void heat(FloatArray in, FloatArray out, int nx, int ny, int nz) {
        for (@Parallel int z = 1; z < nz - 1; z++) {
            for (@Parallel int y = 1; y < ny - 1; y++) {
                for (@Parallel int x = 1; x < nx - 1; x++) {
                    int i = (z * ny + y) * nx + x;
                    float around = in.get(i - 1) + in.get(i + 1) + in.get(i - nx) + in.get(i + nx)
                            + in.get(i - nx * ny) + in.get(i + nx * ny);
                    out.set(i, in.get(i) + 0.1f * (around - 6 * in.get(i)));
                }
            }
        }
    }

    public static float[][] run(TornadoDevice device) throws Exception {
        int bodies = 64;
        FloatArray pos = new FloatArray(bodies * 4);
        FloatArray vel = new FloatArray(bodies * 4);
        FloatArray velTiled = new FloatArray(bodies * 4);
        for (int i = 0; i < bodies * 4; i++) {
            pos.set(i, i * 37 % 101);
            vel.set(i, i % 5 - 2);
            velTiled.set(i, i % 5 - 2);
        }
        FloatArray out = new FloatArray(bodies * 4);
        FloatArray outTiled = new FloatArray(bodies * 4);
        FloatArray expected = new FloatArray(bodies * 4);
        FloatArray real = new FloatArray(48);
        FloatArray imag = new FloatArray(48);
        real.init(1.0f);
        FloatArray outReal = new FloatArray(48);
        FloatArray outImag = new FloatArray(48);
        FloatArray warm = new FloatArray(6 * 7 * 8);
        for (int i = 0; i < warm.getSize(); i++) {
            warm.set(i, i * 13 % 17);
        }
        FloatArray cool = new FloatArray(6 * 7 * 8);
        FloatArray coolExpected = new FloatArray(6 * 7 * 8);
        heat(warm, coolExpected, 8, 7, 6);
        WorkerGrid1D worker = new WorkerGrid1D(bodies);
        worker.setLocalWork(GROUP, 1, 1);
        GridScheduler grid = new GridScheduler("s0.tiled", worker);
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, pos, vel, velTiled, real, imag, warm)
                .task("plain", Physics::nBody, bodies, pos, vel, out)
                .task("tiled", Physics::nBodyTiled, new KernelContext(), bodies, pos, velTiled, outTiled)
                .task("dft", Physics::dft, real, imag, outReal, outImag)
                .task("heat", Physics::heat, warm, cool, 8, 7, 6)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, out, outTiled, vel, outReal, outImag, cool);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(taskGraph.snapshot())) {
            plan.withDevice(device).withGridScheduler(grid).execute();
        }
        nBody(bodies, pos, velTiled, expected);
        for (int i = 3; i < bodies * 4; i += 4) {
            expected.set(i, 0);
        }
        float[] spectrum = new float[48];
        spectrum[0] = 48;
        return new float[][] {
            expected.toHeapArray(), out.toHeapArray(), expected.toHeapArray(), outTiled.toHeapArray(),
            velTiled.toHeapArray(), vel.toHeapArray(), spectrum, outReal.toHeapArray(),
            coolExpected.toHeapArray(), cool.toHeapArray()
        };
    }
}
