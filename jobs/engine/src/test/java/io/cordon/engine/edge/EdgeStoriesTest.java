package io.cordon.engine.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an edge is, mechanism by mechanism; and what comes close and is none. */
class EdgeStoriesTest {
    private static final String SVCHOST = "c:\\windows\\system32\\svchost.exe";

    @Test
    void aProcessOfTheLogonsSessionIsWhatWmiWasAskedFor() {
        Edge edge = only(Stories::wmi);

        is(edge, Tier.T1, "wmic", "x", "T1047");
        assertThat(edge.keys()).contains("connection 10.1.0.5:50001", "session");
        assertThat(edge.evidence()).extracting(Sighting::position).containsExactlyInAnyOrder("e1", "e2", "e3", "e4");
        assertThat(edge.passesLineage()).isTrue();
    }

    @Test
    void whatIsStartedByWmiInASessionOfTheHostItselfCameFromNobody() {
        assertThat(edges(story -> story.calls(1, "wmic", "c:\\wmic.exe", 50_001, 49_700)
                        .isCalled(1.1, "winmgmt", SVCHOST, 50_001, 49_700)
                        .logsOn("server", -60, 2, "0xaa", "-", 0, "Negotiate")
                        .starts("server", 1.3, "x", "c:\\x.exe", "wmi WmiPrvSE.exe", "0xaa")))
                .isEmpty();
    }

    @Test
    void whatIsStartedByWmiOnADesktopThatIsReachedFromElsewhereCameFromWhoeverSitsThere() {
        assertThat(edges(story -> story.logsOn("server", -60, 10, "0xaa", 0)
                        .starts("server", 1.3, "x", "c:\\x.exe", "wmi WmiPrvSE.exe", "0xaa")))
                .extracting(Edge::mechanism)
                .containsExactly(Mechanism.RDP);
    }

    @Test
    void withoutTheLogonTheSessionIsNotTied() {
        Edge edge = only(story -> story.calls(1, "wmic", "c:\\wmic.exe", 50_001, 49_700)
                .isCalled(1.1, "winmgmt", SVCHOST, 50_001, 49_700)
                .starts("server", 1.3, "x", "c:\\x.exe", "wmi WmiPrvSE.exe", "0xaa"));

        is(edge, Tier.T2, "wmic", "x", "T1047");
    }

    @Test
    void whatTheFilteringPlatformLetPassNamesTheCallerAndProvesNone() {
        Edge edge = only(Stories::permitted);

        is(edge, Tier.T2, "cim", "y", "T1047");
        assertThat(edge.source().image()).isEqualTo("c:\\windows\\cim.exe");
    }

    @Test
    void theSensorsOwnRecordOfTheSameConnectionCounts() {
        Edge edge = only(story -> {
            story.isPermitted(1.05, "wmic", "wmic.exe", 50_001, 49_700);
            Stories.wmi(story);
        });

        is(edge, Tier.T1, "wmic", "x", "T1047");
    }

    @Test
    void aRemoteShellIsOfTheOnlyOneThatWasConnected() {
        is(only(Stories::winrm), Tier.T1, "ps", "shell", "T1021.006");
    }

    @Test
    void whereTwoProcessesWereConnectedNoneIsProven() {
        Edge edge = only(story -> {
            Stories.winrm(story);
            story.calls(1.1, "other", "c:\\other.exe", 50_032, 5985).isCalled(1.2, "kernel", "System", 50_032, 5985);
        });

        is(edge, Tier.T2, "", "shell", "T1021.006");
    }

    @Test
    void aServiceIsTheEdgesEndWithWhatItStarts() {
        Edge edge = only(Stories::service);

        is(edge, Tier.T1, "psexec", "run", "T1021.002", "T1569.002");
        assertThat(edge.target().object()).isEqualTo("RUNME");
    }

