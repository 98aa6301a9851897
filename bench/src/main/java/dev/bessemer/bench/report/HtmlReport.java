package dev.bessemer.bench.report;

import dev.bessemer.bench.report.BarChart.Group;
import dev.bessemer.bench.report.Results.Gap;
import dev.bessemer.bench.report.Results.Machine;
import dev.bessemer.bench.report.Results.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Results as one page that needs no other file and no network. */
public final class HtmlReport {
    private static final String STYLE = """
            :root{color-scheme:light dark;--paper:#fafaf9;--ink:#1c1917;--dim:#78716c;--line:#d6d3d1}
            @media(prefers-color-scheme:dark){:root{--paper:#1c1917;--ink:#f5f5f4;--dim:#a8a29e;--line:#44403c}}
            body{background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1rem}
            h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem;margin:.5rem 0}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.5rem}
            svg{width:100%;height:auto;display:block}
            .wide{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
            td,th{padding:.2rem .7rem;border-bottom:1px solid var(--line);text-align:left}td.n{text-align:right}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{color:var(--dim)}dd{margin:0}
            """;

    private static final Map<String, String> SUBJECTS = Map.of(
            "attention", "Attention",
            "gemm", "Products of matrices",
            "bandwidth", "Work bound by memory",
            "compile", "Compiling flash attention",
            "launch", "Executing a small graph",
            "limits", "Limits of the device");

    private final Results results;
    private final Palette palette;

    private HtmlReport(Results results) {
        this.results = results;
        palette = new Palette(results);
    }

    /** The page. */
    public static String of(Results results) {
        return new HtmlReport(results).page();
    }

    /**
     * A picture of one case of each of some subjects, the one with most contenders and, of those, most arithmetic; it stands alone.
     *
     * @throws IllegalArgumentException if the results have none of them
     */
    public static String picture(Results results, List<String> subjects) {
        Palette palette = new Palette(results);
        List<Group> groups = new ArrayList<>();
        for (String subject : subjects) {
            cases(results, subject).values().stream()
                    .max(Comparator.<List<Measurement>>comparingInt(List::size)
                            .thenComparingDouble(all -> all.getFirst().operations()))
                    .ifPresent(all -> groups.add(new Group(title(all.getFirst()), all)));
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("the results have nothing of " + subjects);
        }
        return BarChart.of("Bessemer beside others on " + results.machine().chip(), groups, palette)
                        .alone() + "\n";
    }

    private String page() {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        page.append("<title>Bessemer: benchmarks on ")
                .append(Svg.escape(results.machine().chip()))
                .append("</title>");
        page.append("<style>\n").append(STYLE).append(Palette.style()).append("\n</style></head><body>\n");
        page.append("<h1>Bessemer beside what one would use instead</h1>\n");
        machine(page);
        for (String subject : results.measurements().stream()
                .map(Measurement::subject)
                .distinct()
                .toList()) {
            if (!subject.equals("limits")) {
                subject(page, subject);
            }
        }
        Roofline.of(results)
                .ifPresent(svg -> page.append("<h2>Roofline</h2>\n<div class=\"charts\">")
                        .append(svg.inline())
                        .append("</div>\n"));
        table(page);
        gaps(page);
        return page.append("</body></html>\n").toString();
    }

