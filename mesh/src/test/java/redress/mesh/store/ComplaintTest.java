package redress.mesh.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.mesh.access.Refusal;

@DisplayName("zero-trust 14: a complaint about a person")
class ComplaintTest {
    private final Complaint complaint = new Complaint(List.of("ana", "Zoë"));

    @Test
    void isNeverGivenToThemHoweverTheirNameIsTyped() {
        for (String name : List.of("ana", "ANA", " ana ", "zoë", "Zoe\u0308")) {
            assertThatThrownBy(() -> complaint.requireNotAbout("assigned_to", name))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("assigned_to: ")
                    .hasMessageNotContaining("ana");
        }
    }

    @Test
    void isGivenToAnybodyElse() {
        for (String name : List.of("anna", "an", "")) {
            assertThatCode(() -> complaint.requireNotAbout("assigned_to", name))
                    .doesNotThrowAnyException();
        }
    }
}
