package redress.certs.cli;

import java.util.List;
import redress.certs.CertsException;
import redress.certs.JsonLine;
import redress.certs.authority.Validity;
import redress.certs.workload.Visit;

/// Prints what the agent did: one line for each folder that changed, failures on stderr.
record VisitReport(Terminal terminal, boolean json) {

    /// Returns the exit code: that of the last folder that failed, or 0.
    int print(List<Visit> visits) {
        int exitCode = 0;
        for (Visit visit : visits) {
            switch (visit) {
                case Visit.Renewed renewed ->
                        terminal.out().println(json ? asJson(renewed) : asText(renewed));
                case Visit.Refreshed refreshed ->
                        terminal.out()
                                .println(line("refreshed", "new bundle or CRL in ", refreshed));
                case Visit.Told told ->
                        terminal.out().println(line("told", "sent SIGHUP for the files in ", told));
                case Visit.Fresh _, Visit.Suspended _ -> {}
                case Visit.Failed failed -> exitCode = fail(failed);
            }
        }
        return exitCode;
    }

    private int fail(Visit.Failed failed) {
        CertsException cause = failed.cause();
        terminal.err().println(failed.folder() + ": " + cause.getMessage());
        return cause.reason().exitCode();
    }

    private static String asText(Visit.Renewed renewed) {
        return "issued %s to %s: serial %s, valid until %s (%s)"
                .formatted(
                        renewed.certificate().id(),
                        renewed.folder(),
                        renewed.certificate().serial(),
                        Validity.of(renewed.certificate().leaf()).notAfter(),
                        renewed.why());
    }

    private static String asJson(Visit.Renewed renewed) {
        return CertificateReport.of(renewed.certificate().leaf())
                .json()
                .with("folder", renewed.folder())
                .with("why", renewed.why())
                .toString();
    }

    private String line(String key, String text, Visit visit) {
        return json ? new JsonLine().with(key, visit.folder()).toString() : text + visit.folder();
    }
}
