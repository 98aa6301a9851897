package dev.bessemer.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A colour for each contender, the same in every chart of a page, for light and for dark. */
final class Palette {
    private static final List<String> LIGHT = List.of(
            "#c2410c", "#1d4ed8", "#047857", "#7c3aed", "#a16207", "#be185d", "#0e7490", "#4d7c0f", "#64748b",
            "#b91c1c", "#4338ca", "#86198f");
    private static final List<String> DARK = List.of(
            "#fb923c", "#60a5fa", "#34d399", "#a78bfa", "#facc15", "#f472b6", "#22d3ee", "#a3e635", "#94a3b8",
            "#f87171", "#818cf8", "#e879f9");

    private final List<String> contenders;

    Palette(Results results) {
        List<String> names = new ArrayList<>();
        names.add("Bessemer");
        results.measurements().stream()
                .filter(m -> !m.subject().equals("limits"))
                .map(Results.Measurement::contender)
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        contenders = names.stream().distinct().toList();
    }

    /** The class of a contender's marks. */
    String of(String contender) {
        return "c" + Math.max(0, contenders.indexOf(contender)) % LIGHT.size();
    }

    /** The rules for the marks, in a style sheet that a picture can carry. */
    static String style() {
        StringBuilder style = new StringBuilder();
        style.append(
                        "svg{--ink:#1c1917;--dim:#78716c;--line:#d6d3d1}svg text{fill:var(--ink);font:12px system-ui,sans-serif}")
                .append("svg .dim{fill:var(--dim);font-size:11px}svg .axis{stroke:var(--line);fill:none}")
                .append("svg .curve{fill:none;stroke-width:2}svg .err{stroke:var(--ink);stroke-width:1}")
                .append("svg .limit{stroke:var(--dim);stroke-width:1.5;stroke-dasharray:5 3;fill:none}");
        marks(style, LIGHT);
        style.append("@media(prefers-color-scheme:dark){svg{--ink:#f5f5f4;--dim:#a8a29e;--line:#44403c}");
        marks(style, DARK);
        return style.append('}').toString();
    }

    private static void marks(StringBuilder style, List<String> colours) {
        for (int i = 0; i < colours.size(); i++) {
            String colour = colours.get(i);
            style.append(".c")
                    .append(i)
                    .append("{fill:")
                    .append(colour)
                    .append(";stroke:")
                    .append(colour)
                    .append('}');
        }
    }
}
