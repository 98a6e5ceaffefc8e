package redress.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Sensitivity;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;

@DisplayName("zero-trust 14: items that name each other are seen by the same people")
class ProtectionTest {
    private static final Scope.Place PLACE = new Scope.Place(List.of("cash", "food"), "CO-05");

    private final Protection protection =
            Protection.of(Sensitivity.SENSITIVITY_STANDARD, List.of("ana"), PLACE);

    @Test
    void isTheSameHoweverItIsSaid() {
        var turned = new Scope.Place(List.of("food", "cash"), "CO-05");
        var same =
                Protection.of(Sensitivity.SENSITIVITY_UNSPECIFIED, List.of(" ANA ", "ana"), turned);
        assertThatCode(() -> protection.requireSame("other_id", same)).doesNotThrowAnyException();
    }

    @Test
    void differsByEachThingThatDecidesWhoSeesAnItem() {
        for (Protection other :
                List.of(
                        Protection.of(Sensitivity.SENSITIVITY_SENSITIVE, List.of("ana"), PLACE),
                        Protection.of(Sensitivity.SENSITIVITY_STANDARD, List.of(), PLACE),
                        at(new Scope.Place(List.of("cash"), "CO-05")),
                        at(new Scope.Place(List.of("cash", "food"), "CO")))) {
            assertThatThrownBy(() -> protection.requireSame("other_id", other))
                    .isInstanceOfSatisfying(Refusal.class, ProtectionTest::isOutOfScope)
                    .hasMessageStartingWith("other_id: ")
                    .hasMessageNotContaining("ana");
        }
    }

    private static Protection at(Scope.Place place) {
        return Protection.of(Sensitivity.SENSITIVITY_STANDARD, List.of("ana"), place);
    }

    private static void isOutOfScope(Refusal refusal) {
        assertThat(refusal.reason()).isEqualTo(Reason.REASON_OUT_OF_SCOPE);
    }
}
