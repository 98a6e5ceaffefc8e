package redress.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.Authority;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.Ports;

class LocalAuthorityTest {
    @TempDir Path folder = Path.of("");

    private LocalAuthority local = new LocalAuthority(new MeshHome(folder), new Ports(0));

    @BeforeEach
    void inTheFolder() {
        local = new LocalAuthority(new MeshHome(folder), new Ports(0));
    }

    @Test
    void registersEveryPartWithItsLife() {
        Authority authority = local.create();
        local.register(authority);

        assertThat(authority.registrations())
                .hasSize(LocalAuthority.WORKLOADS.size() + LocalAuthority.INFRASTRUCTURE.size())
                .allMatch(each -> each.folder().isPresent());
        var id = authority.trustDomain().workload("case-service");
        var service = authority.registration(id);
        assertThat(service.life()).isEqualTo(Duration.ofHours(24));
        assertThat(service.delivery().probe()).isEqualTo("localhost:9101");
    }

    @Test
    void tellsPostgresOfItsNewFiles() {
        Authority authority = local.create();
        local.register(authority);

        var delivery =
                authority.registration(authority.trustDomain().workload("postgres")).delivery();
        assertThat(delivery.hup()).isEqualTo(folder.resolve("postgres/data/postmaster.pid"));
        assertThat(delivery.probe()).isEqualTo("postgres:localhost:5480");
    }

    @Test
    void keepsWhatAUserChose() {
        Authority authority = local.create();
        local.register(authority);
        var id = authority.trustDomain().workload("console");
        var chosen =
                authority
                        .registration(id)
                        .withAlgorithm(KeyAlgorithm.ED25519)
                        .withLife(Duration.ofMinutes(10));
        authority.register(chosen);

        local.register(authority);

        assertThat(authority.registration(id)).isEqualTo(chosen);
    }

    @Test
    void saysWhatToDoWithTheFolderOfAnOlderVersion() throws IOException {
        Files.createDirectories(folder.resolve("authority"));
        Files.createFile(folder.resolve("authority/issued.log"));

        assertThatThrownBy(() -> local.open())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("older version")
                .hasMessageContaining("./redress up --fresh");
    }

    @Test
    void saysWhoMakesItWhenThereIsNone() {
        assertThatThrownBy(() -> local.open())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("./redress up");
    }
}
