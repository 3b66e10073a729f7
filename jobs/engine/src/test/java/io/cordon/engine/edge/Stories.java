package io.cordon.engine.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One story for each mechanism. */
final class Stories {
    private static final String EVIL = "c:\\temp\\evil.exe";
    private static final String SVCHOST = "c:\\windows\\system32\\svchost.exe";

    private static final String JOB = "<Exec><Command>c:\\job.exe</Command><Arguments>/q</Arguments></Exec>";

    private Stories() {}

    /** All of them by name; each takes place on hosts whose clocks may have been set before. */
    static Map<String, Consumer<RemoteStory>> all() {
        Map<String, Consumer<RemoteStory>> all = new LinkedHashMap<>();
        all.put("wmi", Stories::wmi);
        all.put("permitted", Stories::permitted);
        all.put("winrm", Stories::winrm);
        all.put("service", Stories::service);
        all.put("task", Stories::task);
        all.put("dcom", Stories::dcom);
        all.put("window", Stories::window);
        all.put("rdp", Stories::rdp);
        all.put("file", Stories::file);
        all.put("subscription", Stories::subscription);
        all.put("hash", Stories::hash);
        all.put("ssh", Stories::ssh);
        all.put("deleted", Stories::deleted);
        return all;
    }

    static void wmi(RemoteStory story) {
        story.starts(
                        "desk",
                        0,
                        "wmic",
                        "c:\\windows\\wmic.exe /node:server process call create x",
                        "cmd cmd.exe",
                        "0x11")
                .calls(1, "wmic", "c:\\windows\\wmic.exe", 50_001, 49_700)
                .logsOn("server", 1.1, 3, "0xaa", 50_001)
                .starts("server", 1.3, "x", "c:\\x.exe", "wmi WmiPrvSE.exe", "0xaa")
                .isCalled(1.6, "winmgmt", SVCHOST, 50_001, 49_700);
    }

    /** The sensor logs no connections: the caller is known from Windows' filtering platform. */
    static void permitted(RemoteStory story) {
        story.starts("desk", 0, "cim", "c:\\windows\\cim.exe", "cmd cmd.exe", "0x11")
                .isPermitted(1, "cim", "windows\\cim.exe", 50_021, 49_700)
                .logsOn("server", 1.2, 3, "0xab", 50_021)
                .starts("server", 1.3, "y", "c:\\y.exe", "wmi WmiPrvSE.exe", "0xab");
    }

    static void winrm(RemoteStory story) {
        story.calls(1, "ps", "c:\\powershell.exe", 50_002, 5985)
                .logsOn("server", 1.2, 3, "0xbb", "-", 0, "Kerberos")
                .starts("server", 1.4, "shell", "c:\\windows\\wsmprovhost.exe -Embedding", "rpc " + SVCHOST, "0xbb")
                .isCalled(2, "kernel", "System", 50_002, 5985);
    }

    static void service(RemoteStory story) {
        story.calls(1, "psexec", EVIL, 50_003, 445)
                .isCalled(1.1, "kernel", "System", 50_003, 445)
                .logsOn("server", 1.2, 3, "0xcc", 50_003)
                .service(2, "RUNME", "%SystemRoot%\\runme.exe", "0xcc")
                .starts("server", 2.5, "run", "c:\\windows\\runme.exe", "scm c:\\windows\\services.exe", "0x3e7");
    }

    static void task(RemoteStory story) {
        story.calls(1, "tasks", "c:\\windows\\schtasks.exe", 50_004, 49_701)
                .isCalled(1.1, "schedule", SVCHOST, 50_004, 49_701)
                .logsOn("server", 1.2, 3, "0xdd", 50_004)
                .security(
                        "server",
                        2,
                        4698,
                        Map.of("TaskName", "\\Update", "SubjectLogonId", "0xdd", "TaskContent", JOB));
    }

