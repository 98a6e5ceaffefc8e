package redress.mesh.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redress.mesh.access.TlsPeers;

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
public record HttpCall(
        String verb,
        String path,
        Map<String, List<String>> query,
        String body,
        List<String> authorization,
        List<String> purpose,
        Optional<String> idempotencyKey,
        Optional<String> ifMatch,
        List<X509Certificate> peer) {

    /// The request that a route received.
    static HttpCall of(RoutingContext context) {
        HttpServerRequest request = context.request();
        return new HttpCall(
                request.method().name(),
                Optional.ofNullable(request.path()).orElse(""),
                query(context),
                Optional.ofNullable(context.body().asString("UTF-8")).orElse(""),
                request.headers().getAll("Authorization"),
                request.headers().getAll("Redress-Purpose"),
                Optional.ofNullable(request.getHeader("Idempotency-Key")),
                Optional.ofNullable(request.getHeader("If-Match")),
                TlsPeers.of(request.sslSession()));
    }

    private static Map<String, List<String>> query(RoutingContext context) {
        var query = new LinkedHashMap<String, List<String>>();
        context.queryParams()
                .forEach(
                        entry ->
                                query.computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                                        .add(entry.getValue()));
        return query;
    }
}
