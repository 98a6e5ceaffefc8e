package redress.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.KeyAlgorithm;
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

        assertThat(redeem(fixture.again().joinTokens()).id()).isEqualTo(token.id());
        assertRefused(Reason.NOT_ENTITLED, () -> redeem(tokens));
    }

    @Test
    void isOfNoUseOnceExpired() {
        tokens.keep(token);
        fixture.clock().advance(Duration.ofMinutes(11));

        assertRefused(Reason.NOT_ENTITLED, () -> redeem(tokens));
    }

    @Test
    void isTakenBackWithTheCertificatesOfItsWorkload() {
        tokens.keep(token);
        var _ = fixture.authority().revoke(token.id());

        assertRefused(Reason.NOT_ENTITLED, () -> redeem(tokens));
        assertThat(fixture.authority().registration(token.id()).suspended()).isTrue();
    }

    @Test
    void isNotSpentWhenNothingCanBeIssued() {
        tokens.keep(token);
        Authority closed =
                Authority.open(dir.resolve("pki"), "wrong".toCharArray(), fixture.clock());
        assertRefused(Reason.WRONG_PASSPHRASE, () -> redeem(closed.joinTokens()));

        assertThat(redeem(tokens).id()).isEqualTo(token.id());
    }

    @Test
    void isForRegisteredWorkloadsOnly() {
        var stranger = fixture.authority().trustDomain().workload("stranger");
        var unknown = new JoinToken(token.sha256(), stranger, token.notAfter());

        assertRefused(Reason.NOT_FOUND, () -> tokens.keep(unknown));
    }

    private IssuedCertificate redeem(JoinTokens from) {
        return from.redeem(token.sha256(), KeyAlgorithm.P256.generate().getPublic(), _ -> {});
    }
}
