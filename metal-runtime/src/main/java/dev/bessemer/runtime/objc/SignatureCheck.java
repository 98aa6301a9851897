package dev.bessemer.runtime.objc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of methods beside what the running system says of them.
 *
 * @param same how many have the shape that the table gives
 * @param different a line for each whose shape is another
 * @param absent a line for each that the system does not have, or does not tell of
 */
public record SignatureCheck(int same, List<String> different, List<String> absent) {
    /** Copies the lists. */
    public SignatureCheck {
        different = List.copyOf(different);
        absent = List.copyOf(absent);
    }

    /** Asks the system for every method of the table. */
    public static SignatureCheck run() {
        return run(Signatures.all());
    }

    static SignatureCheck run(List<Signature> methods) {
        int same = 0;
        List<String> different = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (Signature method : methods) {
            Optional<String> found = encoding(method);
            if (found.isEmpty()) {
                absent.add(method.toString());
            } else if (isSame(method.encoding(), found.get())) {
                same++;
            } else {
                different.add(method + " is " + found.get() + " here and " + method.encoding() + " in the table");
            }
        }
        return new SignatureCheck(same, different, absent);
    }

    private static boolean isSame(String ours, String theirs) {
        try {
            return Encoding.parse(ours).equals(Encoding.parse(theirs));
        } catch (IllegalArgumentException noTypeOfOurs) {
            return false;
        }
    }

    private static Optional<String> encoding(Signature method) {
        long type = Objc.classNamed(method.owner());
        if (type == 0) {
            return Objc.encodingInProtocol(method.owner(), method.selector());
        }
        return method.ofClass()
                ? Objc.encodingOf(type, method.selector())
                : Objc.encodingOfClass(type, method.selector());
    }
}
