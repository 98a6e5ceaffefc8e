package redress.cases.rights;

import java.util.List;

/// The services that hold personal data.
public interface Holders {
    /// All of them, this one included; always in the same order.
    List<Holder> all();
}
