package ported;

import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.HalfFloat;
import uk.ac.manchester.tornado.api.types.arrays.HalfFloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Pictures in Java arrays: Mandelbrot's set, a channel that is blurred, one made grey; and halves. */
public class Images {
    private static void mandelbrot(int size, short[] output) {
        final int iterations = 200;
        float space = 2.0f / size;
        for (@Parallel int i = 0; i < size; i++) {
            for (@Parallel int j = 0; j < size; j++) {
                float Zr = 0.0f;
                float Zi = 0.0f;
                float Cr = (1 * j * space - 1.5f);
                float Ci = (1 * i * space - 1.0f);
                float ZrN = 0;
                float ZiN = 0;
                int y = 0;
                for (int ii = 0; ii < iterations; ii++) {
                    if (ZiN + ZrN <= 4.0f) {
                        Zi = 2.0f * Zr * Zi + Ci;
                        Zr = 1 * ZrN - ZiN + Cr;
                        ZiN = Zi * Zi;
                        ZrN = Zr * Zr;
                        y++;
                    } else {
                        ii = iterations;
                    }
                }
                short r = (short) ((y * 255) / iterations);
                output[i * size + j] = r;
            }
        }
    }

    private static void channelConvolution(IntArray channel, IntArray channelBlurred, final int numRows, final int numCols, float[] filter, final int filterWidth) {
        for (@Parallel int r = 0; r < numRows; r++) {
            for (@Parallel int c = 0; c < numCols; c++) {
                float result = 0.0f;
                for (int filterRow = -filterWidth / 2; filterRow <= filterWidth / 2; filterRow++) {
                    for (int filterCol = -filterWidth / 2; filterCol <= filterWidth / 2; filterCol++) {
                        int imageRow = TornadoMath.min(TornadoMath.max(r + filterRow, 0), (numRows - 1));
                        int imageCol = TornadoMath.min(TornadoMath.max(c + filterCol, 0), (numCols - 1));
                        float imageValue = channel.get(imageRow * numCols + imageCol);
                        float filterValue = filter[(filterRow + filterWidth / 2) * filterWidth + filterCol + filterWidth / 2];
                        result += imageValue * filterValue;
                    }
                }
                channelBlurred.set(r * numCols + c, result > 255 ? 255 : (int) result);
            }
        }
    }

    private static void grey(int[] image, final int w, final int s) {
        for (@Parallel int i = 0; i < w; i++) {
            for (@Parallel int j = 0; j < s; j++) {
                int rgb = image[i * s + j];
                int alpha = (rgb >> 24) & 0xff;
                int red = (rgb >> 16) & 0xFF;
                int green = (rgb >> 8) & 0xFF;
                int blue = (rgb & 0xFF);
                int greyLevel = (red + green + blue) / 3;
                image[i * s + j] = (alpha << 24) | (greyLevel << 16) | (greyLevel << 8) | greyLevel;
            }
        }
    }

    private static void halves(HalfFloatArray a, HalfFloatArray b, HalfFloatArray c) {
        for (@Parallel int i = 0; i < c.getSize(); i++) {
            HalfFloat product = HalfFloat.mult(a.get(i), b.get(i));
            c.set(i, HalfFloat.add(product, HalfFloat.sub(a.get(i), b.get(i))));
        }
    }

    public static int[][] run(TornadoDevice device) throws Exception {
        short[] set = new short[20 * 20];
        IntArray channel = new IntArray(9 * 11);
        IntArray blurred = new IntArray(9 * 11);
        int[] picture = new int[7 * 5];
        for (int i = 0; i < 99; i++) {
            channel.set(i, i * 53 % 256);
            picture[i % 35] = i * 0x01234567;
        }
        float[] filter = new float[25];
        for (int i = 0; i < 25; i++) {
            filter[i] = 1f / 25;
        }
        HalfFloatArray a = new HalfFloatArray(16);
        HalfFloatArray b = new HalfFloatArray(16);
        HalfFloatArray c = new HalfFloatArray(16);
        for (int i = 0; i < 16; i++) {
            a.set(i, new HalfFloat(i / 3f));
            b.set(i, new HalfFloat(1.7f - i));
        }
        int[] original = picture.clone();
        TaskGraph taskGraph = new TaskGraph("s0")
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, channel, filter, picture, a, b)
                .task("set", Images::mandelbrot, 20, set)
                .task("blur", Images::channelConvolution, channel, blurred, 9, 11, filter, 5)
                .task("grey", Images::grey, picture, 7, 5)
                .task("halves", Images::halves, a, b, c)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, set, blurred, picture, c);
        try (TornadoExecutionPlan plan = new TornadoExecutionPlan(taskGraph.snapshot())) {
            plan.withDevice(device).execute();
        }
        short[] plainSet = new short[20 * 20];
        mandelbrot(20, plainSet);
        IntArray plainBlurred = new IntArray(9 * 11);
        channelConvolution(channel, plainBlurred, 9, 11, filter, 5);
        grey(original, 7, 5);
        HalfFloatArray plainHalves = new HalfFloatArray(16);
        halves(a, b, plainHalves);
        return new int[][] {ints(plainSet), ints(set), plainBlurred.toHeapArray(), blurred.toHeapArray(),
            original, picture, bits(plainHalves), bits(c)};
    }

    private static int[] ints(short[] numbers) {
        int[] ints = new int[numbers.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = numbers[i];
        }
        return ints;
    }

    private static int[] bits(HalfFloatArray halves) {
        int[] bits = new int[halves.getSize()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(halves.get(i).getFloat32());
        }
        return bits;
    }
}
