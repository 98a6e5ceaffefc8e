package redress.mesh.store;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.UUID;
import java.util.function.Function;

/// What a write answers with.
///
/// @param parser of the answer
/// @param item the case or grievance that an answer tells of: whoever may not see it does not get
///   the answer again
public record AnswerType<A extends Message>(Parser<A> parser, Function<A, UUID> item) {}
