package redress.certs.authority;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redress.certs.CertsException;
import redress.certs.Pem;
import redress.certs.Signatures;

/// The text of `crl.pem`, made of what each trusted generation signs now.
///
/// An issuing authority whose key is lost can sign nothing: its last list is given out again, as it
/// was, until it ends. Without a list its leaves are refused, so nobody is let in by it.
///
/// @param last the lists that were given out before
record CrlPem(AuthorityFolder folder, Keyring keyring, List<X509CRL> last) {
    CrlPem {
        last = List.copyOf(last);
    }

    /// @param text of the file as it is; what cannot be read in it is not given out again
    static CrlPem after(AuthorityFolder folder, Keyring keyring, Optional<String> text) {
        return new CrlPem(folder, keyring, text.map(CrlPem::lists).orElse(List.of()));
    }

    private static List<X509CRL> lists(String pem) {
        try {
            return Pem.crls(pem, "crl.pem");
        } catch (CertsException damaged) {
            return List.of();
        }
    }

    String compose(AuthorityState state, long number, Instant now) {
        var text = new StringBuilder();
        state.trusted().forEach(row -> text.append(of(row, state, number, now)));
        return text.toString();
    }

    private String of(AuthorityState.Row row, AuthorityState state, long number, Instant now) {
        var text = new StringBuilder();
        row.formerIssuingNames().forEach(name -> again(name, now).ifPresent(text::append));
        text.append(
                keyring.issuerUnlessLost(row.issuingName())
                        .map(issuer -> fresh(row, issuer, state, number, now))
                        .or(() -> again(row.issuingName(), now))
                        .orElse(""));
        return text.append(folder.rootCrl(row.rootName())).toString();
    }

    private String fresh(
            AuthorityState.Row row, Issuer issuer, AuthorityState state, long number, Instant now) {
        List<Leaf.Revoked> revoked =
                state.revoked().stream()
                        .filter(each -> each.leaf().generation() == row.number())
                        .toList();
        return Pem.ofCertificates(List.of(keyring.certificate(row.issuingName())))
                + Pem.ofCrl(RevocationList.of(number, now, revoked).signedBy(issuer));
    }

    private Optional<String> again(String name, Instant now) {
        X509Certificate issuing = keyring.certificate(name);
        return Optional.of(issuing)
                .filter(it -> Validity.of(it).holdsAt(now))
                .flatMap(this::listOf)
                .filter(list -> list.getNextUpdate().toInstant().isAfter(now))
                .map(list -> Pem.ofCertificates(List.of(issuing)) + Pem.ofCrl(list));
    }

    private Optional<X509CRL> listOf(X509Certificate issuing) {
        return last.stream().filter(list -> Signatures.isSignedBy(list, issuing)).findFirst();
    }

    /// Whether a list ended that was given out again, so that there is a text without it to make.
    boolean holdsOneThatEnded(AuthorityState state, Instant now) {
        return state.trusted().stream()
                .flatMap(row -> row.issuingNames().stream())
                .map(keyring::certificate)
                .flatMap(issuing -> listOf(issuing).stream())
                .anyMatch(list -> !list.getNextUpdate().toInstant().isAfter(now));
    }

    /// Who signed nothing at the last publication, and whose leaves are trusted still.
    List<Mute> mute(AuthorityState state) {
        return state.trusted().stream().flatMap(row -> mute(row, state)).toList();
    }

    private Stream<Mute> mute(AuthorityState.Row row, AuthorityState state) {
        return Stream.concat(
                Mute.of(row, listOf(keyring.certificate(row.issuingName())), state).stream(),
                row.formerIssuingNames().stream()
                        .flatMap(name -> listOf(keyring.certificate(name)).stream())
                        .flatMap(list -> Mute.ofFormer(row, list, state).stream()));
    }
}
