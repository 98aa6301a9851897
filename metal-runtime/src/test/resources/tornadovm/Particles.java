package ported;

import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat4;
import uk.ac.manchester.tornado.api.types.matrix.Matrix2DFloat;
import uk.ac.manchester.tornado.api.types.vectors.Float4;

/** Vectors and a matrix as parameters: positions move by velocities, and the matrix marks some. */
public class Particles {
    public static void move(VectorFloat4 positions, VectorFloat4 velocities, float time) {
        for (@Parallel int i = 0; i < positions.getLength(); i++) {
            Float4 way = Float4.mult(velocities.get(i), time);
            positions.set(i, Float4.add(positions.get(i), way));
        }
    }

    public static void mark(VectorFloat4 positions, Matrix2DFloat marks) {
        for (@Parallel int row = 0; row < marks.getNumRows(); row++) {
            for (@Parallel int column = 0; column < marks.getNumColumns(); column++) {
                int i = row * marks.getNumColumns() + column;
                Float4 position = positions.get(i);
                positions.set(i, new Float4(position.getX(), position.getY(), position.getZ(), marks.get(row, column)));
            }
        }
    }

    public static float[] run(int count) throws Exception {
        VectorFloat4 positions = new VectorFloat4(count);
        VectorFloat4 velocities = new VectorFloat4(count);
        Matrix2DFloat marks = new Matrix2DFloat(count / 5, 5);
        for (int i = 0; i < count; i++) {
            positions.set(i, new Float4(i, 2 * i, 3 * i, 0));
            velocities.set(i, new Float4(1, 2, 3, 0));
            marks.set(i / 5, i % 5, i % 5);
        }
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, positions, velocities, marks)
                .task("move", Particles::move, positions, velocities, 0.5f)
                .task("mark", Particles::mark, positions, marks)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, positions);
        ImmutableTaskGraph immutableTaskGraph = taskGraph.snapshot();
        try (TornadoExecutionPlan executionPlan = new TornadoExecutionPlan(immutableTaskGraph)) {
            executionPlan.execute();
        }
        float[] all = new float[4 * count];
        for (int i = 0; i < count; i++) {
            Float4 position = positions.get(i);
            all[4 * i] = position.getX();
            all[4 * i + 1] = position.getY();
            all[4 * i + 2] = position.getZ();
            all[4 * i + 3] = position.getW();
        }
        return all;
    }
}
