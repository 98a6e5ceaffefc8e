package redress.system.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import redress.system.mesh.Contract.Method;
import redress.system.mesh.Rest;
import redress.system.mesh.TestMesh;

/// The same calls over HTTPS, as the `google.api.http` options say.
final class RestOutcome {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Set<Integer> LET_THROUGH = Set.of(200, 201, 400, 404, 409, 412);

    private RestOutcome() {}

    /// Whether the contract gives the method a path.
    static boolean has(Method method) {
        return method.declared().getOptions().hasExtension(AnnotationsProto.http);
    }

    /// Calls with the contract's example: `allowed`, or gRPC code and reason, or what else
    /// happened.
    static String of(Rest rest, Method method) {
        HttpRule rule = method.declared().getOptions().getExtension(AnnotationsProto.http);
        var fields = example(method);
        String verb = rule.getPatternCase().name();
        String path = path(template(rule), fields);
        boolean inQuery = verb.equals("GET");
        var answer =
                rest.send(
                        verb,
                        TestMesh.serving(method.declared().getService()),
                        inQuery ? path + query(fields) : path,
                        inQuery ? "" : fields.toString(),
                        Map.of());
        return words(answer);
    }

    private static String words(Rest.Answer answer) {
        String reason = answer.text("reason");
        if (LET_THROUGH.contains(answer.status()) && !reason.equals("UNKNOWN_METHOD")) {
            return Cell.ALLOWED;
        }
        boolean problem = answer.header("content-type").startsWith("application/problem+json");
        boolean challenged = isChallenge(answer.header("www-authenticate"), reason);
        if (problem && answer.status() == 401 && challenged) {
            return "UNAUTHENTICATED " + reason;
        }
        if (problem && answer.status() == 403) {
            return "PERMISSION_DENIED " + reason;
        }
        return answer.status() + " " + answer.raw().body();
    }

    /// Whether a challenge says what is missing: for more assurance as RFC 9470 wants it.
    static boolean isChallenge(String challenge, String reason) {
        return challenge.startsWith("Bearer ")
                && (!reason.equals("INSUFFICIENT_USER_AUTHENTICATION")
                        || (challenge.contains("error=\"insufficient_user_authentication\"")
                                && challenge.contains("acr_values=\"")));
    }

    private static ObjectNode example(Method method) {
        try {
            return (ObjectNode) JSON.readTree(method.rule().getExample());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(method + ": example is no JSON", e);
        }
    }

    private static String template(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case POST -> rule.getPost();
            case PATCH -> rule.getPatch();
            case PUT -> rule.getPut();
            case DELETE -> rule.getDelete();
            case CUSTOM, PATTERN_NOT_SET -> throw new IllegalStateException("no path");
        };
    }

    private static String path(String template, ObjectNode fields) {
        return VARIABLE.matcher(template)
                .replaceAll(variable -> fields.remove(variable.group(1)).asText());
    }

    private static String query(ObjectNode fields) {
        var pairs = new ArrayList<String>();
        fields.properties()
                .forEach(
                        field ->
                                pairs.add(
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue().asText(),
                                                        StandardCharsets.UTF_8)));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }
}
