package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.CaseUpdate;
import redress.cases.v1.NoteType;
import redress.cases.v1.WatchCasesRequest;
import redress.cases.v1.WatchCasesResponse;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.GrievanceUpdate;
import redress.grievances.v1.WatchGrievancesRequest;
import redress.grievances.v1.WatchGrievancesResponse;
import redress.system.mesh.Client;
import redress.system.mesh.KeycloakAdmin;
import redress.system.mesh.Refused;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Another system watches what happens, breaks off, and goes on from where it was.
@Scenario
class EventsScenario {
    private static final WatchCasesRequest NOW =
            WatchCasesRequest.newBuilder().setFromNow(true).build();

    @Test
    void aWatcherOfCasesThatBrokeOffHearsWhatHappenedMeanwhile(TestMesh mesh) {
        var importer = mesh.as("importer", TestUser.WORKER);
        var worker = mesh.console(TestUser.WORKER).cases();
        String area = Samples.name("watched");

        var first = importer.cases().watchCases(NOW);
        var begun = first.next();
        assertThat(begun.hasUpdate()).isFalse();
        String one = worker.openCase(Samples.openCase(area)).getCase().getId();
        assertThat(until(first, one, "case.opened").getUpdate().getEventId()).isNotEmpty();

        // Nothing was noted of the first stream but where it began.
        var _ =
                worker.addNote(
                        AddNoteRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setCaseId(one)
                                .setNoteType(NoteType.NOTE_TYPE_GENERAL)
                                .setText("The neighbour takes them in.")
                                .build());
        String two = worker.openCase(Samples.openCase(area)).getCase().getId();
        var heard = new ArrayList<CaseUpdate>();
        var again = importer.cases().watchCases(from(begun.getPosition()));
        while (heard.stream().noneMatch(each -> each.getCaseId().equals(two))) {
            var answer = again.next();
            if (answer.hasUpdate()) {
                heard.add(answer.getUpdate());
            }
        }
        assertThat(heard)
                .filteredOn(each -> each.getCaseId().equals(one))
                .extracting(CaseUpdate::getType)
                .filteredOn(type -> !type.equals("case.recommended"))
                .containsExactly("case.opened", "case.note_added");
    }

    @DisplayName("zero-trust 14: who watches hears of nothing outside their programmes and areas")
    @Test
    void aWatcherOfGrievancesHearsOfWhatTheySee(TestMesh mesh) {
        var officer = mesh.console(TestUser.OFFICER).grievances();
        var all = officer.watchGrievances(watchGrievances());
        var few =
                mesh.console(TestUser.CASH_OFFICER).grievances().watchGrievances(watchGrievances());
        assertThat(all.next().hasUpdate()).isFalse();
        assertThat(few.next().hasUpdate()).isFalse();
        var hidden = Samples.submitGrievance(Samples.name("hidden"));
        var seen = Samples.submitGrievance("CO-05").toBuilder();
        seen.getDetailsBuilder().addProgrammeIds("cash_transfer");

        var other = officer.submitGrievance(hidden).getGrievance();
        var known = officer.submitGrievance(seen.build()).getGrievance();
        var _ =
                officer.acknowledgeGrievance(
                        AcknowledgeGrievanceRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setId(known.getId())
                                .setEtag(known.getEtag())
                                .build());

        assertThat(heard(all, known.getId()))
                .extracting(GrievanceUpdate::getGrievanceId)
                .contains(other.getId(), known.getId());
        assertThat(heard(few, known.getId()))
                .extracting(GrievanceUpdate::getGrievanceId)
                .doesNotContain(other.getId());
    }

    @DisplayName("zero-trust 11: a stream tells nothing once its token was withdrawn")
    @Test
    void aStreamEndsWithTheTokenOfItsUser(TestMesh mesh) {
        var admin = new KeycloakAdmin(mesh);
        var person = admin.personWithPassword("case_worker");
        try {
            String token = admin.signIn(person).path("access_token").asText();
            Client console = mesh.withToken("console", token);
            var watched = console.cases().withDeadlineAfter(3, TimeUnit.MINUTES).watchCases(NOW);
            assertThat(watched.next().hasUpdate()).isFalse();
            admin.disable(person);

            var refused = Refused.by(() -> watched.forEachRemaining(_ -> {}));

            assertThat(refused.code() + " " + refused.reason())
                    .isEqualTo("UNAUTHENTICATED TOKEN_INVALID");
        } finally {
            admin.remove(person);
        }
    }

    private static WatchCasesResponse until(
            Iterator<WatchCasesResponse> stream, String item, String type) {
        while (true) {
            var answer = stream.next();
            if (answer.getUpdate().getCaseId().equals(item)
                    && answer.getUpdate().getType().equals(type)) {
                return answer;
            }
        }
    }

    private static List<GrievanceUpdate> heard(
            Iterator<WatchGrievancesResponse> stream, String acknowledged) {
        var heard = new ArrayList<GrievanceUpdate>();
        while (true) {
            var update = stream.next().getUpdate();
            heard.add(update);
            if (update.getGrievanceId().equals(acknowledged)
                    && update.getType().equals("grievance.acknowledged")) {
                return heard;
            }
        }
    }

    private static WatchCasesRequest from(String position) {
        return WatchCasesRequest.newBuilder().setPosition(position).build();
    }

    private static WatchGrievancesRequest watchGrievances() {
        return WatchGrievancesRequest.newBuilder().setFromNow(true).build();
    }
}
