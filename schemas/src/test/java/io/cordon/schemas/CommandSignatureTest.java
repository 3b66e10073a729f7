package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What is signed is fixed to the byte, so that agents in any language verify it. */
class CommandSignatureTest {
    private static final String INPUT = "0000000e636f72646f6e2f636f6d6d616e64"
            + "000000236170706c69636174696f6e2f6f70656e63322b6a736f6e3b76657273696f6e3d312e30"
            + "0000004030366533666438666461323962623630616235393535376465363165646230616563646232333131333462653330653735"
            + "623435356638653162373932666139"
            + "000000087b22c3bc223a317d";

    /** As OpenSSL 3 signs it: {@code openssl pkeyutl -sign -rawin -inkey KEY -in INPUT}. */
    private static final String SIGNATURE = "0f4e981bc57c036ee5b03de999b7ebca44d468fa016a3295724b1bcffc29581e"
            + "f851e2211e818e69026a5fcb1d9c8acb3d23eccf13c3fcfb6c6370ebd99ab004";

    private static final byte[] PAYLOAD = "{\"ü\":1}".getBytes(StandardCharsets.UTF_8);

    @Test
    void eachPartStandsWithItsLengthBeforeIt() {
        assertThat(HexFormat.of().formatHex(input("cordon/command", PAYLOAD))).isEqualTo(INPUT);
    }

    @Test
    void theSignatureIsTheOneThatOpenSslMakes() throws Exception {
        Signature signature = Signature.getInstance(CommandSignature.ALGORITHM);
        signature.initSign(KeyPairFile.readPrivate(Rfc8032.PRIVATE_PEM).getPrivate());
        signature.update(input("cordon/command", PAYLOAD));

        assertThat(HexFormat.of().formatHex(signature.sign())).isEqualTo(SIGNATURE);
    }

    @Test
    void noPartCanBeTakenForAnother() {
        assertThat(CommandSignature.input("ab", "c", "k", PAYLOAD))
                .isNotEqualTo(CommandSignature.input("a", "bc", "k", PAYLOAD));
    }

    private static byte[] input(String purpose, byte[] payload) {
        return CommandSignature.input(purpose, CommandSignature.PAYLOAD_TYPE, Rfc8032.KEY_ID, payload);
    }
}
