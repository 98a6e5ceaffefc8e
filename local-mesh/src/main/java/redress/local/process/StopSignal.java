package redress.local.process;

/// The signal that asks a part to end. PostgreSQL waits for its clients on TERM, but not on INT.
public enum StopSignal {
    TERM,
    INT
}
