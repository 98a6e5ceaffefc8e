package redress.mesh.events;

import java.time.Instant;
import java.util.UUID;

/// What happened to which item, and when; never what the item says.
///
/// @param position where to go on after it
/// @param id of the event, stable: the same one may come twice
/// @param item the case or grievance
/// @param type what happened, for instance `case.opened`
public record LoggedEvent(Position position, UUID id, UUID item, String type, Instant occurredAt) {}
