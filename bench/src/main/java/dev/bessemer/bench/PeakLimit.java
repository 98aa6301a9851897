package dev.bessemer.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** As many multiply-adds of floats a second as all processors do together: what no kernel on them exceeds. */
final class PeakLimit implements Contender {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int STEPS = 1 << 20;
    private static final int CHAINS = 10;

    private final Team team = Team.ofAllProcessors();
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final float[] sums = new float[threads];

    @Override
    public void run() {
        team.run(threads, thread -> sums[thread] = chains(0.5f, 0.5f));
    }

    private static float chains(float factor, float addend) {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        FloatVector a = FloatVector.broadcast(SPECIES, addend);
        FloatVector s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a;
        for (int i = 0; i < STEPS; i++) {
            s0 = s0.fma(f, a);
            s1 = s1.fma(f, a);
            s2 = s2.fma(f, a);
            s3 = s3.fma(f, a);
            s4 = s4.fma(f, a);
            s5 = s5.fma(f, a);
            s6 = s6.fma(f, a);
            s7 = s7.fma(f, a);
            s8 = s8.fma(f, a);
            s9 = s9.fma(f, a);
        }
        return s0.add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .add(s8)
                .add(s9)
                .lane(0);
    }

    @Override
    public void check() {
        for (float sum : sums) {
            if (Math.abs(sum - CHAINS) > 1e-3) {
                throw new IllegalStateException("a sum of fixed points is " + sum + " but should be " + CHAINS);
            }
        }
    }

    @Override
    public double operations() {
        return 2.0 * threads * STEPS * CHAINS * SPECIES.length();
    }

    @Override
    public void close() {
        team.close();
    }
}
