package dev.bessemer.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bessemer.runtime.DataTransferMode;
import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.ExecutionPlan;
import dev.bessemer.runtime.LibraryOperation;
import dev.bessemer.runtime.TaskGraph;
import dev.bessemer.types.MatrixArray;
import java.util.Random;
import org.junit.jupiter.api.function.Executable;

/** Executes operations of the library, and measures how far their results are from what was expected. */
final class OperationRun {
    private OperationRun() {}

    /** Executes a graph of one operation. */
    static void execute(Device device, LibraryOperation operation) {
        TaskGraph graph = new TaskGraph("s0").libraryTask("operation", operation);
        for (LibraryOperation.Operand operand : operation.operands()) {
            switch (operand.access()) {
                case READ_ONLY -> graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, operand.array());
                case WRITE_ONLY -> graph.transferToHost(DataTransferMode.EVERY_EXECUTION, operand.array());
                case READ_WRITE ->
                    graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, operand.array())
                            .transferToHost(DataTransferMode.EVERY_EXECUTION, operand.array());
            }
        }
        try (ExecutionPlan plan = new ExecutionPlan(graph.snapshot()).withDevice(device)) {
            plan.execute();
        }
    }

    /** Random numbers around zero. */
    static void fill(MatrixArray<?> array, Random random) {
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, random.nextFloat() * 2 - 1);
        }
    }

    static void fillWith(MatrixArray<?> array, float value) {
        for (int i = 0; i < array.getSize(); i++) {
            array.setFloat(i, value);
        }
    }

    /** The largest error, as a part of the number where that is above 1; infinite for NaN. */
    static double error(double[] expected, MatrixArray<?> actual) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(actual.getFloat(i) - expected[i]) / Math.max(1, Math.abs(expected[i]));
            largest = Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
        }
        return largest;
    }

    static void assertRefused(String message, Executable action) {
        assertEquals(message, assertThrows(RuntimeException.class, action).getMessage());
    }
}
