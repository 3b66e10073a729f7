package io.cordon.engine.edge;

import java.util.List;

/** A way to have something run on another host, with the ATT&amp;CK techniques that it is. */
public enum Mechanism {
    WMI("T1047", Port.RPC, true),
    WINRM("T1021.006", Port.WINRM, true),
    SERVICE("T1021.002 T1569.002", Port.SMB_OR_RPC, true),
    TASK("T1053.005", Port.SMB_OR_RPC, true),
    DCOM("T1021.003", Port.RPC, true),
    /** A shell's or console's window is reached, and with it a whole desktop. */
    DCOM_WINDOW("T1021.003", Port.RPC, false),
    RDP("T1021.001", Port.RDP, false),
    DROPPED_FILE("T1021.002 T1570", Port.SMB, true),
    WMI_SUBSCRIPTION("T1546.003", Port.RPC, true),
    /** A logon with other credentials than those of the session that it came from. */
    NEW_CREDENTIALS("T1550.002", Port.ANY, false),
    SSH("T1021.004", Port.SSH, true);

    private final String techniques;
    private final Port port;
    private final boolean passesLineage;

    Mechanism(String techniques, Port port, boolean passesLineage) {
        this.techniques = techniques;
        this.port = port;
        this.passesLineage = passesLineage;
    }

    public List<String> techniques() {
        return List.of(techniques.split(" ", -1));
    }

    /** Whether an edge that is proven makes what runs at its end a descendant of its source. */
    public boolean passesLineage() {
        return passesLineage;
    }

    /** Whether its connections go to this port. */
    boolean isServedAt(int number) {
        return port.holds(number);
    }

    /** Whether the end of the edge is a service, task, subscription or file, which starts processes later. */
    public boolean leavesObject() {
        return switch (this) {
            case SERVICE, TASK, DROPPED_FILE, WMI_SUBSCRIPTION -> true;
            default -> false;
        };
    }

    /** Whether what it reaches is a session, in which no process is the one that was asked for. */
    boolean reachesSession() {
        return this == RDP || this == NEW_CREDENTIALS;
    }

    /** The ports that remote execution is served at. */
    enum Port {
        SMB,
        RPC,
        SMB_OR_RPC,
        WINRM,
        RDP,
        SSH,
        ANY;

        /** Windows hands out ports for RPC from here on; the endpoint mapper's 135 only says which. */
        private static final int FIRST_DYNAMIC = 49_152;

        boolean holds(int number) {
            return switch (this) {
                case SMB -> number == 445 || number == 139;
                case RPC -> number >= FIRST_DYNAMIC;
                case SMB_OR_RPC -> SMB.holds(number) || RPC.holds(number);
                case WINRM -> number == 5985 || number == 5986;
                case RDP -> number == 3389;
                case SSH -> number == 22;
                case ANY -> isWellKnown(number) || RPC.holds(number);
            };
        }

        /** Whether remote execution is served there and nobody calls from there. */
        static boolean isWellKnown(int number) {
            return SMB.holds(number) || WINRM.holds(number) || RDP.holds(number) || SSH.holds(number);
        }
    }
}
