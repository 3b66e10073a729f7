package io.cordon.engine.edge;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which processes and logons somebody elsewhere may have asked for, by what they are and whose children. */
final class Candidates {
    private static final Set<String> REMOTE_SHELLS = Set.of("wsmprovhost.exe", "winrshost.exe");
    private static final Set<String> WINDOWS = Set.of("explorer.exe", "mmc.exe");
    private static final Set<String> SHARED = Set.of(
            "svchost.exe",
            "services.exe",
            "wmiprvse.exe",
            "explorer.exe",
            "lsass.exe",
            "system",
            "dllhost.exe",
            "runtimebroker.exe",
            "taskhostw.exe");

    private Candidates() {}

    /** Whether many ask such a process for something, so that what it does is not its own. */
    static boolean isShared(String image) {
        return SHARED.contains(CommandText.fileName(image));
    }

    /** Whether what such a process starts may be asked for by whoever reaches its window. */
    static boolean isWindow(String image) {
        return WINDOWS.contains(CommandText.fileName(image));
    }

    /** The execution that a start is by itself, or null; what a window or an object starts needs more than the start. */
    static @Nullable Execution of(Creation creation) {
        String name = creation.name();
        if (REMOTE_SHELLS.contains(name)) {
            return Execution.ofProcess(Mechanism.WINRM, creation, "");
        }
        // What somebody who sits there has WMI start runs where he sits.
        if (creation.parentName().equals("wmiprvse.exe") && !creation.session().isEmpty() && !creation.interactive()) {
            return Execution.ofProcess(Mechanism.WMI, creation, "");
        }
        if (creation.parentName().equals("sshd") && !name.equals("sshd")) {
            return Execution.ofProcess(Mechanism.SSH, creation, "");
        }
        boolean activated =
                creation.runs().contains("-embedding") || creation.runs().contains("/automation");
        return activated
                        && creation.parentName().equals("svchost.exe")
                        && !isShared(name)
                        && !creation.entity().isEmpty()
                ? Execution.ofProcess(Mechanism.DCOM, creation, creation.entity())
                : null;
    }

    /** The execution that a logon is by itself, or null. */
    static @Nullable Execution of(Logon logon) {
        if (logon.type() == Logon.REMOTE_INTERACTIVE) {
            return Execution.ofObject(Mechanism.RDP, logon.seen(), session(logon), "", logon.session(), "");
        }
        boolean ofPerson = !logon.user().endsWith("$") && !logon.user().equals("anonymous logon");
        return logon.type() == Logon.NETWORK
                        && logon.ntlm()
                        && ofPerson
                        && logon.port() != 0
                        && !logon.ip().isEmpty()
                ? Execution.ofObject(Mechanism.NEW_CREDENTIALS, logon.seen(), session(logon), "", logon.session(), "")
                : null;
    }

    private static String session(Logon logon) {
        return "session " + logon.session() + " of " + logon.user();
    }
}
