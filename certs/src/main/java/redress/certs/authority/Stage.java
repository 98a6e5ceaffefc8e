package redress.certs.authority;

import java.util.Locale;
import redress.certs.CertsException;
import redress.certs.Reason;

/// Where a generation stands in the rollover. Each method is one legal step; any other is refused.
public enum Stage {
    /// In everybody's bundle; signs nothing yet.
    PREPARED,
    /// Signs every new leaf; exactly one generation is.
    ACTIVE,
    /// Signs no new leaf; those it signed are renewed under the active one when they are due.
    OLD,
    /// Its leaves are due at once.
    TAINTED,
    /// In no bundle; its keys are deleted.
    REVOKED;

    Stage activate(int number) {
        return from(PREPARED, number, ACTIVE);
    }

    /// Another one becomes the active one.
    Stage supersede(int number) {
        return from(ACTIVE, number, OLD);
    }

    Stage taint(int number) {
        return from(OLD, number, TAINTED);
    }

    /// A prepared one that nobody wants any more may go at once: it signed nothing.
    Stage revoke(int number) {
        return this == PREPARED ? REVOKED : from(TAINTED, number, REVOKED);
    }

    /// As people read it: `prepared`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private Stage from(Stage before, int number, Stage after) {
        if (this != before) {
            throw new CertsException(
                    Reason.WRONG_ORDER,
                    "authority " + number,
                    label(),
                    before.label() + ", before it is " + after.label());
        }
        return after;
    }
}
