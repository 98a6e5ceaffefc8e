package redress.certs.authority;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redress.certs.CertsException;
import redress.certs.Sha256;

/// Reads and verifies an authority's signed log with its public files only: no passphrase, no
/// network.
///
/// Verified are every signature, that no entry is missing between two others, and that the log
/// reaches at least as far as `authority.json` says. That the folder's own roots are the right ones
/// is *not*: compare their SHA-256 with what the workloads trust. Nor can it be seen that log and
/// `authority.json` were both put back to an older copy: compare the head with one noted before.
public final class LogCheck {
    private final AuthorityFolder folder;
    private final Map<String, Optional<PublicKey>> keys = new HashMap<>();
    private final Set<String> roots = new LinkedHashSet<>();

    public LogCheck(Path authority) {
        this.folder = new AuthorityFolder(authority);
    }

    /// What a check found.
    public sealed interface Verdict {
        /// Nothing was altered or removed.
        ///
        /// @param head the SHA-256 of the last line
        /// @param torn whether a crash cut short a line after it
        /// @param roots SHA-256 of each root whose authorities signed entries, 64 hexadecimal
        ///   digits
        record Whole(long entries, String head, boolean torn, List<String> roots)
                implements Verdict {
            public Whole {
                roots = List.copyOf(roots);
            }
        }

        /// @param line of the first broken entry, from 1
        record Broken(long line, String why) implements Verdict {}
    }

    /// The entries as they stand, the oldest first; nothing is verified.
    public List<LogEntry> entries() {
        return folder.log()
                .read(
                        lines ->
                                lines.flatMap(line -> parse(line).stream())
                                        .map(LogLine::entry)
                                        .toList());
    }

    public Verdict verify() {
        AuthorityState.LogHead expected = folder.state().logHead();
        return folder.log().read(lines -> verify(lines.iterator(), expected));
    }

    private Verdict verify(Iterator<String> lines, AuthorityState.LogHead expected) {
        AuthorityState.LogHead head = SignedLog.EMPTY;
        while (lines.hasNext()) {
            String line = lines.next();
            Optional<String> fault = fault(line, head);
            head = new AuthorityState.LogHead(head.seq() + 1, Sha256.of(line));
            if (fault.isEmpty() && head.seq() == expected.seq() && !head.equals(expected)) {
                fault = Optional.of("not the entry that authority.json knows");
            }
            if (fault.isPresent()) {
                return new Verdict.Broken(head.seq(), fault.get());
            }
        }
        return head.seq() < expected.seq()
                ? new Verdict.Broken(head.seq() + 1, "missing, with all up to " + expected.seq())
                : new Verdict.Whole(
                        head.seq(), head.sha256(), folder.log().isTorn(), List.copyOf(roots));
    }

    private Optional<String> fault(String text, AuthorityState.LogHead before) {
        Optional<LogLine> parsed = parse(text);
        if (parsed.isEmpty()) {
            return Optional.of("not a signed entry");
        }
        LogEntry entry = parsed.get().entry();
        if (!entry.previous().equals(before.sha256())) {
            return Optional.of("does not follow the entry before it");
        }
        if (entry.seq() != before.seq() + 1) {
            return Optional.of("has the number " + entry.seq());
        }
        boolean genuine =
                keys.computeIfAbsent(entry.key(), this::key)
                        .filter(parsed.get()::isSignedWith)
                        .isPresent();
        return genuine ? Optional.empty() : Optional.of("has a wrong signature");
    }

    private static Optional<LogLine> parse(String line) {
        try {
            return Optional.of(LogLine.parse(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// The key of an issuing authority that `authority.json` lists and the root of its generation
    /// signed.
    private Optional<PublicKey> key(String name) {
        try {
            Optional<AuthorityState.Row> row =
                    folder.state().generations().stream()
                            .filter(each -> each.issuingNames().contains(name))
                            .findFirst();
            if (row.isEmpty()) {
                return Optional.empty();
            }
            var issuing = folder.certificate(name);
            var root = folder.certificate(row.get().rootName());
            issuing.verify(root.getPublicKey());
            roots.add(IssuedCertificate.fingerprint(root));
            return Optional.of(issuing.getPublicKey());
        } catch (CertsException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
