package redress.certs.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.Sha256;

/// The one way to change an authority: under its lock, on the newest state, with an entry in the
/// log, then all at once by replacing `authority.json`.
///
/// What follows from the state (`crl.pem`, deleted keys) is done after it; [Authority#mend] does it
/// again when a crash came between.
final class Ledger {
    private final AuthorityFolder folder;
    private final Keyring keyring;
    private final InstantSource clock;
    private volatile @Nullable Parsed newest;

    /// Text of `authority.json` and what it says.
    private record Parsed(String json, AuthorityState state) {}

    Ledger(AuthorityFolder folder, Keyring keyring, InstantSource clock) {
        this.folder = folder;
        this.keyring = keyring;
        this.clock = clock;
    }

    /// As it is on the disk. An agent asks some times for each workload: the same text is not
    /// parsed again.
    AuthorityState state() {
        String json = folder.json();
        Parsed known = newest;
        if (known == null || !known.json().equals(json)) {
            known = new Parsed(json, folder.state(json));
            newest = known;
        }
        return known.state();
    }

    Instant now() {
        return clock.instant();
    }

    <T> T change(Function<Draft, T> step) {
        return folder.lock()
                .hold(
                        () -> {
                            try {
                                var draft = new Draft(state());
                                T result = step.apply(draft);
                                draft.commit();
                                return result;
                            } catch (CertsException e) {
                                throw e;
                            } catch (RuntimeException fault) {
                                keyring.forget();
                                throw fault;
                            }
                        });
    }

    /// The first change of a new authority, which nobody else knows yet.
    void begin(AuthorityState first, Consumer<Draft> step) {
        var draft = new Draft(first);
        step.accept(draft);
        draft.commit();
    }

    /// `crl.pem` as it was last given out; empty if a crash came before it was written.
    Optional<String> crl(AuthorityState state) {
        return crlFile().filter(it -> Sha256.of(it).equals(state.publication().sha256()));
    }

    /// Whether there is a list in `crl.pem` that ended, and is better left out.
    boolean holdsAListThatEnded(AuthorityState state) {
        return CrlPem.after(folder, keyring, crl(state)).holdsOneThatEnded(state, now());
    }

    /// Nobody as long as `crl.pem` is not the newest.
    List<Mute> mute(AuthorityState state) {
        return crl(state)
                .map(text -> CrlPem.after(folder, keyring, Optional.of(text)).mute(state))
                .orElse(List.of());
    }

    private Optional<String> crlFile() {
        return Optional.of(folder.crlFile()).filter(Files::exists).map(DurableFiles::read);
    }

    /// A change that is not yet true.
    final class Draft {
        private final Instant now = clock.instant();
        private final List<SignedLog.Event> events = new ArrayList<>();
        private final List<Runnable> followUps = new ArrayList<>();
        private AuthorityState state;

        private Draft(AuthorityState state) {
            this.state = state;
        }

        AuthorityState state() {
            return state;
        }

        Instant now() {
            return now;
        }

        void set(AuthorityState next) {
            state = next;
        }

        void record(String event, Map<String, String> details) {
            events.add(new SignedLog.Event(event, details));
        }

        /// Runs once the state is on the disk.
        void then(Runnable followUp) {
            followUps.add(followUp);
        }

        /// A CRL of everything revoked so far. After a long gap nothing is forgotten yet: the clock
        /// may have jumped, and come back. Its number follows the clock, so that it is higher than
        /// those given out before this folder was put back to an older copy.
        String publishCrl() {
            if (!now.isAfter(state.publication().at().plus(RevocationList.PLAUSIBLE_GAP))) {
                state = state.prunedAt(now);
            }
            long number = Math.max(state.publication().number() + 1, now.getEpochSecond());
            String pem = CrlPem.after(folder, keyring, crlFile()).compose(state, number, now);
            state = state.with(new AuthorityState.Publication(number, now, Sha256.of(pem)));
            record("crl", Map.of("number", Long.toString(number)));
            then(() -> DurableFiles.replacePublic(folder.crlFile(), pem.getBytes(US_ASCII)));
            return pem;
        }

        private void commit() {
            if (events.isEmpty()) {
                return;
            }
            String key = state.active().issuingName();
            Issuer signer = keyring.issuer(key);
            folder.write(
                    state.with(folder.log().append(state.logHead(), events, now, key, signer)));
            followUps.forEach(Runnable::run);
        }
    }
}
