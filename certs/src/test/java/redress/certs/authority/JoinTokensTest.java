package redress.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.Reason;
import redress.certs.Sha256;

class JoinTokensTest {
    @TempDir Path dir;

    private AuthorityFixture fixture;
    private JoinTokens tokens;
    private JoinToken token;

    @BeforeEach
    void create() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
        tokens = fixture.authority().joinTokens();
        Registration workload = fixture.register("a");
        token =
                new JoinToken(
                        Sha256.of("secret"),
                        workload.id(),
                        fixture.clock().instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void isSpentOnce() {
        tokens.keep(token);

        assertThat(fixture.again().joinTokens().spend(token.sha256())).contains(token);
        assertThat(tokens.spend(token.sha256())).isEmpty();
    }

    @Test
    void isOfNoUseOnceExpired() {
        tokens.keep(token);
        fixture.clock().advance(Duration.ofMinutes(11));

        assertThat(tokens.spend(token.sha256())).isEmpty();
    }

    @Test
    void isForRegisteredWorkloadsOnly() {
        var stranger = fixture.authority().trustDomain().workload("stranger");
        var unknown = new JoinToken(token.sha256(), stranger, token.notAfter());

        assertRefused(Reason.NOT_FOUND, () -> tokens.keep(unknown));
    }
}
