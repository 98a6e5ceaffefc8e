package redress.mesh.graphql;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redress.access.v1.AccessProto;
import redress.access.v1.Effect;
import redress.audit.v1.AuditServiceGrpc;
import redress.mesh.rest.Comments;
import redress.mesh.rest.HttpBinding;

/// What a process offers in GraphQL: what it offers over REST, but for its audit journal.
///
/// @param calls by the name of their field
/// @param subscriptions by the name of their field
/// @param entities of the whole contract
record Subgraph(
        Map<String, HttpBinding> calls,
        Map<String, Subscription> subscriptions,
        Entities entities) {
    private static final String REFERENCE = "_id";

    /// Each process has an audit journal of its own, under the same names: in one graph an auditor
    /// would not know whose they read.
    static Subgraph of(
            List<HttpBinding> bindings, List<Subscription> subscriptions, Entities entities) {
        var calls = new TreeMap<String, HttpBinding>();
        bindings.stream()
                .filter(each -> !service(each).equals(AuditServiceGrpc.SERVICE_NAME))
                .forEach(each -> put(calls, each.contract().getName(), each));
        var streams = new TreeMap<String, Subscription>();
        subscriptions.forEach(each -> put(streams, each.contract().getName(), each));
        return new Subgraph(
                Collections.unmodifiableMap(calls), Collections.unmodifiableMap(streams), entities);
    }

    /// The same with the entities of the contract.
    static Subgraph of(List<HttpBinding> bindings, List<Subscription> subscriptions) {
        return of(bindings, subscriptions, Entities.of(Comments.contract()));
    }

    private static <T> void put(Map<String, T> calls, String method, T call) {
        String name = TypeNames.call(method);
        if (calls.putIfAbsent(name, call) != null) {
            throw new IllegalStateException(name + ": two methods (expected: one of that name)");
        }
    }

    private static String service(HttpBinding call) {
        return call.contract().getService().getFullName();
    }

    /// Whether a call reads or writes.
    static Effect effect(HttpBinding call) {
        return call.contract().getOptions().getExtension(AccessProto.access).getAudit().getEffect();
    }

    /// Whether this process gives out an entity for its `id`.
    boolean reads(String entity) {
        return reader(entity).isPresent();
    }

    /// The call that gives out an entity for its `id`, if this process serves it.
    Optional<HttpBinding> reader(String entity) {
        String reader = entities.readers().getOrDefault(entity, "");
        return calls.values().stream()
                .filter(call -> call.contract().getFullName().equals(reader))
                .findFirst();
    }

    /// The full name of an entity by its name in GraphQL.
    Optional<String> entity(String name) {
        return entities.readers().keySet().stream()
                .filter(each -> TypeNames.simple(each).equals(name))
                .findFirst();
    }

    /// The entity of another process that a field refers to.
    Optional<String> foreign(FieldDescriptor field) {
        if (field.isRepeated() || field.getJavaType() != FieldDescriptor.JavaType.STRING) {
            return Optional.empty();
        }
        return entities.referred(field.getName())
                .filter(entity -> !reads(entity))
                .filter(_ -> isFree(field.getContainingType(), referenceName(field)));
    }

    private static boolean isFree(Descriptor message, String name) {
        return message.findFieldByName(name) == null;
    }

    /// The name of the field that holds the `id` of what is reached under a name.
    static String referring(String name) {
        return name + REFERENCE;
    }

    /// The name under which what a field refers to is reached.
    static String referenceName(FieldDescriptor field) {
        return field.getName().substring(0, field.getName().length() - REFERENCE.length());
    }
}
