package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.TestAuthority;

class OwnKeysTest {
    @Test
    @DisplayName("the key goes to TLS as it is: sealed and opened by no key store")
    void handsOutTheKeyItself(@TempDir Path folder) throws Exception {
        var authority = TestAuthority.create();
        authority.issue("case-service").writeTo(folder, authority);
        try (var source = IdentitySource.open(folder, CrlDemand.REQUIRED)) {
            var own = source.current();
            var keys = OwnKeys.of(own);
            String alias = keys.chooseEngineServerAlias("EC", null, null);
            assertThat(keys.getPrivateKey(alias)).isSameAs(own.key());
            assertThat(keys.getCertificateChain(alias)).containsExactlyElementsOf(own.chain());
        }
    }
}
