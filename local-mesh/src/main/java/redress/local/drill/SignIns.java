package redress.local.drill;

import java.time.Duration;
import java.util.function.Supplier;

/// Tokens from Keycloak, each over a connection of its own.
record SignIns(String edge, Supplier<String> signIn) implements Exercise {
    @Override
    public Duration pause() {
        return Duration.ofSeconds(4);
    }

    @Override
    public void once() throws Exception {
        if (signIn.get().isEmpty()) {
            throw new UnansweredException("token: none (expected: one)");
        }
    }
}
