package redress.certs.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import redress.certs.status.AuthorityStatus;
import redress.certs.status.Concern;
import redress.certs.status.CrlStatus;
import redress.certs.status.Status;
import redress.certs.status.WorkloadStatus;

/// A status as programs read it: one JSON object on one line.
final class StatusJson {
    private static final JsonMapper JSON = new JsonMapper();

    private StatusJson() {}

    static String of(Status status) {
        ObjectNode all = JSON.createObjectNode();
        all.put("level", status.level().label()).put("at", status.at().toString());
        ArrayNode workloads = all.putArray("workloads");
        status.workloads().forEach(each -> workloads.add(of(each)));
        ArrayNode authorities = all.putArray("authorities");
        status.authorities().forEach(each -> authorities.add(of(each)));
        status.crl().ifPresent(crl -> all.set("crl", of(crl)));
        ArrayNode concerns = all.putArray("concerns");
        status.concerns().forEach(each -> concerns.add(of(each)));
        return all.toString();
    }

    private static ObjectNode of(WorkloadStatus workload) {
        ObjectNode row =
                JSON.createObjectNode()
                        .put("workload", workload.id().toString())
                        .put("lastReload", workload.lastReload().exact());
        workload.held()
                .ifPresent(
                        held -> {
                            row.put("serial", held.serial())
                                    .put("algorithm", held.algorithm())
                                    .put("notAfter", held.notAfter().toString())
                                    .put("usedPercent", held.usedPercent());
                            held.authority().ifPresent(number -> row.put("authority", number));
                        });
        workload.crl().ifPresent(crl -> row.set("crl", of(crl)));
        return row;
    }

    private static ObjectNode of(AuthorityStatus authority) {
        return JSON.createObjectNode()
                .put("authority", authority.number())
                .put("stage", authority.stage().label())
                .put("rootNotAfter", authority.rootNotAfter().toString())
                .put("issuingNotAfter", authority.issuingNotAfter().toString());
    }

    private static ObjectNode of(CrlStatus crl) {
        return JSON.createObjectNode()
                .put("ageSeconds", crl.age().toSeconds())
                .put("usedPercent", crl.usedPercent());
    }

    private static ObjectNode of(Concern concern) {
        return JSON.createObjectNode()
                .put("level", concern.level().label())
                .put("about", concern.about())
                .put("why", concern.why())
                .put("remedy", concern.remedy());
    }
}