    @Test
    void aServiceThatTheSystemInstallsWhileSomebodyIsConnectedIsNone() {
        assertThat(edges(story -> story.calls(1, "psexec", "c:\\evil.exe", 50_003, 445)
                        .isCalled(1.1, "kernel", "System", 50_003, 445)
                        .service(2, "RUNME", "c:\\runme.exe", "0x3e7")))
                .isEmpty();
    }

    @Test
    void aTaskIsAnEndBeforeItRuns() {
        Edge edge = only(Stories::task);

        is(edge, Tier.T1, "tasks", "", "T1053.005");
        assertThat(edge.target().object()).isEqualTo("\\Update");
    }

    @Test
    void whatATaskStartsAfterABootJoins() {
        Edge edge = only(story -> {
            Stories.task(story);
            story.boots("server", 90_000)
                    .starts("server", 90_030, "job", "c:\\job.exe /q", "sched " + SVCHOST, "0x3e7")
                    .starts("server", 90_031, "no", "c:\\job.exe /other", "sched " + SVCHOST, "0x3e7");
        });

        is(edge, Tier.T1, "tasks", "job", "T1053.005");
        assertThat(edge.target().started()).hasSize(1);
    }

    @Test
    void whatRunsAfterATaskWasDeletedDoesNotJoin() {
        Edge edge = only(story -> {
            Stories.task(story);
            story.security("server", 100, 4699, Map.of("TaskName", "\\Update"))
                    .starts("server", 200, "job", "c:\\job.exe /q", "sched " + SVCHOST, "0x3e7");
        });

        assertThat(edge.target().started()).isEmpty();
    }

    @Test
    void aTaskMadeByWhoeverSitsThereIsNone() {
        assertThat(edges(story -> story.calls(1, "tasks", "c:\\schtasks.exe", 50_004, 49_701)
                        .isCalled(1.1, "schedule", SVCHOST, 50_004, 49_701)
                        .logsOn("server", -100, 2, "0xdd", "-", 0, "Negotiate")
                        .security("server", 2, 4698, Map.of("TaskName", "\\Update", "SubjectLogonId", "0xdd"))))
                .isEmpty();
    }

    @Test
    void anActivatedApplicationThatHoldsTheConnectionIsProven() {
        is(only(Stories::dcom), Tier.T1, "xll", "excel", "T1021.003");
    }

    @Test
    void theConnectionThatAnApplicationHoldsIsItsOwnHoursLater() {
        Edge edge = only(story -> story.starts(
                        "server", 0.5, "excel", "c:\\excel.exe /automation -Embedding", "rpc " + SVCHOST, "0xee")
                .calls(14_000, "xll", "c:\\evil.exe", 50_005, 49_702)
                .isCalled(14_001, "excel", "c:\\excel.exe", 50_005, 49_702));

        is(edge, Tier.T1, "xll", "excel", "T1021.003");
    }

    @Test
    void anApplicationThatSomebodyElseWasConnectedToIsNone() {
        assertThat(edges(story -> story.calls(1, "xll", "c:\\evil.exe", 50_005, 49_702)
                        .starts("server", 0.5, "excel", "c:\\excel.exe -Embedding", "rpc " + SVCHOST, "0xee")
                        .isCalled(1.2, "database", "c:\\database.exe", 50_005, 49_702)))
                .isEmpty();
    }

    @Test
    void aWindowsChildIsReachedAndInheritsNothing() {
        Edge edge = only(Stories::window);

        is(edge, Tier.T1, "win", "calc", "T1021.003");
        assertThat(edge.passesLineage()).isFalse();
    }

    @Test
    void aDesktopReachesASessionWhoseFirstLogonNamesThePort() {
        Edge edge = only(Stories::rdp);

        is(edge, Tier.T2, "mstsc", "", "T1021.001");
        assertThat(edge.target().object()).isEqualTo("session 0xf2 of ann");
    }

