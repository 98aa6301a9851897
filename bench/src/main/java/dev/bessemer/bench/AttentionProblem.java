package dev.bessemer.bench;

/**
 * An attention to compute, over inputs that a seed decides.
 *
 * @param heads of queries, keys and values, one batch
 * @param queries rows of queries a head: as many as keys, or 1 for the decoding of a text's next word
 * @param keys rows of keys and values a head
 * @param dim elements a row
 * @param type f32, f16 or bf16
 * @param causal whether a query sees only the keys up to its own place; the last query sees all
 */
public record AttentionProblem(int heads, int queries, int keys, int dim, String type, boolean causal) {
    /** The floating-point operations of its two products; half of them where half of the scores are hidden. */
    public double operations() {
        return 4.0 * heads * queries * keys * dim / (causal && queries == keys ? 2 : 1);
    }

    /** What must be read and written at least. */
    public double bytes() {
        return 2.0 * heads * (queries + keys) * dim * Types.bytes(type);
    }

    /** What an element of a right result may be off by, absolute, where the type's rounding is that of inputs, weights and result. */
    public double tolerance() {
        return switch (type) {
            case "f32" -> 1e-4;
            case "f16" -> 4e-3;
            default -> 4e-2;
        };
    }

    /** Its inputs. */
    public AttentionInput input() {
        return new AttentionInput(heads, queries, keys, dim);
    }
}
