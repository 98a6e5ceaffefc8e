package redress.mesh.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Assurance;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.mesh.access.AccessRules;
import redress.mesh.access.CallerLimits;
import redress.mesh.access.CallerLimits.Allowance;
import redress.mesh.access.ContractValidation;
import redress.mesh.access.ForwardedPeers;
import redress.mesh.access.Gate;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.access.SignIn;
import redress.mesh.access.TrailFake;
import redress.mesh.access.User;
import redress.mesh.identity.CrlDemand;
import redress.mesh.identity.IdentitySource;
import redress.mesh.identity.TestAuthority;
import redress.mesh.rest.GatedCalls;
import redress.mesh.rest.HttpAnswer;
import redress.mesh.rest.HttpBinding;
import redress.mesh.rest.HttpCall;
import redress.mesh.rest.ServerSentEvents;

/// The GraphQL door of a case service that is a fake, behind a real gate.
final class GraphqlFixture implements AutoCloseable {
    static final GraphqlLimits LIMITS = new GraphqlLimits(16, 2000, 100_000, false);
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final JsonMapper JSON = new JsonMapper();

    final CasesFake cases = new CasesFake();
    private final IdentitySource source;
    private final Server server;
    private final ManagedChannel channel;
    private final GatedCalls calls;
    private final GraphqlEngine engine;
    private volatile boolean withdrawn;

    GraphqlFixture(Path folder, GraphqlLimits limits, PersistedQueries persisted)
            throws IOException {
        AUTHORITY.issue("case-service").writeTo(folder, AUTHORITY);
        source = IdentitySource.open(folder, CrlDemand.REQUIRED);
        var service = cases.definition();
        var gate = gate(AccessRules.of(List.of(service)));
        String name = UUID.randomUUID().toString();
        server =
                InProcessServerBuilder.forName(name)
                        .directExecutor()
                        .addService(ServerInterceptors.intercept(service, gate))
                        .build()
                        .start();
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
        calls = new GatedCalls(channel, gate);
        engine =
                new GraphqlEngine(
                        Subgraph.of(
                                HttpBinding.all(List.of(service)),
                                Subscription.all(List.of(service))),
                        calls,
                        limits,
                        persisted);
    }

    /// The door of another service, in front of nothing.
    GraphqlEngine doorOf(Subgraph subgraph) {
        return new GraphqlEngine(subgraph, calls, LIMITS, new PersistedQueries(Map.of(), false));
    }

    static GraphqlFixture open(Path folder) throws IOException {
        return new GraphqlFixture(folder, LIMITS, new PersistedQueries(Map.of(), false));
    }

    private Gate gate(AccessRules rules) {
        var allowance = new Allowance(1_000_000, 100);
        return new Gate(
                new ForwardedPeers(),
                source::current,
                this::verify,
                rules,
                new ContractValidation(),
                InstantSource.system(),
                new TrailFake(),
                new CallerLimits(allowance, allowance));
    }

    private User verify(String token, X509Certificate sender) {
        boolean known = token.equals("worker") || token.equals("auditor");
        if (withdrawn || !known) {
            throw new Refusal(Reason.REASON_TOKEN_INVALID, "not good");
        }
        var role = token.equals("worker") ? Role.ROLE_CASE_WORKER : Role.ROLE_AUDITOR;
        var signIn = new SignIn(Assurance.ASSURANCE_PASSWORD, Instant.now());
        return new User(token, Set.of(role), signIn, Scope.EVERYTHING, token);
    }

    /// What the console gets with a user's token.
    Told ask(String user, String query, Map<String, ?> variables) {
        return send(
                user, JSON.valueToTree(Map.of("query", query, "variables", variables)).toString());
    }

    Told ask(String query) {
        return ask("worker", query, Map.of());
    }

    Told send(String user, String body) {
        return new Told(engine.answer(call(user, body)));
    }

    /// What a listener is told instead of events.
    Optional<Told> listen(String user, String query, ServerSentEvents events) {
        String body = JSON.valueToTree(Map.of("query", query)).toString();
        return engine.tell(call(user, body), events).map(Told::new);
    }

    /// No token is good any more.
    void withdrawTokens() {
        withdrawn = true;
    }

    private static HttpCall call(String user, String body) {
        return new HttpCall(
                "POST",
                "/graphql",
                Map.of(),
                body,
                List.of("Bearer " + user),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                AUTHORITY.issue("console").chain());
    }

    /// An answer, to be looked at.
    record Told(HttpAnswer answer) {
        JsonNode body() {
            try {
                return JSON.readTree(answer.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError(answer.body(), e);
            }
        }

        String at(String pointer) {
            return body().at(pointer).asText();
        }

        String reason() {
            return at("/errors/0/extensions/reason");
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        source.close();
    }
}
