package redress.certs.status;

import java.time.Instant;
import redress.certs.authority.Stage;

/// One generation of the authority.
public record AuthorityStatus(
        int number, Stage stage, Instant rootNotAfter, Instant issuingNotAfter) {}
