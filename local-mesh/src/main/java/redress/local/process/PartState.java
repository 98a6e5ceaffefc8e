package redress.local.process;

/// What is known of a part from outside.
public enum PartState {
    /// Nobody started it, or it was stopped on purpose.
    STOPPED("stopped"),
    /// Its process lives, but it does not do its work (yet).
    NOT_READY("not ready"),
    READY("ready"),
    /// It was started, and its process has ended by itself.
    DIED("died");

    private final String words;

    PartState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
