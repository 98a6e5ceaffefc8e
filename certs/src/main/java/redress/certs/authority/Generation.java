package redress.certs.authority;

import java.security.cert.X509Certificate;

/// One root of the trust domain with the issuing authority below it.
///
/// @param number 1, 2, 3 and so on; never used twice
public record Generation(int number, Stage stage, X509Certificate root, X509Certificate issuing) {}
