package redress.cases.referral;

import jakarta.enterprise.context.ApplicationScoped;
import redress.cases.v1.ListReferralsRequest;
import redress.cases.v1.Referral;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

/// Reads referrals, each as its sender or its receiver.
@ApplicationScoped
public class ReadReferrals {
    private final Database database;
    private final Referrals referrals;
    private final ChangeReferral changes;

    ReadReferrals(Database database, Referrals referrals, ChangeReferral changes) {
        this.database = database;
        this.referrals = referrals;
        this.changes = changes;
    }

    /// One referral.
    public Referral get(Caller caller, String id) {
        var known = Database.id("id", id);
        return database.as(
                caller,
                transaction ->
                        referrals
                                .find(transaction, known)
                                .map(found -> changes.shown(caller, transaction, found))
                                .orElseThrow(() -> changes.missing(transaction, known)));
    }

    /// A page of referrals.
    public Page.Slice<Referral> list(Caller caller, ListReferralsRequest request) {
        var page = Page.of(request);
        return database.as(
                caller,
                transaction -> {
                    var found = referrals.list(transaction, request, page);
                    return new Page.Slice<>(
                            found.rows().stream()
                                    .map(one -> changes.shown(caller, transaction, one))
                                    .toList(),
                            found.nextPageToken());
                });
    }
}
