package redress.mesh.store;

import java.util.UUID;

/// Something that happened to a subject.
///
/// @param subject identifier of the case or grievance
/// @param type what happened, for instance `case.opened`
/// @param summary what changed, in words for staff; never the content of personal fields
public record Event(UUID subject, String type, String summary) {}
