package redress.grievances.grpc;

import java.util.Optional;
import redress.grievances.v1.GrievanceUpdate;
import redress.grievances.v1.WatchGrievancesResponse;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.mesh.store.Timeline;

/// Events of grievances as the contract tells them.
final class GrievanceUpdates {
    private GrievanceUpdates() {}

    static WatchGrievancesResponse told(Optional<LoggedEvent> event, Position position) {
        var told = WatchGrievancesResponse.newBuilder().setPosition(position.text());
        event.ifPresent(each -> told.setUpdate(update(each)));
        return told.build();
    }

    private static GrievanceUpdate update(LoggedEvent event) {
        return GrievanceUpdate.newBuilder()
                .setGrievanceId(event.item().toString())
                .setEventId(event.id().toString())
                .setType(event.type())
                .setOccurredAt(Timeline.timestamp(event.occurredAt()))
                .build();
    }
}
