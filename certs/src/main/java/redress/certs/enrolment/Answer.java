package redress.certs.enrolment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import redress.certs.DurableFiles;
import redress.certs.Pem;
import redress.certs.authority.Authority;
import redress.certs.authority.IssuedCertificate;
import redress.certs.workload.WorkloadFolder;

/// What the authority sends back for a request; nothing in it is secret.
///
/// @param chain `tls.crt`: the leaf and its issuing authority
/// @param bundle `bundle.pem`: the roots to trust. A workload that enrols trusts whoever brings it
/// @param crl `crl.pem`
public record Answer(String chain, String bundle, String crl) {
    public static Answer of(IssuedCertificate issued, Authority authority) {
        return new Answer(
                Pem.ofCertificates(issued.chain()),
                Pem.ofCertificates(authority.bundle()),
                authority.crl());
    }

    /// Writes the three files into a folder.
    public void write(Path folder) {
        DurableFiles.createFolder(folder);
        DurableFiles.replacePublic(
                folder.resolve(WorkloadFolder.CERTIFICATE), chain.getBytes(US_ASCII));
        DurableFiles.replacePublic(
                folder.resolve(WorkloadFolder.BUNDLE), bundle.getBytes(US_ASCII));
        DurableFiles.replacePublic(folder.resolve(WorkloadFolder.CRL), crl.getBytes(US_ASCII));
    }
}
