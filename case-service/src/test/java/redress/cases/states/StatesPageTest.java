package redress.cases.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redress.cases.lifecycle.CaseState;
import redress.cases.referral.ReferralState;
import redress.cases.work.AssessmentState;
import redress.cases.work.PlanItemState;
import redress.cases.work.PlanState;
import redress.cases.work.TaskState;

/// The page of states in `docs` says what the types say. It is written anew with
/// `-Dredress.docs.write=true`.
class StatesPageTest {
    private static final Path PAGE = Path.of("../docs/case-states.md");
    private static final String HEAD =
            """
            # States of cases and of what belongs to them

            Made from the types of the states in case-service; a test fails when this page is not what they say. What
            no arrow shows is refused with `ILLEGAL_TRANSITION`, and the answer says what is possible.
            """;

    @Test
    void thePageSaysWhatTheTypesSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("redress.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .describedAs(
                        "to make it anew: ./mvnw test -pl case-service -am"
                                + " -Dtest=StatesPageTest -Dredress.docs.write=true")
                .content()
                .isEqualTo(page);
    }

    private static String page() {
        var page = new StringBuilder(HEAD);
        machines()
                .forEach(
                        (name, states) ->
                                page.append("\n## %s\n\n".formatted(name))
                                        .append(StateDiagram.of(states)));
        return page.toString();
    }

    private static Map<String, Class<?>> machines() {
        var machines = new LinkedHashMap<String, Class<?>>();
        machines.put("Case", CaseState.class);
        machines.put("Referral", ReferralState.class);
        machines.put("Assessment", AssessmentState.class);
        machines.put("Version of a plan", PlanState.class);
        machines.put("Step of a plan", PlanItemState.class);
        machines.put("Task", TaskState.class);
        return machines;
    }
}
