package dev.bessemer.runtime.objc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Type encodings, and the table of methods that has them. */
class EncodingTest {
    private static final MemoryLayout THREE =
            MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

    @Test
    void parse_structsByValue_givesTheirFields() {
        Encoding encoding = Encoding.parse("v@:{MTLSize=QQQ}{?=QQQ}");
        assertEquals(Optional.empty(), encoding.result());
        assertEquals(List.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, THREE, THREE), encoding.arguments());
    }

    @Test
    void parse_widths_areThoseOfTheLetters() {
        Encoding encoding = Encoding.parse("B@:IfdBsc");
        assertEquals(Optional.of(ValueLayout.JAVA_BOOLEAN), encoding.result());
        assertEquals(
                List.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_FLOAT,
                        ValueLayout.JAVA_DOUBLE,
                        ValueLayout.JAVA_BOOLEAN,
                        ValueLayout.JAVA_SHORT,
                        ValueLayout.JAVA_BYTE),
                encoding.arguments().subList(2, 8));
    }

    @Test
    void parse_offsetsAndNames_changesNothing() {
        assertEquals(Encoding.parse("@@:@^@@?"), Encoding.parse("@40@0:8@\"NSString\"16^{objc_object=#}24@?32"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v", "v@", "v@:v", "v@:{MTLSize", "v@:[3I]", "v@:{?=Qf}", "v@:x"})
    void parse_whatIsNoMethod_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Encoding.parse(text));
    }

    @Test
    void table_everyMethod_hasAnEncodingThatFitsItsSelector() {
        Set<String> names = new HashSet<>();
        for (Signature method : Signatures.all()) {
            Encoding encoding = Encoding.parse(method.encoding());
            long colons = method.selector().chars().filter(c -> c == ':').count();
            assertEquals(colons + 2, encoding.arguments().size(), method::toString);
            assertTrue(names.add(method + ""), method + " is there twice");
            assertFalse(method.owned() && method.encoding().charAt(0) != '@', method::toString);
        }
        assertTrue(names.size() > 300);
    }

    @Test
    void table_namesThatMakeObjects_areOwned() {
        for (Signature method : Signatures.all()) {
            boolean makes = method.selector().matches("(alloc|new|init|copy|mutableCopy)([A-Z:].*)?");
            boolean object = method.encoding().charAt(0) == '@';
            assertEquals(makes && object, method.owned(), method::toString);
        }
    }

    @Test
    void of_selectorWithTwoShapes_asksForItsOwner() {
        assertThrows(IllegalArgumentException.class, () -> Signatures.of("optimizationLevel"));
        assertEquals("MTLBuffer", Signatures.of("MTLBuffer", "contents").owner());
        assertEquals(
                "@@:^vQQ@?",
                Signatures.of("newBufferWithBytesNoCopy:length:options:deallocator:")
                        .encoding());
    }
}
