package redress.mesh.audit.journal;

import redress.audit.v1.AuditEntry;

/// Where the entry of a call is kept. Room for it is set aside before the call does anything, so
/// that nothing happens that can't be recorded.
public interface Trail {
    /// Sets room aside for one entry.
    ///
    /// @throws UnrecordableException if there is none
    void reserve();

    /// Keeps an entry in room that was set aside, and gives it its number. When this returns, the
    /// end of the process loses nothing of it; the end of the machine may lose what is not sealed.
    ///
    /// @throws UnrecordableException if it could not be kept; the room is given back
    void append(AuditEntry.Builder entry);

    /// Gives back room that is not needed.
    void release();
}
