package redress.certs.workload;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Registration;

/// Keeps the folders of all registered workloads as the authority wants them.
///
/// One [#pass] does all there is to do now; who calls it, and how often, is the caller's. Several
/// processes may: a folder is written by one at a time.
public final class Agent {
    /// How long a folder rests that did not take its certificate: each try issues one, and so
    /// changes the authority, which is why the agent looks again.
    private static final Duration REST = Duration.ofSeconds(30);

    private final Authority authority;
    private final Map<SpiffeId, Instant> untaken = new ConcurrentHashMap<>();

    public Agent(Authority authority) {
        this.authority = authority;
    }

    /// Publishes a CRL that is due, visits every folder once, renews what is due, and writes a new
    /// bundle or CRL where they differ. What needs no change is not written.
    public List<Visit> pass() {
        authority.mend();
        return delivered().map(this::visit).toList();
    }

    /// A new bundle or CRL where they differ; renews nothing. For news that can't wait.
    public List<Visit> deliver() {
        return delivered().map(workload -> guarded(workload, this::refresh)).toList();
    }

    /// A fresh key and certificate now.
    public Visit rotate(SpiffeId id) {
        return rotate(authority.registration(id));
    }

    /// The same for every workload with a folder.
    public List<Visit> rotateAll() {
        return delivered().map(this::rotate).toList();
    }

    private Visit rotate(Registration workload) {
        return guarded(workload, (folder, now) -> renew(folder, now, "asked for"));
    }

    private Stream<Registration> delivered() {
        return authority.registrations().stream().filter(each -> each.folder().isPresent());
    }

    /// One writer at a time, from the look at the registration and the folder to the new set in it:
    /// what was listed before may have changed while another writer was at work.
    private Visit guarded(
            Registration listed, BiFunction<WorkloadFolder, Registration, Visit> step) {
        var folder = new WorkloadFolder(listed.folder().orElseThrow(), listed.delivery().derKey());
        return authority
                .deliveries()
                .hold(
                        () -> {
                            try {
                                return step.apply(folder, unmoved(listed));
                            } catch (CertsException e) {
                                return new Visit.Failed(folder.path(), e);
                            } catch (RuntimeException fault) {
                                return new Visit.Failed(folder.path(), unexpected(folder, fault));
                            }
                        });
    }

    /// The registration as it is now. One that is delivered in another way now is visited next
    /// time.
    private Registration unmoved(Registration listed) {
        Registration now = authority.registration(listed.id());
        if (!now.delivery().equals(listed.delivery())) {
            throw new CertsException(
                    Reason.FILES,
                    "delivery of " + listed.id(),
                    "changed meanwhile",
                    "the one that is registered; the next pass follows it");
        }
        return now;
    }

    /// Whatever lies in one folder, the others are visited.
    private static CertsException unexpected(WorkloadFolder folder, RuntimeException fault) {
        return new CertsException(
                Reason.FAULT,
                "visit of " + folder.path(),
                fault,
                "no fault of a token or of this program",
                fault);
    }

    private Visit visit(Registration workload) {
        return guarded(
                workload,
                (folder, now) ->
                        reason(folder, now)
                                .map(
                                        why ->
                                                rests(now)
                                                        ? rest(folder, now)
                                                        : renew(folder, now, why))
                                .orElseGet(() -> refresh(folder, now)));
    }

    private Optional<String> reason(WorkloadFolder folder, Registration workload) {
        if (workload.suspended()) {
            return Optional.empty();
        }
        Optional<X509Certificate> leaf = leaf(folder);
        return leaf.isEmpty()
                ? Optional.of("there was no whole set of files")
                : RenewalReason.by(authority).of(leaf.get(), workload);
    }

    /// Empty for whatever is damaged, also in a way that a parser did not foresee.
    private static Optional<X509Certificate> leaf(WorkloadFolder folder) {
        try {
            return Optional.of(folder.read().leaf());
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private boolean rests(Registration workload) {
        Instant since = untaken.get(workload.id());
        Instant now = authority.now();
        // A clock that was put back must not put the next try off.
        return since != null && !now.isBefore(since) && now.isBefore(since.plus(REST));
    }

    private Visit rest(WorkloadFolder folder, Registration workload) {
        return withoutRenewal(
                folder,
                workload,
                new CertsException(
                        Reason.FILES,
                        "folder",
                        folder.path(),
                        "one that takes its certificate; the next try is within " + REST));
    }

    private Visit renew(WorkloadFolder folder, Registration workload, String why) {
        try {
            KeyPair keys = workload.algorithm().generate();
            folder.tryOut(keys.getPrivate());
            IssuedCertificate issued = authority.issueIntoFolder(workload.id(), keys.getPublic());
            untaken.put(workload.id(), authority.now());
            write(
                    folder,
                    workload,
                    new WorkloadCredentials(keys.getPrivate(), issued.chain(), authority.bundle()));
            untaken.remove(workload.id());
            return new Visit.Renewed(folder.path(), issued, why);
        } catch (CertsException e) {
            return withoutRenewal(folder, workload, e);
        }
    }

    /// What can still be done for a workload that keeps its certificate.
    private Visit withoutRenewal(
            WorkloadFolder folder, Registration workload, CertsException cause) {
        try {
            var _ = refresh(folder, workload);
        } catch (CertsException e) {
            cause.addSuppressed(e);
        }
        return new Visit.Failed(folder.path(), cause);
    }

    private Visit refresh(WorkloadFolder folder, Registration workload) {
        WorkloadCredentials held = folder.read();
        var wanted = new WorkloadCredentials(held.key(), held.chain(), authority.bundle());
        boolean same =
                wanted.anchors().equals(held.anchors())
                        && hasCrl(folder)
                        && folder.hasDerKeyIfWanted();
        boolean owed = hangup(workload).filter(Hangup::isOwed).isPresent();
        if (!same) {
            write(folder, workload, wanted);
        } else if (owed) {
            hangup(workload).ifPresent(Hangup::send);
        }
        if (workload.suspended()) {
            return new Visit.Suspended(folder.path());
        }
        if (!same) {
            return new Visit.Refreshed(folder.path());
        }
        return owed
                ? new Visit.Told(folder.path())
                : new Visit.Fresh(folder.path(), RenewalTime.of(held.leaf()));
    }

    private boolean hasCrl(WorkloadFolder folder) {
        try {
            return folder.crl().equals(Optional.of(authority.crl()));
        } catch (CertsException unreadable) {
            return false; // what can't be read is replaced
        }
    }

    private void write(
            WorkloadFolder folder, Registration workload, WorkloadCredentials credentials) {
        Optional<Hangup> hangup = hangup(workload);
        hangup.ifPresent(Hangup::owe);
        folder.write(credentials, authority.crl());
        hangup.ifPresent(Hangup::send);
    }

    private static Optional<Hangup> hangup(Registration workload) {
        return Optional.ofNullable(workload.delivery().hup())
                .map(pidFile -> new Hangup(workload.folder().orElseThrow(), pidFile));
    }
}
