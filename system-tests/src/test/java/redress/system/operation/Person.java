package redress.system.operation;

import redress.beneficiaries.v1.BeneficiaryReference;
import redress.beneficiaries.v1.Identifier;
import redress.cases.v1.Case;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.v1.GetGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.rights.v1.DataSubject;
import redress.system.mesh.Samples;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Somebody with a case and a grievance.
///
/// @param uin by which registries know the person
/// @param words what the person told, like nobody else
record Person(String uin, String words) {
    static Person somebody() {
        return new Person(Samples.id(), Samples.name("words"));
    }

    DataSubject subject() {
        return DataSubject.newBuilder().addIdentifier(identifier()).build();
    }

    OpenCaseRequest openCase() {
        var details = Samples.caseDetails("rights").setTitle(words).setBeneficiary(beneficiary());
        return OpenCaseRequest.newBuilder().setRequestId(Samples.id()).setDetails(details).build();
    }

    Case opened(TestMesh mesh) {
        return mesh.console(TestUser.WORKER).cases().openCase(openCase()).getCase();
    }

    Grievance submitted(TestMesh mesh) {
        var details =
                Samples.grievanceDetails("rights")
                        .setDescription(words)
                        .setBeneficiary(beneficiary());
        var request =
                SubmitGrievanceRequest.newBuilder()
                        .setRequestId(Samples.id())
                        .setDetails(details)
                        .build();
        return mesh.console(TestUser.OFFICER).grievances().submitGrievance(request).getGrievance();
    }

    /// A case as it is now.
    static Case now(TestMesh mesh, Case known) {
        return mesh.console(TestUser.DPO)
                .cases()
                .getCase(GetCaseRequest.newBuilder().setId(known.getId()).build())
                .getCase();
    }

    /// A grievance as it is now.
    static Grievance now(TestMesh mesh, Grievance known) {
        return mesh.console(TestUser.DPO)
                .grievances()
                .getGrievance(GetGrievanceRequest.newBuilder().setId(known.getId()).build())
                .getGrievance();
    }

    private BeneficiaryReference beneficiary() {
        return BeneficiaryReference.newBuilder().addIdentifier(identifier()).build();
    }

    private Identifier identifier() {
        return Identifier.newBuilder().setIdentifierType("UIN").setIdentifierValue(uin).build();
    }
}
