package redress.grievances.categories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.lifecycle.Requests;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.PostgresCategories;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceCategory;
import redress.grievances.v1.ImportCategoriesRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

class CategoriesIT {
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final PostgresCategories categories = new PostgresCategories();
    private final KeepCategories keeping = new KeepCategories(database, categories);
    private final TestUseCases use = new TestUseCases(database);

    @AfterEach
    void forget() {
        POSTGRES.superuser().useHandle(handle -> handle.execute("TRUNCATE grievance_categories"));
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void anImportIsATreeThatIsGivenOutInItsOrder() {
        var request = importing("staff", "payment/late/bank", "payment", "payment/late");

        var after = keeping.take(SUPERVISOR, request);

        assertThat(after.getCategoriesList())
                .extracting(GrievanceCategory::getCode)
                .containsExactly("payment", "payment/late", "payment/late/bank", "staff");
        assertThat(keeping.list(OFFICER)).isEqualTo(after.getCategoriesList());
        assertThat(keeping.take(SUPERVISOR, request)).isEqualTo(after);
    }

    @Test
    void whatAnImportLeavesOutIsRetiredAndComesBackWithTheNext() {
        var _ = keeping.take(SUPERVISOR, importing("payment", "staff"));
        var _ = keeping.take(SUPERVISOR, importing("payment"));
        assertThat(keeping.list(OFFICER))
                .filteredOn(GrievanceCategory::getRetired)
                .extracting(GrievanceCategory::getCode)
                .containsExactly("staff");
        refused(() -> submit("staff"));

        var exported = keeping.list(OFFICER);
        var again = ImportCategoriesRequest.newBuilder().addAllCategories(exported);
        var _ = keeping.take(SUPERVISOR, again.setRequestId(id()).build());
        assertThat(keeping.list(OFFICER)).noneMatch(GrievanceCategory::getRetired);
    }

    @Test
    void aTreeWithAHoleOrATwinIsRefusedAndChangesNothing() {
        refused(() -> keeping.take(SUPERVISOR, importing("payment/late")));
        refused(() -> keeping.take(SUPERVISOR, importing("payment", "payment")));
        assertThat(keeping.list(OFFICER)).isEmpty();
    }

    @Test
    void anyCodeWillDoUntilThereAreCategories() {
        assertThat(submit("whatever").getDetails().getCategoryCode()).isEqualTo("whatever");
        var _ = keeping.take(SUPERVISOR, importing("payment"));
        refused(() -> submit("whatever"));
        assertThat(submit("").getDetails().getCategoryCode()).isEmpty();
        assertThat(submit("payment").getDetails().getCategoryCode()).isEqualTo("payment");
    }

    @Test
    void aGrievanceIsHeldAsCloselyAsTheCategoriesAboveItSay() {
        var abuse =
                GrievanceCategory.newBuilder()
                        .setCode("abuse")
                        .setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE);
        var request = importing("abuse/words", "payment").toBuilder().addCategories(abuse);
        var _ = keeping.take(SUPERVISOR, request.build());

        assertThat(submit("abuse/words").getDetails().getSensitivity())
                .isEqualTo(Sensitivity.SENSITIVITY_SENSITIVE);
        assertThat(submit("payment").getDetails().getSensitivity())
                .isEqualTo(Sensitivity.SENSITIVITY_UNSPECIFIED);
    }

    @Test
    void onlyWhoIsClearedAndSureMakesACategoryLessSensitive() {
        var abuse =
                GrievanceCategory.newBuilder()
                        .setCode("abuse")
                        .setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE);
        var closed = importing("payment").toBuilder().addCategories(abuse).build();
        var _ = keeping.take(SUPERVISOR, closed);
        var both = new Role[] {Role.ROLE_SUPERVISOR, Role.ROLE_SENSITIVE_OFFICER};
        var unsure = TestDatabase.unsure("both", both);
        var known = keeping.list(OFFICER);

        refused(
                Reason.REASON_ROLE_MISSING,
                () -> keeping.take(SUPERVISOR, importing("payment", "abuse")));
        refused(
                Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION,
                () -> keeping.take(unsure, importing("payment", "abuse")));
        assertThat(keeping.list(OFFICER)).isEqualTo(known);

        var _ = keeping.take(SUPERVISOR, importing("payment"));
        refused(
                Reason.REASON_ROLE_MISSING,
                () -> keeping.take(SUPERVISOR, importing("payment", "abuse")));
        var cleared = TestDatabase.person("both", both);
        var after = keeping.take(cleared, importing("payment", "abuse"));
        assertThat(after.getCategoriesList())
                .extracting(GrievanceCategory::getSensitivity)
                .containsOnly(Sensitivity.SENSITIVITY_UNSPECIFIED);
    }

    @Test
    void theStoreTakesCategoriesFromSupervisorsOnly() {
        assertThatThrownBy(() -> keeping.take(OFFICER, importing("payment")))
                .isInstanceOf(JdbiException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private Grievance submit(String category) {
        var request = SubmitGrievanceRequest.newBuilder(Requests.submission());
        request.getDetailsBuilder().setCategoryCode(category);
        return use.submitting().submit(OFFICER, request.build());
    }

    private static ImportCategoriesRequest importing(String... codes) {
        var request = ImportCategoriesRequest.newBuilder().setRequestId(id());
        for (String code : List.of(codes)) {
            request.addCategoriesBuilder().setCode(code).putNames("en", code);
        }
        return request.build();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static void refused(ThrowingCallable call) {
        refused(Reason.REASON_INVALID_REQUEST, call);
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
