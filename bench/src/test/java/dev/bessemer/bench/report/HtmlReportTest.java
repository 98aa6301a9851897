package dev.bessemer.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bessemer.bench.report.Results.Measurement;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** The page, made again from stored results. */
class HtmlReportTest {
    private static final Pattern ROW = Pattern.compile(
            "<tr><td>([^<]*)</td><td>([^<]*)</td><td class=\"n\">([^<]*)</td><td class=\"n\">([^<]*)</td><td>([^<]*)</td>");

    /** A bar of a chart, and the value beside it. */
    private static final Pattern BAR = Pattern.compile(
            "<rect x=\"128.0\" y=\"[^\"]*\" width=\"([^\"]*)\"[^>]*/><line x1=\"([^\"]*)\"[^>]*x2=\"([^\"]*)\"[^>]*/><text[^>]*>([^ ]*) ± ([^<]*)<");

    @TempDir
    private Path folder = Path.of("");

    static Results sample() throws IOException, URISyntaxException {
        return ResultFile.read(Path.of(Objects.requireNonNull(HtmlReportTest.class.getResource("/results/sample.json"))
                .toURI()));
    }

    @Test
    void table_storedResults_hasEveryNumber() throws Exception {
        Results results = sample();
        Matcher rows = ROW.matcher(HtmlReport.of(results));
        for (Measurement m : results.measurements()) {
            assertTrue(rows.find(), () -> "no row for " + m);
            assertEquals(m.contender(), rows.group(2));
            assertEquals(m.value(), Double.parseDouble(rows.group(3)), 0.006 * m.value());
            assertEquals(m.error(), Double.parseDouble(rows.group(4)), 0.006 * m.error());
            assertEquals(m.unit(), rows.group(5));
        }
        assertFalse(rows.find());
    }

    @Test
    void bars_storedResults_areAsLongAsTheNumbersSay() throws Exception {
        Results results = sample();
        List<Double> lengths = new ArrayList<>();
        Matcher bars = BAR.matcher(HtmlReport.of(results));
        List<Measurement> expected = results.measurements().stream()
                .filter(m -> !m.subject().equals("limits"))
                .toList();
        while (bars.find()) {
            lengths.add(Double.parseDouble(bars.group(1)));
            Measurement m = expected.get(lengths.size() - 1);
            double error = Double.parseDouble(bars.group(3)) - 128 - lengths.getLast();
            double least = Math.max(128, 128 + lengths.getLast() - error);
            assertEquals(least, Double.parseDouble(bars.group(2)), 0.3, m::toString);
            assertEquals(m.error() / m.value(), error / lengths.getLast(), 0.05, m::toString);
            assertEquals(m.value(), Double.parseDouble(bars.group(4)), 0.006 * m.value(), m::toString);
        }
        assertEquals(expected.size(), lengths.size());
        for (int i = 1; i < expected.size(); i++) {
            if (expected.get(i).caseName().equals(expected.get(i - 1).caseName())) {
                double ratio = expected.get(i).value() / expected.get(i - 1).value();
                assertEquals(
                        ratio, lengths.get(i) / lengths.get(i - 1), 0.02 * ratio + 0.01, expected.get(i)::toString);
            }
        }
    }

    @Test
    void page_storedResults_needsNoOtherFile() throws Exception {
        Results results = sample();
        String page = HtmlReport.of(results);
        assertFalse(
                page.contains("src=") || page.contains("href=") || page.contains("url(") || page.contains("@import"));
        assertFalse(page.contains("<script"));
        for (String fact : List.of(results.machine().chip(), results.machine().commit(), "prefers-color-scheme:dark")) {
            assertTrue(page.contains(fact), fact);
        }
        results.gaps().forEach(gap -> assertTrue(page.contains(gap.why()), gap::toString));
    }

    @Test
    void page_namesWithMarkup_areEscaped() throws Exception {
        Results sample = sample();
        Measurement m = sample.measurements().getLast();
        Measurement odd = new Measurement(
                m.subject(), m.parameters(), "<b>&\"", m.value(), m.error(), m.unit(), 0, 0, m.ratio(), m.ratioError());
        String page = HtmlReport.of(new Results(Results.FORMAT, "quick", sample.machine(), List.of(odd), List.of()));
        assertFalse(page.contains("<b>"), page);
        assertTrue(page.contains("&lt;b&gt;&amp;&quot;"), page);
    }

    @Test
    void picture_storedResults_isXmlThatStandsAlone() throws Exception {
        String picture = HtmlReport.picture(sample(), List.of("gemm", "bandwidth"));
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new java.io.StringReader(picture)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        assertTrue(document.getElementsByTagName("rect").getLength() >= 4);
        assertThrows(IllegalArgumentException.class, () -> HtmlReport.picture(sample(), List.of("nothing")));
    }

    @Test
    void file_writtenAndRead_isTheSame() throws Exception {
        Path file = folder.resolve("new/results.json");
        ResultFile.write(sample(), file);
        assertEquals(sample(), ResultFile.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"format\": 99}", "null"})
    void file_otherText_isRefusedByName(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), text);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> ResultFile.read(file));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(file.toString()), refused.getMessage());
    }

    /** On a narrow and a wide screen nothing is wider than the page, and no text runs out of its picture. */
    @ParameterizedTest
    @ValueSource(ints = {375, 1280})
    void page_inChromium_fitsItsScreen(int width) throws Exception {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        assumeTrue(Files.isExecutable(chromium), "no Chromium is installed");
        String check = """
                <iframe id="f" style="width:%dpx;height:800px;border:0"></iframe><pre id="said"></pre><script>
                const f = document.getElementById('f');
                f.srcdoc = new TextDecoder().decode(Uint8Array.from(atob('%s'), c => c.charCodeAt(0)));
                f.onload = () => {
                  const d = f.contentDocument, wide = d.documentElement.scrollWidth > f.clientWidth;
                  let out = 0, small = 1e9;
                  for (const t of d.querySelectorAll('svg text')) {
                    const r = t.getBoundingClientRect(), s = t.closest('svg').getBoundingClientRect();
                    if (r.left < s.left - 1 || r.right > s.right + 1 || r.bottom > s.bottom + 1) out++;
                    small = Math.min(small, r.height);
                  }
                  document.getElementById('said').textContent =
                    'RESULT wide=' + wide + ' out=' + out + ' charts=' + d.querySelectorAll('svg').length + ' legible=' + (small >= 9);
                };
                </script>""".formatted(
                width,
                java.util.Base64.getEncoder()
                        .encodeToString(HtmlReport.of(sample()).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Path page = Files.writeString(folder.resolve("check.html"), check);
        String dom = dom(chromium, page);
        int charts = HtmlReport.of(sample()).split("<svg ", -1).length - 1;
        assertTrue(
                dom.contains("RESULT wide=false out=0 charts=" + charts + " legible=true"),
                () -> dom.substring(Math.max(0, dom.indexOf("RESULT wide"))));
    }

    private String dom(Path chromium, Path page) throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        Process browser = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        assertTrue(browser.waitFor(90, TimeUnit.SECONDS), "Chromium hangs");
        return Files.readString(out);
    }
}
