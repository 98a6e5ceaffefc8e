package redress.mesh.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Finds the addresses of names, on a few threads of its own and within a time. The JDK does it in
/// native code: on a virtual thread it would hold one of the threads that all calls share.
final class NameLookup implements Function<String, InetAddress[]> {
    private static final Logger LOG = Logger.getLogger(NameLookup.class);
    private static final InetAddress[] NONE = {};
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final int WAITING = 256;

    private final Function<String, InetAddress[]> names;
    private final Duration patience;
    private final ExecutorService threads;

    /// As the system finds them.
    NameLookup() {
        this(NameLookup::addresses, PATIENCE);
    }

    /// @param names the addresses of a name; none if it has none
    /// @param patience for one name, its wait for a thread included
    NameLookup(Function<String, InetAddress[]> names, Duration patience) {
        this.names = names;
        this.patience = patience;
        var few =
                new ThreadPoolExecutor(
                        AT_ONCE,
                        AT_ONCE,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(WAITING),
                        Thread.ofPlatform().daemon().name("webhook-names-", 0).factory());
        few.allowCoreThreadTimeOut(true);
        this.threads = few;
    }

    /// The addresses of a name; none if it has none, or nobody says so in time.
    @Override
    public InetAddress[] apply(String host) {
        try {
            return inTime(host);
        } catch (RejectedExecutionException | TimeoutException e) {
            LOG.warnf("the name of a webhook's host was not looked up in time host=%s", host);
        } catch (ExecutionException e) {
            LOG.warnf(e, "the name of a webhook's host can't be looked up host=%s", host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return NONE;
    }

    private InetAddress[] inTime(String host)
            throws ExecutionException, InterruptedException, TimeoutException {
        var found = threads.submit(() -> names.apply(host));
        try {
            return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Nobody waits for it any more: if it has not begun, it does not.
            var _ = found.cancel(true);
        }
    }

    private static InetAddress[] addresses(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return NONE;
        }
    }
}
