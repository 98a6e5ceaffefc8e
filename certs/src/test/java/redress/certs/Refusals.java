package redress.certs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Asserts that something is refused, and why.
public final class Refusals {
    private Refusals() {}

    public static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Reason reason, ThrowingCallable action) {
        var refusal = assertThatThrownBy(action).isInstanceOf(CertsException.class);
        refusal.asInstanceOf(type(CertsException.class))
                .extracting(CertsException::reason)
                .isEqualTo(reason);
        return refusal;
    }
}
