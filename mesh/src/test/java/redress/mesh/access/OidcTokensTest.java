package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.access.v1.Reason;

class OidcTokensTest {
    private final OidcTokens tokens =
            new OidcTokens(
                    _ -> {
                        throw new AssertionError("asked about what is no JWT");
                    });

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.", ".b.c", "a.b.c.d", "a b.c.d"})
    void refusesWhatIsNoJwtWithoutAskingAnybody(String token) {
        var refusal = catchThrowableOfType(Refusal.class, () -> tokens.verify(token));
        assertThat(refusal.reason()).isEqualTo(Reason.REASON_TOKEN_INVALID);
    }
}
