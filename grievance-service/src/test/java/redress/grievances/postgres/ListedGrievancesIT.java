package redress.grievances.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.Severity;

class ListedGrievancesIT extends StoredGrievances {
    @Test
    void pagesNewestFirstWithoutGapsOrRepeats() {
        var added = addWithScores(23);

        var walked = walk(GrievanceOrder.GRIEVANCE_ORDER_NEWEST, 4);

        assertThat(walked).containsExactlyElementsOf(added.reversed());
    }

    @Test
    void pagesByUrgencyAndTiesByAgeWithoutGapsOrRepeats() {
        var added = addWithScores(23);

        var walked = walk(GrievanceOrder.GRIEVANCE_ORDER_URGENCY, 4);

        var byUrgency = Comparator.comparingDouble(ListedGrievancesIT::score).reversed();
        assertThat(walked).containsExactlyElementsOf(added.stream().sorted(byUrgency).toList());
    }

    @Test
    void aFullLastPageHasNoNextOne() {
        addWithScores(4);

        var slice = page(OFFICER, request(filters -> filters.setPageSize(4)));

        assertThat(slice.rows()).hasSize(4);
        assertThat(slice.nextPageToken()).isEmpty();
    }

    @Test
    void aRowAddedBetweenPagesMovesNoOther() {
        var added = addWithScores(4);
        var first = page(OFFICER, request(filters -> filters.setPageSize(2)));
        add(row -> row);

        var second =
                list(
                        OFFICER,
                        filters -> filters.setPageSize(2).setPageToken(first.nextPageToken()));

        assertThat(second).containsExactly(added.get(1), added.get(0));
    }

    @Test
    void filtersByWhatTheRequestSets() {
        Grievance wanted =
                add(
                        row -> {
                            row.setState(GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED)
                                    .setAssignedTo("ana");
                            row.getDetailsBuilder()
                                    .setSeverity(Severity.SEVERITY_HIGH)
                                    .setExternalId("X-" + area);
                            return row;
                        });
        add(row -> row);

        assertThat(
                        List.<UnaryOperator<ListGrievancesRequest.Builder>>of(
                                f -> f.setState(GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED),
                                f -> f.setAssignedTo("ana"),
                                f -> f.setSeverity(Severity.SEVERITY_HIGH),
                                f -> f.setExternalId("X-" + area)))
                .allSatisfy(filter -> assertThat(list(OFFICER, filter)).containsExactly(wanted));
        assertThat(list(OFFICER, f -> f.setAreaCode("elsewhere"))).isEmpty();
    }

    @Test
    void aCategoryHoldsWhatIsBelowItAndNothingBesideIt() {
        Grievance itself = addIn("payment");
        Grievance below = addIn("payment/late");
        addIn("payments");
        addIn("other/payment");

        assertThat(list(OFFICER, f -> f.setCategoryCode("payment"))).containsExactly(below, itself);
        assertThat(list(OFFICER, f -> f.setCategoryCode("payment/late"))).containsExactly(below);
        assertThat(list(OFFICER, f -> f.setCategoryCode("%"))).isEmpty();
    }

    @Test
    void filtersByProgramme() {
        Grievance wanted =
                add(
                        row -> {
                            row.getDetailsBuilder().addProgrammeIds("cash").addProgrammeIds("food");
                            return row;
                        });
        add(row -> row);

        assertThat(list(OFFICER, f -> f.setProgrammeId("food"))).containsExactly(wanted);
    }

    @Test
    void refusesTokensThatTheListDidNotMake() {
        addWithScores(3);
        String token = page(OFFICER, request(filters -> filters.setPageSize(2))).nextPageToken();

        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> list(OFFICER, f -> f.setPageToken("junk")));
        refused(Reason.REASON_BAD_PAGE_TOKEN, () -> list(OFFICER, f -> f.setPageToken("AAAA")));
        refused(
                Reason.REASON_BAD_PAGE_TOKEN,
                () -> list(OFFICER, f -> f.setPageToken(token).setAssignedTo("ana")));
    }

    private List<Grievance> addWithScores(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                add(
                                        row -> {
                                            row.getRecommendationBuilder().setScore(i * 7 % 5);
                                            return row;
                                        }))
                .toList();
    }

    private Grievance addIn(String category) {
        return add(
                row -> {
                    row.getDetailsBuilder().setCategoryCode(category);
                    return row;
                });
    }

    private List<Grievance> walk(GrievanceOrder order, int size) {
        var rows = new ArrayList<Grievance>();
        String token = "";
        do {
            var after = token;
            var slice =
                    page(
                            OFFICER,
                            request(f -> f.setOrder(order).setPageSize(size).setPageToken(after)));
            rows.addAll(slice.rows());
            token = slice.nextPageToken();
        } while (!token.isEmpty());
        return rows;
    }

    private static double score(Grievance row) {
        return row.getRecommendation().getScore();
    }
}
