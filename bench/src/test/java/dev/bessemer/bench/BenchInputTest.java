package dev.bessemer.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bessemer.bench.LauncherSandbox.Result;
import dev.bessemer.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can get wrong with {@code ./bessemer bench}, and what he then reads. */
class BenchInputTest {
    @TempDir
    private Path folder = Path.of("");

    private static Path stored() throws IOException {
        return StoredResultsTest.machines().getFirst().resolve("results.json");
    }

    /** FOLDER, FILE, STORED and TAKEN stand for an empty folder, a file in it that is not there, results, and a file that is no folder. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attention bogus               | there is no subject bogus; there are attention, gemm, bandwidth, compile, launch, or all
            --bogus                       | there is no option --bogus; there are --full and --out FOLDER
            launch --length -4            | there is no option --length; there are --full and --out FOLDER
            launch -4                     | there is no option -4; there are --full and --out FOLDER
            gemm --out                    | --out takes a folder: --out FOLDER
            launch --out TAKEN            | TAKEN is a file; name another one
            launch --out TAKEN/deeper     | TAKEN
            bogus                         | there is no command, subject or benchmark bogus; ./bessemer bench help lists
            guard 3                       | guard takes nothing, not 3
            compare STORED                | compare takes two files: ./bessemer bench compare BEFORE.json AFTER.json
            compare STORED FILE           | there is no file FILE: ./bessemer bench --out FOLDER writes FOLDER/results.json
            compare STORED FOLDER         | cannot read FOLDER: Is a directory
            compare TAKEN STORED          | TAKEN is no results of ./bessemer bench
            repeats STORED                | repeats takes two files or more, of the same code
            report STORED                 | report takes two files: ./bessemer bench report RESULTS.json REPORT.html
            report STORED FOLDER          | cannot write FOLDER: it is a folder; name a file
            report STORED TAKEN/x.html    | cannot write TAKEN/x.html: TAKEN is a file
            picture FILE FOLDER/x.svg     | there is no file FILE
            picture STORED TAKEN/deep/x   | cannot write TAKEN/deep/x: Not a directory
            """)
    void run_wrongWords_saysWhatToDo(String words, String message) throws Exception {
        Path taken = Files.writeString(folder.resolve("taken"), "words");
        Path absent = folder.resolve("absent.json");
        List<String> command = List.of(filled(words, taken, absent).split(" "));
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> Bench.run(command));
        String said = String.valueOf(thrown.getMessage());
        assertTrue(said.contains(filled(message, taken, absent)), said);
        assertFalse(said.contains("Exception") || said.contains("\n"), said);
    }

    private String filled(String text, Path taken, Path absent) throws IOException {
        return text.replace("FILE", absent.toString())
                .replace("STORED", stored().toString())
                .replace("TAKEN", taken.toString())
                .replace("FOLDER", text.contains("--out FOLDER") ? "FOLDER" : folder.toString());
    }

    @Test
    void wrongWord_throughTheLauncher_isOneLineAndAStatus() throws Exception {
        Result result = new LauncherSandbox(folder)
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("BESSEMER_CLASS_PATH", LauncherTest.classPath())
                .run("bench", "gemm", "--bogus");
        assertEquals(
                new Result(2, "", "bessemer bench: there is no option --bogus; there are --full and --out FOLDER\n"),
                result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "value": 1                 | "value": -1           | is negative or none
            "value": 1                 | "value": NaN, "was": 1 | is negative or none
            "format": 1                | "format": 2           | in format 1, which this version reads: measure again
            "unit": "GFLOP/s"          | "units": "GFLOP/s"    | without its subject, parameters, contender or unit
            "chip": "                  | "chips": "            | lacks a fact about its machine
            "gaps":                    | "holes":              | lacks its selection, machine, measurements or gaps
            "extent": "512"            | "extent": "-512"      | the extent of gemm f32 -512
            "type": "f32"              | "type": ""            | without its subject, parameters, contender or unit
            """)
    void read_resultsThatSomebodyEdited_areRefusedByName(String right, String wrong, String message) throws Exception {
        String json = Files.readString(stored());
        assertTrue(json.contains(right), right);
        int at = json.indexOf(right);
        Path file = Files.writeString(
                folder.resolve("edited.json"), json.substring(0, at) + wrong + json.substring(at + right.length()));
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> ResultFile.read(file));
        String said = String.valueOf(thrown.getMessage());
        assertTrue(said.startsWith(file + " is no results of ./bessemer bench") && said.contains(message), said);
    }

    @Test
    void report_overAnotherFile_replacesItAndLeavesNothingElse() throws Exception {
        Path page = Files.writeString(folder.resolve("report.html"), "old");
        assertEquals(0, Bench.run(List.of("report", stored().toString(), page.toString())));
        assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(page), files.toList());
        }
    }
}
