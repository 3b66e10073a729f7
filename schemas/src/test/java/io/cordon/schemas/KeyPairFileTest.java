package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Keys survive their files, and the public one follows from the private one. */
class KeyPairFileTest {
    @Test
    void thePublicKeyFollowsFromThePrivateOneAsInTheStandard() {
        KeyPair pair = KeyPairFile.readPrivate(Rfc8032.PRIVATE_PEM);

        assertThat(HexFormat.of().formatHex(pair.getPublic().getEncoded())).endsWith(Rfc8032.PUBLIC_KEY);
        assertThat(KeyPairFile.keyId(pair.getPublic())).isEqualTo(Rfc8032.KEY_ID);
    }

    @Test
    void aWrittenPairIsReadBack() {
        KeyPair pair = KeyPairFile.generate();

        assertThat(KeyPairFile.readPrivate(KeyPairFile.privatePem(pair)).getPublic())
                .isEqualTo(pair.getPublic());
        assertThat(KeyPairFile.readPublic(KeyPairFile.publicPem(pair.getPublic())))
                .isEqualTo(pair.getPublic());
    }

    @Test
    void aTextThatIsNoKeyIsRefusedAndNeverShown() {
        String cut = Rfc8032.PRIVATE_PEM.replace("MC4CAQ", "MC4C");

        assertThatThrownBy(() -> KeyPairFile.readPrivate(cut))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cordon keys create")
                .hasMessageNotContaining("BCIEIJ1h");
        assertThatThrownBy(() -> KeyPairFile.readPrivate("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyPairFile.readPublic(Rfc8032.PRIVATE_PEM))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
