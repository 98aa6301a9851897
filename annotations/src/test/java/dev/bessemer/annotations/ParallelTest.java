package dev.bessemer.annotations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where javac leaves @Parallel for the compiler to find. */
class ParallelTest {
    @TempDir
    Path output;

    @ParameterizedTest
    @ValueSource(strings = {"@Parallel int i", "@Parallel long i"})
    void annotation_loopVariable_isOnTheLocalInTheCode(String variable) throws IOException {
        byte[] file = Javac.compile(
                output, "static void kernel(IntArray a) { for (" + variable + " = 0; i < 9; i++) { a.set(i, 1); } }");
        List<TypeAnnotation> annotations = codeAnnotations(file);
        assertEquals(1, annotations.size());
        TypeAnnotation annotation = annotations.getFirst();
        assertEquals(
                Parallel.class.descriptorString(),
                annotation.annotation().className().stringValue());
        assertEquals(
                TypeAnnotation.TargetType.LOCAL_VARIABLE,
                annotation.targetInfo().targetType());
        var local = (TypeAnnotation.LocalVarTarget) annotation.targetInfo();
        assertEquals(
                List.of(1),
                local.table().stream()
                        .map(TypeAnnotation.LocalVarTargetInfo::index)
                        .toList());
    }

    private static List<TypeAnnotation> codeAnnotations(byte[] file) {
        CodeAttribute code = ClassFile.of().parse(file).methods().stream()
                .filter(method -> method.methodName().equalsString("kernel"))
                .findFirst()
                .flatMap(method -> method.findAttribute(Attributes.code()))
                .orElseThrow();
        return code.findAttribute(Attributes.runtimeVisibleTypeAnnotations())
                .map(RuntimeVisibleTypeAnnotationsAttribute::annotations)
                .orElse(List.of());
    }
}
