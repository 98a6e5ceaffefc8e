package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.system.mesh.Contract;
import redress.system.mesh.Contract.Method;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// The workflows of other systems, made here as `docs/workflows.md` says.
@Scenario
class WorkflowsScenario {
    private static final JsonMapper JSON = new JsonMapper();

    static List<Workflow> workflows() {
        return Workflow.all();
    }

    @Test
    void areThoseOfThreeSystems() {
        assertThat(Workflow.all())
                .hasSize(6)
                .allSatisfy(each -> assertThat(each.rows()).hasSizeGreaterThan(2));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void areMadeAsThePageSays(Workflow workflow, TestMesh mesh) {
        var walk = new Walk(mesh, new HashMap<>());
        for (var row : workflow.rows()) {
            row.calls().forEach(walk::make);
            assertThat(walk.state()).describedAs(row.theirs()).isEqualTo(row.state());
            assertThat(walk.newActions(row.log().size()))
                    .describedAs(row.theirs())
                    .isEqualTo(row.log());
        }
    }

    /// One workflow under way.
    ///
    /// @param items what the last answers gave, by their field in the answer: `grievance`, `plan`
    private record Walk(TestMesh mesh, Map<String, Message> items) {
        void make(Workflow.Call call) {
            Method method = method(call.method());
            FieldDescriptor item = item(method);
            Message answer =
                    ClientCalls.blockingUnaryCall(
                            mesh.console(TestUser.named(call.who()))
                                    .channel(TestMesh.serving(method.declared().getService())),
                            method.grpc(),
                            CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                            request(method, item.getName(), call.fields()));
            items.put(item.getName(), (Message) answer.getField(item));
        }

        String state() {
            Message item = Objects.requireNonNullElseGet(items.get("grievance"), this::theCase);
            String field = item instanceof Grievance ? "state" : "stage";
            String name = text(item, field);
            return name.substring(name.indexOf('_', name.indexOf('_') + 1) + 1)
                    .toLowerCase(Locale.ROOT);
        }

        private Message theCase() {
            return Objects.requireNonNull(items.get("case"));
        }

        /// The last verbs of the log.
        List<String> newActions(int number) {
            if (!(items.get("grievance") instanceof Grievance grievance)) {
                return List.of();
            }
            var actions =
                    mesh.console(TestUser.OFFICER)
                            .grievances()
                            .listGrievanceActions(
                                    ListGrievanceActionsRequest.newBuilder()
                                            .setGrievanceId(grievance.getId())
                                            .build())
                            .getActionsList();
            return actions.subList(actions.size() - number, actions.size()).stream()
                    .map(GrievanceAction::getVerb)
                    .map(
                            verb ->
                                    verb.name()
                                            .substring("ACTION_VERB_".length())
                                            .toLowerCase(Locale.ROOT))
                    .toList();
        }

        private Message request(Method method, String item, String fields) {
            var request = method.example().newBuilderForType();
            try {
                var json = (ObjectNode) JSON.readTree(method.rule().getExample());
                json.setAll((ObjectNode) JSON.readTree(fields));
                JsonFormat.parser().merge(json.toString(), request);
            } catch (IOException e) {
                throw new UncheckedIOException(method + ": " + fields, e);
            }
            Optional<Message> before = Optional.ofNullable(items.get(item));
            set(request, "request_id", Samples.id());
            before.ifPresent(known -> set(request, "id", text(known, "id")));
            before.ifPresent(known -> set(request, "etag", text(known, "etag")));
            Optional.ofNullable(items.get("case"))
                    .ifPresent(known -> set(request, "case_id", text(known, "id")));
            return request.build();
        }

        private static void set(Message.Builder request, String field, String value) {
            var known = request.getDescriptorForType().findFieldByName(field);
            if (known != null) {
                request.setField(known, value);
            }
        }

        private static String text(Message item, String field) {
            return item.getField(item.getDescriptorForType().findFieldByName(field)).toString();
        }

        private static Method method(String name) {
            return Contract.methods().stream()
                    .filter(each -> each.declared().getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + ": no such method"));
        }

        private static FieldDescriptor item(Method method) {
            return method.declared().getOutputType().getFields().getFirst();
        }
    }
}
