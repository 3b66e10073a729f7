package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are read as they are written, and never looked up. */
class IpBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.0.0.0/8",
        "198.51.100.7,    198.51.100.7/32",
        "2001:DB8::1,     2001:db8:0:0:0:0:0:1/128",
        "2001:db8::/32,   2001:db8:0:0:0:0:0:0/32",
        "::ffff:10.0.0.1, 10.0.0.1/32",
        "::FFFF:a00:1,    10.0.0.1/32",
        "::ffff:10.1.0.0/112, 10.1.0.0/16"
    })
    void readsAnAddressOrABlock(String text, String block) {
        assertThat(IpBlock.of(text).map(IpBlock::toString)).contains(block);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ws1",
                "300.1.1.1",
                "10.1",
                "010.0.0.1",
                "10.0.0.1/",
                "10.0.0.1/33",
                "10.0.0.1/-1",
                "1:2",
                ":::",
                "fe80::1%eth0",
                "::ffff:10.0.0.1/95",
                "10.0.0.1; drop",
                "::1/129"
            })
    void anythingElseIsNone(String text) {
        assertThat(IpBlock.of(text)).isEmpty();
    }
}
