package redress.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
            assertThat(rulesThatName(service))
                    .containsExactlyInAnyOrder(
                            rule(service, service), rule(service, Databases.OWNER));
        }
    }

    @Test
    void letsTheOwnerOfTheSchemasIntoNoOtherDatabase() {
        assertThat(rulesThatName(Databases.OWNER)).hasSameSizeAs(MeshService.names());
    }

    private static List<String> rulesThatName(String name) {
        return Databases.accessRules()
                .lines()
                .filter(line -> line.contains("\"" + name + "\""))
                .toList();
    }

    private static String rule(String database, String role) {
        return "hostssl \"%s\" \"%s\" 127.0.0.1/32 cert clientcert=verify-full"
                .formatted(database, role);
    }
}
