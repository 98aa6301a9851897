package dev.bessemer.jit.cache;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what static final fields hold; their class is initialised first, as Java does before their first use. */
public final class StaticField {
    private StaticField() {}

    /**
     * The value of a static field.
     *
     * @param owner the class's internal name
     */
    public static Object read(ClassLoader loader, String owner, String name) throws UnreadableFieldException {
        try {
            Class<?> type = Class.forName(owner.replace('/', '.'), true, loader);
            return value(type.getDeclaredField(name), null);
        } catch (ReflectiveOperationException e) {
            throw new UnreadableFieldException("is in no class that the kernel's class loader finds");
        } catch (LinkageError e) {
            throw new UnreadableFieldException("belongs to a class whose initialisation fails");
        }
    }

    /** The value of an object's field. */
    public static Object read(Object object, String name) throws UnreadableFieldException {
        try {
            Class<?> type = object instanceof Enum<?> constant ? constant.getDeclaringClass() : object.getClass();
            return value(type.getDeclaredField(name), object);
        } catch (ReflectiveOperationException e) {
            throw new UnreadableFieldException("has no field '" + name + "'");
        }
    }

    /** The components of a record, in order. */
    public static List<Object> components(Record value) throws UnreadableFieldException {
        List<Object> components = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            components.add(read(value, component.getName()));
        }
        return components;
    }

    private static Object value(Field field, @Nullable Object object)
            throws UnreadableFieldException, ReflectiveOperationException {
        if (!field.trySetAccessible()) {
            throw new UnreadableFieldException(
                    "the module " + field.getDeclaringClass().getModule().getName()
                            + " does not open: write 'opens "
                            + field.getDeclaringClass().getPackageName()
                            + " to dev.bessemer.jit;' into its module-info");
        }
        Object value = field.get(object);
        if (value == null) {
            throw new UnreadableFieldException("is null");
        }
        return value;
    }

    /** A text that differs where the values that a kernel can use differ. */
    static String text(Object value) throws UnreadableFieldException {
        StringBuilder text = new StringBuilder(value.getClass().getName()).append(' ');
        if (value instanceof Float number) {
            text.append(Float.floatToRawIntBits(number));
        } else if (value instanceof Record composed) {
            for (Object component : components(composed)) {
                text.append('(').append(text(component)).append(')');
            }
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                Object element = Array.get(value, i);
                text.append('(')
                        .append(element == null ? "null" : text(element))
                        .append(')');
            }
        } else {
            text.append(value);
        }
        return text.toString();
    }
}
