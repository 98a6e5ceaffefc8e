package redress.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redress.local.home.MeshService;

class DatabasesTest {
    @Test
    void letsInNobodyWithoutTlsAndTheRolesOwnCertificate() {
        assertThat(Databases.accessRules().lines())
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("hostssl ")
                                        .endsWith("127.0.0.1/32 cert clientcert=verify-full"));
    }

    @Test
    void givesEveryServiceItsOwnDatabaseOnly() {
        for (String service : MeshService.names()) {
            assertThat(Databases.accessRules().lines().filter(line -> line.contains(service)))
                    .singleElement()
                    .asString()
                    .startsWith("hostssl \"%s\" \"%s\" ".formatted(service, service));
        }
    }
}
