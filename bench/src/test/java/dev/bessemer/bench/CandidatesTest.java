package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.runtime.Device;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everyone who takes part in a comparison, on small problems against double-precision references. */
class CandidatesTest {
    private static void areRight(List<Candidate> candidates) {
        assertEquals(Candidates.BESSEMER, candidates.getFirst().name());
        for (Candidate candidate : candidates) {
            if (candidate.gap().isEmpty()) {
                isRight(candidate.make().get());
            } else {
                assertThrows(IllegalStateException.class, candidate.make()::get);
            }
        }
    }

    private static void isRight(Contender contender) {
        try (contender) {
            assertTrue(contender.operations() > 0);
            contender.run();
            contender.check();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16"})
    void attention_ofEveryone_isRight(String type) {
        areRight(Candidates.attention(new AttentionProblem(2, 128, 128, 64, type, false)));
        areRight(Candidates.attention(new AttentionProblem(2, 64, 64, 64, type, true)));
        areRight(Candidates.attention(new AttentionProblem(2, 1, 1500, 128, type, false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16"})
    void gemm_ofEveryone_isRight(String type) {
        areRight(Candidates.gemm(new GemmProblem(128, type)));
        areRight(Candidates.gemm(new GemmProblem(72, type)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "softmax", "rms-norm"})
    void rows_ofEveryone_areRight(String kind) {
        areRight(Candidates.rows(new RowsProblem(kind, 37, 96)));
    }

    @Test
    void applesTasks_onTheHost_areRight() {
        areApplesRight(Device.cpu());
    }

    /** The device that a Mac has, which here is the stand-in: with messages, the GPU's times and our kernels' Metal source. */
    @Test
    void onTheMetalDevice_contenders_areRight() {
        Device metal;
        try {
            metal = Device.metal();
        } catch (IllegalArgumentException missing) {
            assumeTrue(false, missing.getMessage());
            return;
        }
        areApplesRight(metal);
        AttentionProblem small = new AttentionProblem(2, 40, 40, 32, "f16", true);
        for (AttentionKernel.Way way : AttentionKernel.Way.values()) {
            isRight(AttentionKernel.of(metal, way, small.type(), small.input(), small.causal()));
        }
        isRight(GemmKernel.of(metal, "f32", new GemmProblem(40, "f32").input()));
        isRight(RowsKernel.of(metal, new RowsProblem("softmax", 9, 40).input()));
        try (Contender timed = MpsTasks.gemm(metal, new GemmProblem(33, "f32"))) {
            timed.run();
            assertTrue(timed.gpuNanoseconds() > 0);
        }
    }

    private static void areApplesRight(Device device) {
        AttentionProblem few = new AttentionProblem(2, 8, 70, 32, "f16", false);
        assertEquals("", MpsAttention.missing(few));
        isRight(MpsAttention.of(device, few));
        isRight(MpsAttention.of(device, new AttentionProblem(3, 40, 40, 32, "f32", false)));
        for (String type : List.of("f32", "f16", "bf16")) {
            AttentionProblem causal = new AttentionProblem(2, 40, 40, 32, type, true);
            isRight(MpsTasks.attention(device, causal, true));
            isRight(MpsTasks.attention(device, new AttentionProblem(1, 1, 70, 32, type, false), false));
        }
        isRight(MpsTasks.gemm(device, new GemmProblem(33, "f32")));
    }

    @Test
    void check_resultNeverComputed_fails() {
        for (Candidate candidate : Candidates.rows(new RowsProblem("softmax", 8, 32))) {
            if (candidate.gap().isEmpty()) {
                try (Contender contender = candidate.make().get()) {
                    assertThrows(IllegalStateException.class, contender::check);
                }
            }
        }
    }

    @Test
    void limit_isRight() {
        isRight(new PeakLimit());
    }

    @Test
    void cases_everySubject_areThere() {
        for (String subject : Case.SUBJECTS) {
            List<Case> quick = Case.of(List.of(subject), false);
            assertTrue(quick.stream().anyMatch(one -> one.subject().equals(subject)), subject);
            assertTrue(Case.of(List.of(subject), true).size() >= quick.size());
        }
        double seconds = Case.of(Case.SUBJECTS, false).stream()
                .mapToDouble(Case::seconds)
                .sum();
        assertTrue(seconds <= 300, "the quick selection takes " + seconds + " s");
        assertThrows(IllegalArgumentException.class, () -> Case.of(List.of("nothing"), false));
    }

    @Test
    void wrongResult_isAnError() {
        RoundBenchmark benchmark = new RoundBenchmark() {
            @Override
            List<Candidate> candidates() {
                return List.of(Candidate.of("liar", Liar::new));
            }

            @Override
            double work() {
                return 1;
            }
        };
        IllegalStateException error = assertThrows(IllegalStateException.class, benchmark::check);
        assertEquals("liar computes a wrong result: off", error.getMessage());
    }

    /** One whose result is wrong. */
    private static final class Liar implements Contender {
        @Override
        public void run() {}

        @Override
        public void check() {
            throw new IllegalStateException("off");
        }

        @Override
        public double operations() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
