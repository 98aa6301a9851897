package dev.bessemer.jit.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * A record class.
 *
 * @param name the class's internal name
 * @param components their names, in order
 * @param descriptors their types, in order
 */
record RecordType(String name, List<String> components, List<String> descriptors) {
    /** What a class file says of its record; ASM gives one without components no list. */
    static RecordType of(ClassNode node) {
        List<String> components = new ArrayList<>();
        List<String> descriptors = new ArrayList<>();
        List<RecordComponentNode> declared = Objects.requireNonNullElse(node.recordComponents, List.of());
        for (RecordComponentNode component : declared) {
            components.add(component.name);
            descriptors.add(component.descriptor);
        }
        return new RecordType(node.name, components, descriptors);
    }

    int size() {
        return components.size();
    }
}