    /** A task that runs, is deleted, and whose name somebody at the host gives again to what runs the same. */
    static void deleted(RemoteStory story) {
        task(story);
        story.starts("server", 10, "job", "c:\\job.exe /q", "sched " + SVCHOST, "0x3e7")
                .security("server", 100, 4699, Map.of("TaskName", "\\Update"))
                .logsOn("server", 150, 2, "0x1d", "-", 0, "Negotiate")
                .security(
                        "server",
                        200,
                        4698,
                        Map.of("TaskName", "\\Update", "SubjectLogonId", "0x1d", "TaskContent", JOB))
                .starts("server", 210, "again", "c:\\job.exe /q", "sched " + SVCHOST, "0x3e7");
    }

    static void dcom(RemoteStory story) {
        story.calls(1, "xll", EVIL, 50_005, 49_702)
                .starts("server", 0.5, "excel", "c:\\excel.exe /automation -Embedding", "rpc " + SVCHOST, "0xee")
                .isCalled(1.2, "excel", "c:\\excel.exe", 50_005, 49_702);
    }

    static void window(RemoteStory story) {
        story.logsOn("server", -1_000, 2, "0x1f", "-", 0, "Negotiate")
                .calls(1, "win", EVIL, 50_006, 49_703)
                .starts("server", 1.5, "calc", "c:\\calc.exe", "desktop explorer.exe", "0x1f")
                .isCalled(1.2, "desktop", "c:\\windows\\explorer.exe", 50_006, 49_703);
    }

    static void rdp(RemoteStory story) {
        story.calls(1, "mstsc", "c:\\windows\\mstsc.exe", 50_007, 3389)
                .isCalled(1.1, "term", SVCHOST, 50_007, 3389)
                .logsOn("server", 2, 3, "0xf1", 50_007)
                .logsOn("server", 4, 10, "0xf2", 0);
    }

    static void file(RemoteStory story) {
        story.calls(1, "copy", EVIL, 50_008, 445)
                .isCalled(1.1, "kernel", "System", 50_008, 445)
                .logsOn("server", 1.2, 3, "0xf3", 50_008)
                .security(
                        "server",
                        2,
                        5145,
                        Map.of(
                                "ShareLocalPath", "\\??\\C:\\",
                                "RelativeTargetName", "temp\\tool.exe",
                                "AccessList", "%%4417",
                                "SubjectLogonId", "0xf3"))
                .drops(2.1, "C:\\temp\\tool.exe")
                .starts("server", 3, "tool", "C:\\temp\\tool.exe -x", "any cmd.exe", "0x77");
    }

    static void subscription(RemoteStory story) {
        story.calls(1, "ps", EVIL, 50_009, 49_704)
                .isCalled(1.1, "winmgmt", SVCHOST, 50_009, 49_704)
                .logsOn("server", 1.2, 3, "0xf4", 50_009)
                .subscription(2, "Keeper", "c:\\keep.exe now")
                .starts("server", 600, "keep", "c:\\keep.exe now", "wmi WmiPrvSE.exe", "0x3e7");
    }

    static void hash(RemoteStory story) {
        story.logsOn("desk", 0, 9, "0x99", "-", 0, "Negotiate")
                .starts("desk", 0.5, "pth", EVIL, "cmd cmd.exe", "0x99")
                .calls(1, "pth", EVIL, 50_010, 445)
                .logsOn("server", 1.2, 3, "0xf5", "10.1.0.5", 50_010, "NTLM");
    }

    static void ssh(RemoteStory story) {
        story.calls(1, "ssh", "/usr/bin/ssh", 50_011, 22)
                .isCalled(1.1, "listener", "/usr/sbin/sshd", 50_011, 22)
                .accepts(1.2, "monitor", 50_011)
                .starts("server", 1.3, "child", "/usr/sbin/sshd -R", "monitor /usr/sbin/sshd", "")
                .starts("server", 1.4, "bash", "/bin/bash", "child /usr/sbin/sshd", "");
    }
}
