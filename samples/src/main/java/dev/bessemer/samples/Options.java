package dev.bessemer.samples;

import dev.bessemer.runtime.Lowering;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of a sample's options. */
final class Options {
    private final Map<String, String> values = new HashMap<>();

    private Options() {}

    /**
     * Reads a command line.
     *
     * @param known the options there are
     * @param arguments as typed: {@code --name value}, {@code --name=value}, or {@code --name} for a switch
     * @throws UsageException for an unknown option, one without its value, or a word that is no option
     */
    static Options parse(List<Option> known, List<String> arguments) {
        Options options = new Options();
        known.forEach(option -> options.values.put(option.name(), option.fallback()));
        for (int i = 0; i < arguments.size(); i++) {
            String[] word = arguments.get(i).split("=", 2);
            Option option = find(known, word[0]);
            if (word.length == 2) {
                options.values.put(option.name(), word[1]);
            } else if (option.isFlag()) {
                options.values.put(option.name(), "true");
            } else if (++i < arguments.size()) {
                options.values.put(option.name(), arguments.get(i));
            } else {
                throw new UsageException("option " + option.name() + " needs a value: "
                        + option.help().strip());
            }
        }
        return options;
    }

    private static Option find(List<Option> known, String name) {
        return known.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no option '" + name + "'; there are "
                        + known.stream().map(Option::name).collect(Collectors.joining(" "))));
    }

    /** The text of an option. */
    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the sample declares no option " + name);
        }
        return value;
    }

    /**
     * The number of an option.
     *
     * @throws UsageException when it is none, or not between the bounds
     */
    int number(String name, int least, int most) {
        String text = text(name);
        long number = text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : Long.MIN_VALUE;
        if (number < least || number > most) {
            throw new UsageException(
                    "option " + name + " is '" + text + "' but must be a whole number from " + least + " to " + most);
        }
        return (int) number;
    }

    /** Whether a switch is on: given alone, or with the value true. */
    boolean isOn(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new UsageException("option " + name + " is '" + text(name) + "' but must be true or false");
        };
    }

    /** What {@link Sample#LOWERING} says; empty for the device's best, and where the sample has no such option. */
    Optional<Lowering> lowering() {
        String name = Sample.LOWERING.name();
        return values.getOrDefault(name, "best").equals("best")
                ? Optional.empty()
                : Optional.of(choice(name, Lowering.class));
    }

    /** An option's value as one of an enumeration's constants, in lower case. */
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text(name))) {
                return constant;
            }
        }
        throw new UsageException("option " + name + " is '" + text(name) + "' but must be one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" ")));
    }
}
