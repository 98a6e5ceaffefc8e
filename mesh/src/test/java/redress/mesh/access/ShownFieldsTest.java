package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redress.access.v1.Assurance;
import redress.access.v1.Effect;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.SearchCasesRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievancesResponse;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.SpiffeId;

class ShownFieldsTest {
    private static final Caller OFFICER = user(Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller SUPERVISOR = user(Role.ROLE_SUPERVISOR);

    @Test
    void masksEveryTextThatIsNotShownAndNothingElse() {
        var answer = ListGrievancesResponse.newBuilder().addGrievances(of("4711")).build();
        var masked = ListGrievancesResponse.newBuilder().addGrievances(of(ShownFields.MASK));
        assertThat(ShownFields.masked(answer, SUPERVISOR)).isEqualTo(masked.build());
    }

    @Test
    void masksNothingThatIsNotThere() {
        var empty = Grievance.newBuilder().setNumber("GRV-2026-000123").build();
        assertThat(ShownFields.masked(empty, SUPERVISOR)).isEqualTo(empty);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ROLE_CASE_WORKER",
                "ROLE_GRIEVANCE_OFFICER",
                "ROLE_SENSITIVE_OFFICER",
                "ROLE_DATA_PROTECTION_OFFICER",
                "ROLE_PARTNER_SYSTEM"
            })
    void showsThemToWhoWorksWithThePerson(Role role) {
        assertThat(ShownFields.masked(of("4711"), user(role))).isEqualTo(of("4711"));
        assertThat(ShownFields.masked(of("4711"), user(Role.ROLE_SUPERVISOR, role)))
                .isEqualTo(of("4711"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ROLE_SUPERVISOR",
                "ROLE_AUDITOR",
                "ROLE_MODEL_STEWARD",
                "ROLE_SECURITY_OFFICER",
                "UNRECOGNIZED"
            })
    void masksThemForAllOthers(Role role) {
        assertThat(ShownFields.masked(of("4711"), user(role))).isEqualTo(of(ShownFields.MASK));
    }

    @Test
    void masksThemForAUserWithoutAnyRole() {
        assertThat(ShownFields.masked(of("4711"), user())).isEqualTo(of(ShownFields.MASK));
    }

    @Test
    void showsAWorkloadThatCallsForItselfEverything() {
        assertThat(ShownFields.masked(of("4711"), caller(Optional.empty()))).isEqualTo(of("4711"));
    }

    @Test
    void refusesASearchByWhatIsNotShown() {
        var identifier = of("4711").getDetails().getBeneficiary().getIdentifier(0);
        var filter = CaseFilter.newBuilder().setBeneficiary(identifier);
        var search = SearchCasesRequest.newBuilder().setFilter(filter).build();

        assertThatCode(() -> ShownFields.check(search, Effect.EFFECT_READ, OFFICER))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> ShownFields.check(search, Effect.EFFECT_READ, SUPERVISOR)))
                .contains("filter.beneficiary.identifier_value", "not shown to your roles")
                .doesNotContain("4711");
    }

    @Test
    void letsAnybodyWriteItIntoWhatIsNew() {
        var request = submitted("4711");
        assertThatCode(() -> ShownFields.check(request, Effect.EFFECT_WRITE, SUPERVISOR))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"EFFECT_READ", "EFFECT_WRITE"})
    void refusesAMaskFromAnybody(Effect effect) {
        var request = submitted(ShownFields.MASK);
        for (var caller : List.of(OFFICER, SUPERVISOR, caller(Optional.empty()))) {
            assertThat(refusal(() -> ShownFields.check(request, effect, caller)))
                    .contains("details.", "a mask");
        }
    }

    @Test
    void takesTheWordsOfTheMaskInOtherTexts() {
        var request = SubmitGrievanceRequest.newBuilder();
        request.getDetailsBuilder().setTitle(ShownFields.MASK);
        assertThatCode(() -> ShownFields.check(request.build(), Effect.EFFECT_WRITE, SUPERVISOR))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beneficiary",
                "beneficiary.identifier",
                "beneficiary.member_identifier",
                "title,beneficiary"
            })
    void refusesAChangeOfWhatHoldsIt(String paths) {
        assertThat(refusal(() -> change(paths, SUPERVISOR))).contains("beneficiary");
        assertThatCode(() -> change(paths, OFFICER)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "facts", "beneficiary.enrollment_status"})
    void letsAllElseBeChanged(String paths) {
        assertThatCode(() -> change(paths, SUPERVISOR)).doesNotThrowAnyException();
    }

    private static void change(String paths, Caller caller) {
        FieldMask mask = FieldMaskUtil.fromString(paths);
        ShownFields.check(CaseDetails.getDescriptor(), mask, caller);
    }

    /// A grievance whose texts that are shown to some only all hold one.
    private static Grievance of(String text) {
        var grievance = Grievance.newBuilder().setNumber("GRV-2026-000123");
        var details = grievance.getDetailsBuilder().setTitle("Payment late");
        details.getPreferredContactBuilder().setType("phone").setValue(text);
        var beneficiary = details.getBeneficiaryBuilder().setMemberIdentifier(text);
        beneficiary.addIdentifierBuilder().setIdentifierType("UIN").setIdentifierValue(text);
        beneficiary.addIdentifierBuilder().setIdentifierType("CARD").setIdentifierValue(text);
        return grievance.build();
    }

    private static Message submitted(String text) {
        return SubmitGrievanceRequest.newBuilder().setDetails(of(text).getDetails()).build();
    }

    private static Caller user(Role... roles) {
        var signIn = new SignIn(Assurance.ASSURANCE_PASSWORD, Instant.EPOCH);
        var has = EnumSet.noneOf(Role.class);
        has.addAll(Set.of(roles));
        return caller(Optional.of(new User("somebody", has, signIn, Scope.EVERYTHING, "")));
    }

    private static Caller caller(Optional<User> user) {
        var id = SpiffeId.parse("spiffe://redress.test/console");
        var peer = new PeerIdentity(id, "1", Instant.MAX);
        return new Caller(peer, user, Purpose.PURPOSE_CASE_MANAGEMENT);
    }

    private static String refusal(ThrowingCallable call) {
        var refused = catchThrowableOfType(Refusal.class, call);
        assertThat(refused.reason()).isEqualTo(Reason.REASON_INVALID_REQUEST);
        return String.valueOf(refused.getMessage());
    }
}
