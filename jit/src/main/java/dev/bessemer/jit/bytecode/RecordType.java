package dev.bessemer.jit.bytecode;

import java.util.ArrayList;
import java.util.List;
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
    /** What a class file says of its record. */
    static RecordType of(ClassNode node) {
        List<String> components = new ArrayList<>();
        List<String> descriptors = new ArrayList<>();
        for (RecordComponentNode component : node.recordComponents) {
            components.add(component.name);
            descriptors.add(component.descriptor);
        }
        return new RecordType(node.name, components, descriptors);
    }

    int size() {
        return components.size();
    }
}
