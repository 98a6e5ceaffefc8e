package redress.system.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.decisions.v1.GetRecommendationRequest;
import redress.local.realm.AccessToken;
import redress.system.mesh.Commands;
import redress.system.mesh.KeycloakAdmin;
import redress.system.mesh.KeycloakAdmin.Person;
import redress.system.mesh.Refused;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;

/// From a password to a passkey in a real browser: the challenge says what to do, doing it helps,
/// and nothing else does.
@Scenario
class StepUpScenario {
    private static final Metadata.Key<String> CHALLENGE =
            Metadata.Key.of("www-authenticate", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern DEMAND =
            Pattern.compile("acr_values=\"(\\d)\".*max_age=\"(\\d+)\"");

    private final TestMesh mesh;
    private final KeycloakAdmin admin;
    private Optional<Person> made = Optional.empty();

    StepUpScenario(TestMesh mesh) {
        this.mesh = mesh;
        this.admin = new KeycloakAdmin(mesh);
    }

    @BeforeEach
    void needsChromium() {
        assumeTrue(
                Commands.installed(Browser.PROGRAM),
                "Chromium is not installed (Debian: apt install chromium, or ./redress test"
                        + " --install)");
    }

    @AfterEach
    void removeThePerson() {
        made.ifPresent(admin::remove);
    }

    @Test
    @DisplayName("zero-trust 12: the browser follows the challenge, and then the call works")
    void stepsUpFromPasswordToPasskey() {
        try (var browser = new Browser(mesh)) {
            var signingIn = new SigningIn(mesh, browser, newPerson());
            AccessToken first = signingIn.upTo(1, Optional.empty());
            assertThat(first.acr()).isEqualTo(1);
            assertThat(signingIn.addingAPasskey().acr()).isEqualTo(2);

            Matcher demand = challenged(first);
            AccessToken sure =
                    signingIn.upTo(
                            Integer.parseInt(demand.group(1)),
                            Optional.of(Integer.valueOf(demand.group(2))));
            assertThat(sure.acr()).isEqualTo(3);
            assertThat(reading(sure)).isEqualTo("NOT_FOUND NOT_FOUND");
            assertThat(reading(first))
                    .isEqualTo("UNAUTHENTICATED INSUFFICIENT_USER_AUTHENTICATION");
        }
    }

    @Test
    @DisplayName(
            "zero-trust 12: without a passkey nobody reaches level 3, or is offered one on the way")
    void isNotGivenALevelForWhatOneDoesNotHave() {
        try (var browser = new Browser(mesh)) {
            var plain = admin.personWithPassword("model_steward");
            made = Optional.of(plain);
            var signingIn = new SigningIn(mesh, browser, plain);
            AccessToken token = signingIn.upTo(3, Optional.of(0));
            assertThat(token.acr()).isEqualTo(1);
            assertThat(signingIn.passkeyPages()).isZero();
            var _ = challenged(token);
        }
    }

    @Test
    @DisplayName("zero-trust 12: a session of level 1 gives no level 3, however it is asked")
    void isNotGivenALevelBySingleSignOn() {
        try (var browser = new Browser(mesh)) {
            var person = newPerson();
            var signingIn = new SigningIn(mesh, browser, person);
            var _ = signingIn.upTo(1, Optional.empty());
            var _ = signingIn.addingAPasskey();
            try (var other = new Browser(mesh)) {
                var elsewhere = new SigningIn(mesh, other, person);
                assertThat(elsewhere.upTo(1, Optional.empty()).acr()).isEqualTo(1);
                assertThat(elsewhere.isAskedForAPasskey()).isFalse();
                AccessToken after = elsewhere.upTo(1, Optional.empty());
                assertThat(after.acr()).isEqualTo(1);
                var _ = challenged(after);
            }
        }
    }

    @Test
    @DisplayName("zero-trust 12: a passkey without verification of its user gives no level 3")
    void isNotGivenALevelByTheDeviceAlone() {
        try (var browser = new Browser(mesh)) {
            var signingIn = new SigningIn(mesh, browser, newPerson());
            var _ = signingIn.upTo(1, Optional.empty());
            var _ = signingIn.addingAPasskey();
            browser.recognises(false);
            assertThatThrownBy(() -> signingIn.upTo(3, Optional.empty()))
                    .hasMessageContaining("not signed in");
            browser.recognises(true);
            assertThat(signingIn.upTo(3, Optional.empty()).acr()).isEqualTo(3);
        }
    }

    private Person newPerson() {
        var person = admin.newPerson(List.of("model_steward"));
        made = Optional.of(person);
        return person;
    }

    private Matcher challenged(AccessToken token) {
        var answered = catchThrowableOfType(StatusRuntimeException.class, () -> read(token));
        assertThat(answered.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
        String challenge = Objects.requireNonNull(answered.getTrailers()).get(CHALLENGE);
        assertThat(challenge).contains("error=\"insufficient_user_authentication\"");
        Matcher demand = DEMAND.matcher(challenge);
        assertThat(demand.find()).describedAs(challenge).isTrue();
        return demand;
    }

    private String reading(AccessToken token) {
        var refused = Refused.by(() -> read(token));
        return refused.code() + " " + refused.reason();
    }

    private void read(AccessToken token) {
        var request = GetRecommendationRequest.newBuilder().setId(Samples.id()).build();
        var _ = mesh.withToken("console", token.text()).decisions().getRecommendation(request);
    }
}
