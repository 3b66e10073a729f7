package io.cordon.engine.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The attack surface rules whose act an agent can hold before it happens, with the tags by which policies select them. The others need
 * the fleet, or many acts, to be told.
 */
public enum AttackSurfaceRule {
    VULNERABLE_SIGNED_DRIVER("56a863a9-875e-4185-98a7-b882c64b5ce5", true, "privilege-escalation", "t1068"),
    ADOBE_READER_CHILD_PROCESS("7674ba52-37eb-4a4f-a9a1-f0f9a1619a2c", true, "execution", "t1203", "t1204.002"),
    OFFICE_CHILD_PROCESS("d4f940ab-401b-4efc-aadc-ad5f3c50688a", true, "execution", "t1204.002", "t1566.001"),
    LSASS_CREDENTIAL_STEALING("9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2", false, "credential-access", "t1003.001"),
    EMAIL_EXECUTABLE_CONTENT("be9ba2d9-53ea-4cdc-84e5-9b1eeee46550", true, "initial-access", "t1566.001"),
    OBFUSCATED_SCRIPT(
            "5beb7efe-fd9a-4556-801d-275e5ffc04cc", true, "defense-evasion", "execution", "t1027.010", "t1059.001"),
    SCRIPT_LAUNCHES_DOWNLOAD(
            "d3e037e1-3eb8-44c8-a917-57927947596d",
            true,
            "execution",
            "command-and-control",
            "t1059.005",
            "t1059.007",
            "t1105"),
    OFFICE_EXECUTABLE_CONTENT("3b576869-a4ec-4529-8536-b80a7769e899", true, "execution", "t1204.002"),
    OFFICE_CODE_INJECTION(
            "75668c1f-73b5-4cf0-bb93-3ecf5cb7cc84", false, "defense-evasion", "privilege-escalation", "t1055"),
    OUTLOOK_CHILD_PROCESS("26190899-1602-49e8-8b27-eb1d0a1ce869", true, "execution", "t1204.002", "t1566.001"),
    WMI_PERSISTENCE("e6db77e5-3df2-4cf1-b95a-636979351e5b", true, "persistence", "t1546.003"),
    PSEXEC_WMI_PROCESS_CREATION(
            "d1e49aac-8f56-4280-b9ba-993a6d77406c", true, "execution", "lateral-movement", "t1047", "t1569.002"),
    SAFE_MODE_REBOOT("33ddedf1-c6e0-47cb-833e-de6133960387", true, "defense-evasion", "t1562.009"),
    UNSIGNED_FROM_USB("b2b3f03d-6a65-4f7b-a9c7-1c7ef74a9ba4", true, "initial-access", "t1091"),
    COPIED_SYSTEM_TOOL("c0033c00-d16d-4114-a5a0-dc9b3a7d2ceb", true, "defense-evasion", "t1036.003"),
    WEBSHELL_CREATION("a8f5898e-1dc8-49a9-9878-85004b8a61e6", true, "persistence", "t1505.003");

    /** A rule against a predefined behaviour has a tag that begins so, with the behaviour's GUID behind it. */
    public static final String TAG = "asr.";

    private final String id;
    private final boolean hasWarn;
    private final String tags;

    AttackSurfaceRule(String id, boolean hasWarn, String... attack) {
        this.id = id;
        this.hasWarn = hasWarn;
        this.tags = TAG + id + " attack." + String.join(" attack.", attack);
    }

    /** Microsoft's GUID, which is the rule's id too. */
    public String id() {
        return id;
    }

    /** Whether a user may go on; of Microsoft's two have no such mode, and block instead. */
    public boolean hasWarn() {
        return hasWarn;
    }

    public List<String> tags() {
        return List.of(tags.split(" ", -1));
    }

    /** The rule that a finding's tags are of. */
    public static Optional<AttackSurfaceRule> of(List<String> tags) {
        return Arrays.stream(values())
                .filter(rule -> tags.contains(TAG + rule.id))
                .findFirst();
    }
}
