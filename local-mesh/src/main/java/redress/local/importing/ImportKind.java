package redress.local.importing;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.util.Locale;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.local.home.MeshService;

/// What can be imported.
public enum ImportKind {
    GRIEVANCES(MeshService.GRIEVANCES, SubmitGrievanceRequest.getDefaultInstance()),
    CASES(MeshService.CASES, OpenCaseRequest.getDefaultInstance());

    private final MeshService service;
    private final Message request;

    ImportKind(MeshService service, Message request) {
        this.service = service;
        this.request = request;
    }

    /// As in maps and on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public MeshService service() {
        return service;
    }

    /// An empty request of the call that takes in one row.
    Message.Builder newRequest() {
        return request.newBuilderForType();
    }

    /// The message whose fields a map names.
    Descriptor details() {
        return request.getDescriptorForType().findFieldByName("details").getMessageType();
    }
}
