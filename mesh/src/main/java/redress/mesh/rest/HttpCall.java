package redress.mesh.rest;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An HTTP request as the door received it, off the event loop.
///
/// @param verb HTTP method
/// @param path path without query
/// @param query query parameters in their order
/// @param body body, empty if there is none
/// @param authorization all `Authorization` headers
/// @param purpose all `Redress-Purpose` headers
/// @param idempotencyKey `Idempotency-Key` header
/// @param ifMatch `If-Match` header
/// @param peer chain of the TLS session's peer, leaf first; empty if there is none
record HttpCall(
        String verb,
        String path,
        Map<String, List<String>> query,
        String body,
        List<String> authorization,
        List<String> purpose,
        Optional<String> idempotencyKey,
        Optional<String> ifMatch,
        List<X509Certificate> peer) {}
