package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is spared, by path and not by name, however the path is spelled. */
class ProtectedProcessesTest {
    private final ProtectedProcesses builtIn = ProtectedProcesses.builtIn();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:\\Windows\\System32\\smss.exe",
                "C:\\Windows\\System32\\csrss.exe",
                "C:\\Windows\\System32\\wininit.exe",
                "C:\\Windows\\System32\\winlogon.exe",
                "C:\\Windows\\System32\\services.exe",
                "C:\\Windows\\System32\\lsass.exe",
                "C:\\Windows\\System32\\svchost.exe",
                "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe",
                "C:\\Windows\\explorer.exe",
                "C:\\Windows\\System32\\dwm.exe",
                "/sbin/init",
                "/usr/lib/systemd/systemd",
                "/usr/sbin/sshd",
                "/usr/bin/containerd",
                "/usr/bin/containerd-shim-runc-v2",
                "/usr/bin/dockerd"
            })
    void whatTheSystemNeedsIsSpared(String image) {
        assertSpared(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c:\\WINDOWS\\system32\\LSASS.EXE",
                "C:/Windows/System32/lsass.exe",
                "\\??\\C:\\Windows\\System32\\lsass.exe",
                "\\\\?\\C:\\Windows\\System32\\lsass.exe",
                "\\\\?\\GLOBALROOT\\Device\\HarddiskVolume3\\Windows\\System32\\lsass.exe",
                "\\Device\\HarddiskVolume3\\Windows\\System32\\lsass.exe",
                "\\SystemRoot\\System32\\lsass.exe",
                "%SystemRoot%\\System32\\lsass.exe",
                "%windir%\\Sysnative\\lsass.exe",
                "C:\\Windows\\SysWOW64\\..\\System32\\.\\lsass.exe",
                "C:\\Windows\\\\System32\\lsass.exe. ",
                "D:\\WINNT\\system32\\lsass.exe"
            })
    void anotherSpellingHidesNoProtectedProcess(String image) {
        assertSpared(image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:\\Users\\ann\\lsass.exe",
                "C:\\Users\\ann\\Windows\\System32\\svchost.exe",
                "C:\\Windows\\Temp\\svchost.exe",
                "C:\\Windows\\System32\\..\\Temp\\svchost.exe",
                "\\\\server\\c$\\Windows\\System32\\svchost.exe",
                "C:\\Windows\\System32\\svchost.exe.exe",
                "/tmp/sshd",
                "/home/ann/usr/sbin/sshd",
                "/usr/sbin/../../tmp/sshd"
            })
    void aProtectedNameElsewhereIsNoShelter(String image) {
        assertThat(builtIn.objection(Cases.target(4242, image))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, -1})
    void pidsOfTheKernelAndOfInitAreSpared(long pid) {
        assertThat(builtIn.objection(Cases.target(pid, "C:\\a.exe"))).isNotEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "lsass.exe", "System", "MemCompression"})
    void whatCannotBeToldFromAProtectedProcessIsSpared(String image) {
        assertSpared(image);
    }

    @Test
    void aDeletedInitIsStillInit() {
        assertSpared("/usr/lib/systemd/systemd (deleted)");
    }

    @Test
    void furtherPathsAreSparedToo() {
        ProtectedProcesses more = ProtectedProcesses.with(List.of("C:\\Program Files\\Sensor\\*", "/opt/agent/agentd"));

        assertThat(more.objection(Cases.target(9, "c:\\program files\\sensor\\bin\\s.exe")))
                .isNotEmpty();
        assertThat(more.objection(Cases.target(9, "/opt/agent/agentd"))).isNotEmpty();
        assertThat(more.objection(Cases.target(9, "/opt/agent/other"))).isEmpty();
        assertThat(more.objection(Cases.target(9, "C:\\Windows\\System32\\lsass.exe")))
                .isNotEmpty();
    }

    private void assertSpared(@org.jspecify.annotations.Nullable String image) {
        assertThat(builtIn.objection(Cases.target(4242, image))).as(image).isNotEmpty();
    }
}