    private void machine(StringBuilder page) {
        Machine machine = results.machine();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "Processor",
                machine.chip() + ", " + machine.processors() + " logical processors, " + machine.memoryGiB() + " GiB");
        facts.put("System", machine.os() + ", " + machine.arch());
        facts.put("Java", machine.jdk());
        facts.put("Bessemer", machine.commit() + ", on the device '" + machine.device() + "'");
        facts.putAll(new TreeMap<>(machine.versions()));
        facts.put("When", machine.date() + ", the " + results.selection() + " selection");
        if (machine.load() > 0) {
            facts.put("Other work", Numbers.text(machine.load()) + " threads wanted to run in the minute before");
        }
        page.append("<dl>");
        facts.forEach((name, fact) -> page.append("<dt>")
                .append(Svg.escape(name))
                .append("</dt><dd>")
                .append(Svg.escape(fact))
                .append("</dd>"));
        page.append(
                "</dl>\n<p>All contenders of a case work on the same numbers, are checked against a double-precision reference, and take turns in one JVM."
                        + " Errors are half of the 99.9 % confidence interval over the iterations of one JVM.</p>\n");
    }

    private void subject(StringBuilder page, String subject) {
        page.append("<h2>")
                .append(Svg.escape(SUBJECTS.getOrDefault(subject, subject)))
                .append("</h2>\n<div class=\"charts\">\n");
        curves(page, subject, subject.equals("gemm") ? "extent" : "length");
        cases(results, subject).forEach((name, measurements) -> {
            Measurement first = measurements.getFirst();
            page.append("<div><h3>").append(Svg.escape(title(first))).append("</h3>");
            page.append(BarChart.of(title(first), List.of(new Group(first.unit(), measurements)), palette)
                    .inline());
            page.append("</div>\n");
        });
        page.append("</div>\n");
    }

    /** A curve for all cases that differ in nothing but the size. */
    private void curves(StringBuilder page, String subject, String size) {
        Map<Map<String, String>, List<Measurement>> families = results.measurements().stream()
                .filter(m -> m.subject().equals(subject) && m.parameters().containsKey(size))
                .collect(Collectors.groupingBy(
                        m -> without(m.parameters(), size), LinkedHashMap::new, Collectors.toList()));
        families.values().stream()
                .filter(family -> family.stream()
                                .map(m -> m.parameters().get(size))
                                .distinct()
                                .count()
                        > 1)
                .forEach(family -> {
                    String title = title(subject, without(family.getFirst().parameters(), size)) + " over " + size;
                    page.append("<div><h3>").append(Svg.escape(title)).append("</h3>");
                    page.append(CurveChart.of(title, size, family, palette).inline())
                            .append("</div>\n");
                });
    }

    private static Map<String, String> without(Map<String, String> parameters, String name) {
        Map<String, String> rest = new LinkedHashMap<>(parameters);
        rest.remove(name);
        return rest;
    }

    private static Map<String, List<Measurement>> cases(Results results, String subject) {
        return results.measurements().stream()
                .filter(m -> m.subject().equals(subject))
                .collect(Collectors.groupingBy(Measurement::caseName, LinkedHashMap::new, Collectors.toList()));
    }

    private static String title(Measurement m) {
        return title(m.subject(), m.parameters()) + " (" + m.unit() + ")";
    }

    private static String title(String subject, Map<String, String> parameters) {
        StringBuilder title = new StringBuilder(subject);
        parameters.forEach((name, value) -> {
            switch (value) {
                case "true" -> title.append(' ').append(name);
                case "false" -> {}
                default ->
                    title.append(' ')
                            .append(Character.isDigit(value.charAt(0)) ? name + " " : "")
                            .append(value);
            }
        });
        return title.toString();
    }

    private void table(StringBuilder page) {
        page.append(
                "<h2>All numbers</h2>\n<div class=\"wide\"><table id=\"numbers\">"
                        + "<tr><th>case</th><th>contender</th><th>value</th><th>error</th><th>unit</th><th>Bessemer / it</th></tr>\n");
        for (Measurement m : results.measurements()) {
            page.append("<tr><td>")
                    .append(Svg.escape(title(m.subject(), m.parameters())))
                    .append("</td><td>");
            page.append(Svg.escape(m.contender()))
                    .append("</td><td class=\"n\">")
                    .append(Numbers.text(m.value()));
            page.append("</td><td class=\"n\">")
                    .append(Numbers.text(m.error()))
                    .append("</td><td>")
                    .append(m.unit());
            page.append("</td><td class=\"n\">")
                    .append(m.ratio() == 0 ? "" : Numbers.text(m.ratio()))
                    .append("</td></tr>\n");
        }
        page.append("</table></div>\n");
    }

    private void gaps(StringBuilder page) {
        if (results.gaps().isEmpty()) {
            return;
        }
        page.append("<h2>Not measured</h2>\n<ul>");
        for (Gap gap : results.gaps()) {
            page.append("<li>")
                    .append(Svg.escape(
                            gap.contender() + " in " + gap.subject() + " (" + gap.cases() + "): " + gap.why()));
            page.append("</li>\n");
        }
        page.append("</ul>\n");
    }
}
