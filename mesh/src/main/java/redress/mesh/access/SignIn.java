package redress.mesh.access;

import java.time.Instant;
import redress.access.v1.Assurance;

/// How surely a user identified, and when.
///
/// @param assurance the level that was reached (`acr`); unspecified if the token does not say, and
///   for a partner system, which is no person
/// @param at when (`auth_time`); the epoch if the token does not say
public record SignIn(Assurance assurance, Instant at) {
    /// Nobody identified.
    public static final SignIn NONE = new SignIn(Assurance.ASSURANCE_UNSPECIFIED, Instant.EPOCH);
}
