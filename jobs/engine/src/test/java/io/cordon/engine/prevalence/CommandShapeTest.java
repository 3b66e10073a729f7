package io.cordon.engine.prevalence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs from run to run is one thing, what a command does is another. */
class CommandShapeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"C:\\Windows\\System32\\cmd.exe\"   /c  whoami | c:\\windows\\system32\\cmd.exe /c whoami",
                "msiexec /i {12345678-ABCD-1234-abcd-1234567890AB} /qn | msiexec /i <guid> /qn",
                "rundll32.exe shell32.dll,Control_RunDLL 4711 | rundll32.exe shell32.dll,control_rundll <n>",
                "ping -n 4 10.0.0.17 | ping -n <n> <n>",
                "chrome.exe --pid=0x1F3 --handle=deadbeef01 | chrome.exe --pid=<hex> --handle=<hex>",
                "C:\\Users\\ada\\AppData\\Local\\Temp\\a1b2.exe -x | c:\\users\\<user>\\appdata\\local\\temp\\<temp>.exe -x",
                "/bin/sh /tmp/xyz123 /home/ada/run.sh | /bin/sh /tmp/<temp> /home/<user>/run.sh",
                "powershell -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQA | powershell -enc <base64>",
                "/usr/local/share/applications/defaults.list | /usr/local/share/applications/defaults.list",
                "wmic process call create feedface | wmic process call create feedface",
                "7z x archive.7z | 7z x archive.7z"
            })
    void replacesWhatDiffersFromRunToRun(String commandLine, String shape) {
        assertThat(CommandShape.of(commandLine)).isEqualTo(shape);
    }

    @org.junit.jupiter.api.Test
    void takesTimeThatGrowsWithTheTextAlone() {
        String hostile = "{" + "a1b2c3d4-".repeat(100_000);

        assertThat(CommandShape.of(hostile)).isNotEmpty();
    }
}
