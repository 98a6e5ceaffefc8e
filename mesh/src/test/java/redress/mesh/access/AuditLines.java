package redress.mesh.access;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// The audit lines that are written while this is open.
final class AuditLines extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("redress.audit");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    AuditLines() {
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    List<String> written() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