    @Test
    void aFileIsFollowedToWhatRunsIt() {
        is(only(Stories::file), Tier.T1, "copy", "tool", "T1021.002", "T1570");
    }

    @Test
    void aFileThatIsNoProgramIsNone() {
        assertThat(edges(story -> story.calls(1, "copy", "c:\\evil.exe", 50_008, 445)
                        .isCalled(1.1, "kernel", "System", 50_008, 445)
                        .drops(2, "C:\\share\\report.docx")))
                .isEmpty();
    }

    @Test
    void aSubscriptionIsOfItsUsersOnlyLogonAndJoinsWhatItStartsLater() {
        is(only(Stories::subscription), Tier.T1, "ps", "keep", "T1546.003");
    }

    @Test
    void aSessionWithOtherCredentialsReachesTheLogon() {
        is(only(Stories::hash), Tier.T2, "pth", "", "T1550.002");
    }

    @Test
    void aLogonWithOnesOwnCredentialsIsNone() {
        assertThat(edges(story -> story.calls(1, "net", "c:\\net.exe", 50_010, 445)
                        .logsOn("server", 1.2, 3, "0xf5", "10.1.0.5", 50_010, "NTLM")))
                .isEmpty();
    }

    @Test
    void aShellUnderTheSshdThatAcceptedIsProven() {
        is(only(Stories::ssh), Tier.T1, "ssh", "bash", "T1021.004");
    }

    @Test
    void aLogonIdFromBeforeABootTellsNothing() {
        Edge edge = only(story -> {
            story.logsOn("server", -500, 2, "0xaa", "-", 0, "Negotiate").boots("server", -100);
            Stories.wmi(story);
        });
        is(edge, Tier.T1, "wmic", "x", "T1047");
    }

    @Test
    void whoeverCameFromAnAddressOfNobodyIsKnownByItAlone() {
        Edge edge = only(story -> story.logsOn("server", 1.1, 3, "0xaa", 50_001)
                .starts("server", 1.3, "x", "c:\\x.exe", "wmi WmiPrvSE.exe", "0xaa"));

        assertThat(edge.tier()).isEqualTo(Tier.T3);
        assertThat(edge.source()).isEqualTo(new Edge.Source("", "10.1.0.5", "", ""));
    }

    @Test
    void aTicketSeenAtBothEndsJoinsAcrossATranslatedAddress() {
        String ticket = "{11111111-2222-3333-4444-555555555555}";
        Edge edge = only(story -> story.starts("desk", 0, "wmic", "c:\\wmic.exe", "cmd cmd.exe", "0x11")
                .ticket(0.9, "wmic", "c:\\wmic.exe", ticket)
                .calls(1, "wmic", "c:\\wmic.exe", 50_001, 49_700)
                .logsOnWithTicket(1.1, "0xaa", "192.0.2.1", 40_000, ticket)
                .starts("server", 1.3, "x", "c:\\x.exe", "wmi WmiPrvSE.exe", "0xaa"));

        is(edge, Tier.T1, "wmic", "x", "T1047");
    }

    private static List<Edge> edges(Consumer<RemoteStory> told) {
        RemoteStory story = new RemoteStory();
        told.accept(story);
        return story.edges();
    }

    private static Edge only(Consumer<RemoteStory> told) {
        List<Edge> edges = edges(told);
        assertThat(edges).hasSize(1);
        return edges.get(0);
    }

    private static void is(Edge edge, Tier tier, String source, String started, String... techniques) {
        assertThat(edge.tier()).isEqualTo(tier);
        assertThat(edge.source().endpoint()).isEqualTo("desk");
        assertThat(edge.source().process()).isEqualTo(source);
        assertThat(edge.target().endpoint()).isEqualTo("server");
        assertThat(edge.target().started().stream()
                        .map(Trace.Started::process)
                        .findFirst()
                        .orElse(""))
                .isEqualTo(started);
        assertThat(edge.techniques()).containsExactly(techniques);
    }
}
