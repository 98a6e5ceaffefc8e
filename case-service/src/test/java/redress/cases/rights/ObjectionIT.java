package redress.cases.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;

class ObjectionIT {
    private final Office office = new Office();

    @AfterEach
    void stop() throws IOException {
        office.close();
    }

    @Test
    void anObjectionIsRecordedOnTheRecommendationAndNoModelReplacesIt() {
        var opened = office.open("4711", "text");
        var request = office.fulfil(office.receive(RequestKind.REQUEST_KIND_OBJECTION, "4711"));
        office.timePasses();
        assertThat(office.process().runOne()).isTrue();

        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        var contested = office.read(opened);
        assertThat(contested.getRecommendation().getObjection().getRequestNumber())
                .isEqualTo(request.getNumber());
        var waiting =
                office.database()
                        .asService(
                                "case-service",
                                transaction -> office.cases().awaitingModel(transaction, 10));
        assertThat(waiting).isEmpty();
    }
}
