package redress.mesh.rest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import redress.access.v1.Reason;
import redress.mesh.access.Demand;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;

/// Refusals as problem details (RFC 9457).
public final class Problem {
    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    /// The answer to a refused request: `type`, `title`, `status`, `detail`, `reason`, and the
    /// broken fields as `violations`.
    static HttpAnswer of(Refusal refusal) {
        String reason = Refusals.name(refusal.reason());
        int status = Refusals.httpStatus(refusal.reason());
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "urn:redress:problem:" + words(reason, "-"));
        problem.put("title", words(reason, " "));
        problem.put("status", status);
        problem.put("detail", String.valueOf(refusal.getMessage()));
        problem.put("reason", reason);
        if (!refusal.violations().isEmpty()) {
            problem.put("violations", refusal.violations());
        }
        var headers = headers(refusal);
        headers.put("content-type", "application/problem+json");
        return new HttpAnswer(status, headers, JSON.valueToTree(problem).toString());
    }

    /// What the headers of an answer say of a refusal, at any door.
    public static Map<String, String> headers(Refusal refusal) {
        int status = Refusals.httpStatus(refusal.reason());
        var headers = new LinkedHashMap<String, String>();
        if (status == 401) {
            headers.put("www-authenticate", challenge(refusal));
        }
        if (status == 429) {
            headers.put("retry-after", "1");
        }
        return headers;
    }

    // RFC 6750: a missing token is no error, only a demand.
    private static String challenge(Refusal refusal) {
        String plain = "Bearer realm=\"redress\"";
        return refusal.demand()
                .map(Demand::challenge)
                .orElse(
                        refusal.reason() == Reason.REASON_TOKEN_INVALID
                                ? plain + ", error=\"invalid_token\""
                                : plain);
    }

    private static String words(String reason, String separator) {
        return reason.toLowerCase(Locale.ROOT).replace("_", separator);
    }
}
