package redress.system.flows;

import java.util.ArrayList;
import java.util.List;
import redress.cases.v1.Case;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.ListCasesRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceServiceGrpc.GrievanceServiceBlockingStub;
import redress.grievances.v1.ListGrievancesRequest;

/// Lists read to their end, page by page.
final class Pages {
    private Pages() {}

    static List<Case> cases(
            CaseServiceBlockingStub stub, ListCasesRequest.Builder filters, int size) {
        var rows = new ArrayList<Case>();
        String token = "";
        do {
            var page = stub.listCases(filters.setPageSize(size).setPageToken(token).build());
            rows.addAll(page.getCasesList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return rows;
    }

    static List<Grievance> grievances(
            GrievanceServiceBlockingStub stub, ListGrievancesRequest.Builder filters, int size) {
        var rows = new ArrayList<Grievance>();
        String token = "";
        do {
            var page = stub.listGrievances(filters.setPageSize(size).setPageToken(token).build());
            rows.addAll(page.getGrievancesList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return rows;
    }
}
