package io.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom no policy gives up: what everybody stands on. */
class NeverContainedTest {
    private final NeverContained builtIn = NeverContained.BUILT_IN;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "169.254.1.1",
                "224.0.0.251",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "",
                "-",
                "host.example",
                "10.0.0.1/8",
                "1.2.3"
            })
    void addressesThatEveryoneHasOrThatAreNone(String address) {
        assertThat(builtIn.address(address)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NT AUTHORITY\\SYSTEM",
                "SYSTEM",
                "NT AUTHORITY\\LOCAL SERVICE",
                "nt authority\\network service",
                "S-1-5-18",
                "S-1-5-19",
                "S-1-5-20",
                "CORP\\WS1$",
                "NT SERVICE\\MSSQL",
                "Window Manager\\DWM-1",
                "root"
            })
    void accountsThatMachinesRunOn(String user) {
        assertThat(builtIn.user(user, null)).isNotEmpty();
    }

    @Test
    void anAccountGoesByItsIdentifierToo() {
        assertThat(builtIn.user("СИСТЕМА", "S-1-5-18")).isNotEmpty();
        assertThat(builtIn.user(null, "S-1-5-21-1")).isNotEmpty();
        assertThat(builtIn.user("CORP\\ann", "S-1-5-21-1")).isEmpty();
        assertThat(builtIn.address("203.0.113.9")).isEmpty();
    }
}
