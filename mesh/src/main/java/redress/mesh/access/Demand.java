package redress.mesh.access;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redress.access.v1.AccessRule;
import redress.access.v1.Assurance;

/// How surely, and how recently, a user must have identified.
///
/// @param assurance the least level
/// @param maxAge the longest time since then; zero: any
public record Demand(Assurance assurance, Duration maxAge) {
    /// What is sensitive needs this, whatever the method needs.
    public static final Demand SENSITIVE =
            new Demand(Assurance.ASSURANCE_PASSKEY, Duration.ofHours(1));

    /// What a method of the contract needs.
    static Demand of(AccessRule rule) {
        return new Demand(rule.getAssurance(), Duration.ofSeconds(rule.getMaxAge()));
    }

    /// Whether a sign-in is enough now.
    public boolean isMetBy(SignIn signIn, Instant now) {
        boolean sure = signIn.assurance().getNumber() >= assurance.getNumber();
        return sure && (maxAge.isZero() || !signIn.at().plus(maxAge).isBefore(now));
    }

    /// The levels that are enough, separated by spaces (RFC 9470, section 3).
    public String acrValues() {
        return IntStream.rangeClosed(assurance.getNumber(), Assurance.ASSURANCE_PASSKEY.getNumber())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
    }

    /// What an HTTP answer says of it in `WWW-Authenticate` (RFC 9470, section 3).
    public String challenge() {
        String challenge =
                "Bearer realm=\"redress\", error=\"insufficient_user_authentication\","
                        + " error_description=\"the user must identify more surely, or again\","
                        + " acr_values=\"%s\"".formatted(acrValues());
        return maxAge.isZero()
                ? challenge
                : challenge + ", max_age=\"%d\"".formatted(maxAge.toSeconds());
    }
}
