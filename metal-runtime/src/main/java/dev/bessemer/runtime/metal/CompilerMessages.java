package dev.bessemer.runtime.metal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Metal's compiler says of emitted source, with the Java lines that its lines were made from. */
final class CompilerMessages {
    /** How emitted source names the Java line of what follows. */
    private static final Pattern COMMENT = Pattern.compile("\\s*// ([^\\s/:]+\\.java:\\d+)\\s*");

    /** Metal has no file's name for source that it gets as a text. */
    private static final Pattern PLACE = Pattern.compile("program_source:(\\d+):\\d+");

    private final List<String> lines;

    CompilerMessages(String source) {
        lines = source.lines().toList();
    }

    /** The messages, each place followed by its Java line where the source tells it. */
    String withJavaLines(String messages) {
        return PLACE.matcher(messages)
                .replaceAll(place -> Matcher.quoteReplacement(place.group() + javaLine(place.group(1))));
    }

    private String javaLine(String number) {
        int line = Math.min(Integer.parseInt(number), lines.size());
        for (int i = line; i > 0 && !(lines.get(i - 1).startsWith("}") && i < line); i--) {
            Matcher comment = COMMENT.matcher(lines.get(i - 1));
            if (comment.matches()) {
                return " (" + comment.group(1) + ")";
            }
        }
        return "";
    }
}
