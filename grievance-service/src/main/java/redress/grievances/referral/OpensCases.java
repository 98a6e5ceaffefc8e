package redress.grievances.referral;

import redress.cases.v1.Case;
import redress.cases.v1.OpenCaseRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;

/// Opens cases, in the name of the caller.
public interface OpensCases {
    /// Opens a case; the same request opens it once.
    ///
    /// @throws Refusal what case-service refuses; with UNAVAILABLE if it does not answer in time
    Case open(Caller caller, OpenCaseRequest request);
}
