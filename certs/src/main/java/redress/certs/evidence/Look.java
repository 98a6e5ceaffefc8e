package redress.certs.evidence;

import java.util.Optional;
import java.util.function.Supplier;
import redress.certs.CertsException;

/// What a look at something brought: it, nothing there, or why it could not be read.
public record Look<T>(Optional<T> found, Optional<CertsException> refusal) {
    static <T> Look<T> at(Supplier<Optional<T>> look) {
        try {
            return new Look<>(look.get(), Optional.empty());
        } catch (CertsException e) {
            return new Look<>(Optional.empty(), Optional.of(e));
        }
    }

    /// What was found; refuses what could not be read.
    public Optional<T> orRefuse() {
        refusal.ifPresent(
                cause -> {
                    throw cause;
                });
        return found;
    }
}
