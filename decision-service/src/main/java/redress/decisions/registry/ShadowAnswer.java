package redress.decisions.registry;

import redress.decisions.v1.Recommendation;

/// What a shadow would have said, beside what was said.
///
/// @param shadow the shadow's answer
/// @param given the answer that was given, about the same item
public record ShadowAnswer(Recommendation shadow, Recommendation given) {}
