package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.ArrayType;
import dev.bessemer.jit.ir.MemoryOp;
import dev.bessemer.jit.ir.ScalarType;

/** Arrays of constants: variables of the program, in constant space, as Metal wants them. */
record MslTable(MslScope scope) {
    private static final int LONGEST_LINE = 120;

    void declare(MemoryOp.Table op) {
        String name = name(op.result().name());
        scope.arrays.add(op.result(), name);
        ArrayType type = op.result().array();
        ScalarType element = (ScalarType) type.element();
        StringBuilder text = new StringBuilder();
        text.append("constant ").append(MslTypes.spell(element)).append(' ').append(name);
        text.append('[').append(Math.max(1, type.length())).append("] = {\n   ");
        int column = 3;
        for (Object value : op.elements()) {
            String literal = " " + MslTypes.literal(element, value).text() + ",";
            if (column + literal.length() > LONGEST_LINE) {
                text.append("\n   ");
                column = 3;
            }
            text.append(literal);
            column += literal.length();
        }
        scope.table(text.append("\n};\n\n").toString());
    }

    /** A name of the whole program, which the function has one of too. */
    private String name(String source) {
        String hint = source.isEmpty() ? "table" : source;
        String name = scope.names.fresh(hint);
        return name.equals(scope.functionName) ? scope.names.fresh(hint) : name;
    }
}
