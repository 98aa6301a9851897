package dev.bessemer.bench;

/** The element types of the subjects, by name. */
final class Types {
    private Types() {}

    /** Bytes an element. */
    static int bytes(String type) {
        return switch (type) {
            case "f32" -> 4;
            case "f16", "bf16" -> 2;
            default -> throw new IllegalArgumentException("the type is " + type + " but must be f32, f16 or bf16");
        };
    }
}
