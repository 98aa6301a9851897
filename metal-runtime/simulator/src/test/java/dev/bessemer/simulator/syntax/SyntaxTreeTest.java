package dev.bessemer.simulator.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dumped trees are read with their nesting, and locations that name only what changed. */
class SyntaxTreeTest {
    private static final String DUMP = """
            TranslationUnitDecl 0x1 <<invalid sloc>> <invalid sloc> <undeserialized declarations>
            |-VarDecl 0x2 </lib/metal_stdlib:7:18, a.cpp:3:56> col:16 used table 'const float[4]' cinit
            |-FunctionDecl 0x3 prev 0x9 <line:4:1, line:6:2> line:4:7 used rec 'float (float)'
            | |-ParmVarDecl 0x4 <col:11, col:17> col:17 used x 'uint3':'metal::vec<unsigned int, 3>'
            | `-CompoundStmt 0x5 <col:20, line:6:2>
            |   `-DeclRefExpr 0x6 <line:5:3> 'float (float)' lvalue Function 0x3 'rec' 'float (float)'
            `-TypedefDecl 0x7 <line:8:1, col:9> col:9 size 'char[12]'
            """;

    @Test
    void parse_nestedNodes_haveTheirPlaces() {
        List<String> read = new ArrayList<>();
        SyntaxTree.parse(DUMP)
                .visit(node -> read.add(
                        node.kind() + " " + node.name() + " " + node.location().file() + ":"
                                + node.location().line() + ":" + node.location().column() + " in "
                                + node.parent().map(SyntaxNode::kind).orElse("")));
        assertEquals("VarDecl table a.cpp:3:16 in TranslationUnitDecl", read.get(1));
        assertEquals("FunctionDecl rec a.cpp:4:7 in TranslationUnitDecl", read.get(2));
        assertEquals("ParmVarDecl x a.cpp:4:17 in FunctionDecl", read.get(3));
        assertEquals("CompoundStmt  a.cpp:4:20 in FunctionDecl", read.get(4));
        assertEquals("TypedefDecl size a.cpp:8:9 in TranslationUnitDecl", read.get(6));
    }

    @Test
    void parse_types_areTakenApart() {
        SyntaxNode function = SyntaxTree.parse(DUMP).children().get(1);
        assertEquals("0x9", function.previous());
        assertEquals("uint3", function.children().get(0).type());
        assertEquals("metal::vec<unsigned int, 3>", function.children().get(0).resolvedType());
        assertEquals(
                "0x3", function.children().get(1).children().getFirst().target().orElseThrow());
    }

    @Test
    void parse_nothing_isAnEmptyTree() {
        assertEquals(List.of(), SyntaxTree.parse("").children());
    }
}
