package dev.bessemer.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One benchmark with one choice of its parameters.
 *
 * @param subject as the command line names it
 * @param benchmark the class
 * @param method of it
 * @param parameters in the order that names the case
 * @param unit of the result
 * @param seconds that it takes, roughly
 */
record Case(
        String subject,
        Class<?> benchmark,
        String method,
        Map<String, String> parameters,
        String unit,
        double operations,
        double bytes,
        List<Candidate> candidates,
        double seconds) {
    /** The subjects, in the order in which they run. */
    static final List<String> SUBJECTS = List.of("attention", "gemm", "bandwidth", "compile", "launch");

    private static final List<String> TYPES = List.of("f32", "f16", "bf16");
    private static final int HEADS = 8;
    private static final List<String> LAUNCHES = List.of("execute", "executeTen");

    /** All cases of some subjects. */
    static List<Case> of(List<String> subjects, boolean full) {
        List<Case> all = new ArrayList<>(List.of(limit("arithmetic", "GFLOP/s"), limit("memory", "GB/s")));
        for (String subject : subjects) {
            all.addAll(
                    switch (subject) {
                        case "attention" -> full ? everyAttention() : someAttention();
                        case "gemm" -> full ? everyGemm() : someGemm();
                        case "bandwidth" -> bandwidth();
                        case "compile" -> compile();
                        case "launch" -> launch();
                        default ->
                            throw new IllegalArgumentException(
                                    "there is no subject " + subject + "; there are " + SUBJECTS);
                    });
        }
        return all;
    }

    private static Case limit(String limit, String unit) {
        Map<String, String> parameters = Map.of("limit", limit);
        return new Case("limits", LimitsSubject.class, "rounds", parameters, unit, 0, 0, List.of(), 6);
    }

    private static List<Case> someAttention() {
        return List.of(
                attention(new AttentionProblem(HEADS, 256, 256, 64, "f32", false)),
                attention(new AttentionProblem(HEADS, 1024, 1024, 64, "f32", false)),
                attention(new AttentionProblem(HEADS, 4096, 4096, 64, "f32", false)),
                attention(new AttentionProblem(HEADS, 1024, 1024, 64, "f32", true)),
                attention(new AttentionProblem(HEADS, 1024, 1024, 128, "f32", false)),
                attention(new AttentionProblem(HEADS, 1024, 1024, 64, "f16", false)),
                attention(new AttentionProblem(HEADS, 1024, 1024, 64, "bf16", false)),
                attention(new AttentionProblem(HEADS, 1, 4096, 64, "f32", false)));
    }

    private static List<Case> everyAttention() {
        List<Case> all = new ArrayList<>();
        for (String type : TYPES) {
            for (int dim : List.of(64, 128)) {
                for (int length = 256; length <= 16384; length *= 2) {
                    all.add(attention(new AttentionProblem(HEADS, length, length, dim, type, false)));
                    all.add(attention(new AttentionProblem(HEADS, length, length, dim, type, true)));
                    all.add(attention(new AttentionProblem(HEADS, 1, length, dim, type, false)));
                }
            }
        }
        return all;
    }

    private static Case attention(AttentionProblem p) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("type", p.type());
        parameters.put("length", Integer.toString(p.keys()));
        parameters.put("dim", Integer.toString(p.dim()));
        parameters.put("heads", Integer.toString(p.heads()));
        parameters.put("causal", Boolean.toString(p.causal()));
        parameters.put("decode", Boolean.toString(p.queries() != p.keys()));
        double seconds = 11 + p.operations() * 1e-9;
        return new Case(
                "attention",
                AttentionSubject.class,
                "rounds",
                parameters,
                "GFLOP/s",
                p.operations(),
                p.bytes(),
                Candidates.attention(p),
                seconds);
    }

    private static List<Case> someGemm() {
        return List.of(gemm(512, "f32"), gemm(1024, "f32"), gemm(2048, "f32"), gemm(1024, "f16"), gemm(1024, "bf16"));
    }

    private static List<Case> everyGemm() {
        List<Case> all = new ArrayList<>();
        for (String type : TYPES) {
            for (int extent = 512; extent <= 4096; extent *= 2) {
                all.add(gemm(extent, type));
            }
        }
        return all;
    }

    private static Case gemm(int extent, String type) {
        GemmProblem p = new GemmProblem(extent, type);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("type", type);
        parameters.put("extent", Integer.toString(extent));
        double seconds = 9 + p.operations() * 1e-9;
        return new Case(
                "gemm",
                GemmSubject.class,
                "rounds",
                parameters,
                "GFLOP/s",
                p.operations(),
                p.bytes(),
                Candidates.gemm(p),
                seconds);
    }

    private static List<Case> bandwidth() {
        return List.of("add", "softmax", "rms-norm").stream()
                .map(kind -> bandwidth(new RowsProblem(kind, 4096, 4096)))
                .toList();
    }

    private static Case bandwidth(RowsProblem p) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("kind", p.kind());
        parameters.put("rows", Integer.toString(p.rows()));
        parameters.put("columns", Integer.toString(p.columns()));
        return new Case(
                "bandwidth",
                BandwidthSubject.class,
                "rounds",
                parameters,
                "GB/s",
                p.operations(),
                p.bytes(),
                Candidates.rows(p),
                9);
    }

    private static List<Case> compile() {
        return List.of(
                own("compile", CompileBenchmark.class, "compile", Map.of("cached", "false"), "ms", List.of()),
                own("compile", CompileBenchmark.class, "compile", Map.of("cached", "true"), "ms", List.of()),
                own("compile", CompileBenchmark.class, "compileAgain", Map.of("cached", "false"), "ms", List.of()),
                own("compile", CompileBenchmark.class, "firstExecute", Map.of("cached", "false"), "ms", List.of()));
    }

    /** On the CPU device, and on the Metal device where there is one; and the messages, which a stand-in for Metal can receive. */
    private static List<Case> launch() {
        List<Case> all = new ArrayList<>();
        List<Map<String, String>> devices =
                Candidates.metal().isPresent() ? List.of(Map.of(), Map.of("device", "metal")) : List.of(Map.of());
        List<Candidate> gaps = MessageCount.missing()
                .map(why -> List.of(Candidate.missing("count of messages", why)))
                .orElse(List.of());
        for (Map<String, String> device : devices) {
            for (String method : LAUNCHES) {
                all.add(own("launch", LaunchBenchmark.class, method, device, "us", gaps));
            }
        }
        if (gaps.isEmpty()) {
            LAUNCHES.forEach(method -> all.add(own(
                    "launch",
                    MessageCount.class,
                    method,
                    Map.of("to", MessageCount.receiver()),
                    MessageCount.MESSAGES,
                    gaps)));
        }
        return all;
    }

    /** One where Bessemer alone is measured. */
    private static Case own(
            String subject,
            Class<?> benchmark,
            String method,
            Map<String, String> parameters,
            String unit,
            List<Candidate> gaps) {
        double seconds = unit.equals(MessageCount.MESSAGES) ? 3 : 8;
        return new Case(subject, benchmark, method, parameters, unit, 0, 0, gaps, seconds);
    }

    /** Whether contenders take turns in it. */
    boolean isRound() {
        return RoundBenchmark.class.isAssignableFrom(benchmark);
    }

    /** The parameters that the results carry: those of the benchmark, and what was done where that is not all the same. */
    Map<String, String> described() {
        Map<String, String> all = new LinkedHashMap<>();
        if (!isRound()) {
            all.put("what", method);
        }
        all.putAll(parameters);
        return all;
    }

    /** For a person. */
    String title() {
        StringBuilder title = new StringBuilder(subject);
        described().forEach((name, value) -> {
            switch (value) {
                case "true" -> title.append(' ').append(name);
                case "false" -> {}
                default -> title.append(' ').append(value);
            }
        });
        return title.toString();
    }
}
