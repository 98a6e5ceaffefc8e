package redress.mesh.store;

import java.util.Locale;
import org.jdbi.v3.core.Handle;

/// Whether a transaction sees sensitive items at all: the setting `redress.sensitive` of row level
/// security. Who may see which of them is another question.
enum Sensitive {
    /// The user identified surely enough, or the service acts for itself.
    OPEN,
    /// Sensitive items are not there.
    CLOSED;

    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    void set(Handle handle) {
        var _ =
                handle.createQuery("SELECT set_config('redress.sensitive', :value, true)")
                        .bind("value", setting())
                        .mapTo(String.class)
                        .one();
    }

    static Sensitive of(Handle handle) {
        return handle.createQuery("SELECT current_setting('redress.sensitive', true) = 'open'")
                        .mapTo(Boolean.class)
                        .one()
                ? OPEN
                : CLOSED;
    }
}
