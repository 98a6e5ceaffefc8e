package redress.grievances.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import redress.access.v1.Reason;
import redress.grievances.lifecycle.ActionLog;
import redress.grievances.lifecycle.GrievanceRules;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.mesh.access.Refusal;
import redress.mesh.privacy.Sealing;
import redress.mesh.store.Page;
import redress.mesh.store.SealedTable;
import redress.mesh.store.Transaction;

/// The log as rows, sealed with the key of their grievance. The service's role may add rows and
/// seal them anew, no more.
@ApplicationScoped
public class PostgresActionLog implements ActionLog {
    static final String TABLE = "grievance_actions";

    private static final SealedTable<GrievanceAction> ACTIONS =
            new SealedTable<>(TABLE, GrievanceAction.parser());
    private static final String SELECT = "SELECT id, position, " + Sealing.columnsFrom(TABLE);

    private record Row(long position, GrievanceAction action) {}

    @Override
    public void add(Transaction transaction, Grievance after, GrievanceAction action) {
        var id = UUID.fromString(action.getId());
        var lookup = transaction.sealing().lookup();
        var subject =
                lookup.subject(after.getDetails().getBeneficiary(), UUID.fromString(after.getId()));
        var insert =
                transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO grievance_actions (id, grievance, position, verb, state,
                                    actor, workload, staff_hashes, document, sealed, data_key)
                                SELECT :id, :grievance, coalesce(max(position), 0) + 1, :verb,
                                    :state, :actor, :workload, :staffHashes,
                                    :document, :sealed, :dataKey
                                FROM grievance_actions WHERE grievance = :grievance
                                """)
                        .bind("id", id)
                        .bind("grievance", UUID.fromString(after.getId()))
                        .bind("verb", action.getVerb().name())
                        .bind("state", action.getState().name())
                        .bind("actor", transaction.actor())
                        .bind("workload", transaction.workload())
                        .bindArray(
                                "staffHashes",
                                String.class,
                                lookup.staff(List.of(action.getActor(), action.getAssignedTo())));
        ACTIONS.bind(insert, transaction, id, subject, action).execute();
    }

    @Override
    public Page.Slice<GrievanceAction> list(Transaction transaction, UUID grievance, Page page) {
        var query =
                transaction
                        .handle()
                        .createQuery(
                                SELECT
                                        + """
                                        WHERE grievance = :grievance AND position > :after
                                        ORDER BY position LIMIT :limit
                                        """)
                        .bind("grievance", grievance)
                        .bind("after", page.after().map(key -> (long) key.rank()).orElse(0L))
                        .bind("limit", page.limit());
        var slice =
                page.slice(
                        rows(transaction, query),
                        row -> new Page.Key(row.position(), UUID.fromString(row.action().getId())));
        return new Page.Slice<>(
                slice.rows().stream().map(Row::action).toList(), slice.nextPageToken());
    }

    @Override
    public List<GrievanceAction> all(Transaction transaction, UUID grievance) {
        var query =
                transaction
                        .handle()
                        .createQuery(SELECT + "WHERE grievance = :grievance ORDER BY position")
                        .bind("grievance", grievance);
        return rows(transaction, query).stream().map(Row::action).toList();
    }

    @Override
    public void requireIndependent(Transaction transaction, Grievance known, List<String> users) {
        if (!known.getOriginalGrievanceId().isEmpty()
                && holds(transaction, "has_acted", known.getOriginalGrievanceId(), users)) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "the appeal is against a grievance on which this person acted (expected:"
                            + " somebody who did not)");
        }
        if (GrievanceRules.mayHaveAppeals(known)
                && holds(transaction, "has_open_appeal", known.getId(), users)) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "this person has an open appeal against the grievance (expected: somebody who"
                            + " has none)");
        }
    }

    private static boolean holds(
            Transaction transaction, String function, String grievance, List<String> users) {
        var staff = transaction.sealing().lookup().staff(users);
        return !staff.isEmpty()
                && transaction
                        .handle()
                        .createQuery("SELECT %s(:grievance, :staff)".formatted(function))
                        .bind("grievance", UUID.fromString(grievance))
                        .bindArray("staff", String.class, staff)
                        .mapTo(Boolean.class)
                        .one();
    }

    /// The data keys that seal the logs of grievances.
    Set<UUID> keys(Transaction transaction, Collection<UUID> grievances) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT DISTINCT data_key FROM grievance_actions
                        WHERE grievance = ANY(:grievances) AND data_key IS NOT NULL
                        """)
                .bindArray("grievances", UUID.class, List.copyOf(grievances))
                .mapTo(UUID.class)
                .collect(Collectors.toSet());
    }

    /// The grievances in whose logs one of the data keys seals an entry.
    Set<UUID> sealedWith(Transaction transaction, Collection<UUID> keys) {
        return transaction
                .handle()
                .createQuery(
                        """
                        SELECT DISTINCT grievance FROM grievance_actions
                        WHERE data_key = ANY(:keys)
                        """)
                .bindArray("keys", UUID.class, List.copyOf(keys))
                .mapTo(UUID.class)
                .collect(Collectors.toSet());
    }

    /// Seals the log of a grievance anew, with the key that its grievance has now.
    void sealAgain(Transaction transaction, Grievance known, List<GrievanceAction> actions) {
        var subject =
                transaction
                        .sealing()
                        .lookup()
                        .subject(
                                known.getDetails().getBeneficiary(),
                                UUID.fromString(known.getId()));
        for (GrievanceAction action : actions) {
            var id = UUID.fromString(action.getId());
            var update =
                    transaction
                            .handle()
                            .createUpdate(
                                    """
                                    UPDATE grievance_actions SET document = :document,
                                        sealed = :sealed, data_key = :dataKey
                                    WHERE id = :id
                                    """)
                            .bind("id", id);
            ACTIONS.bind(update, transaction, id, subject, action).execute();
        }
    }

    private static List<Row> rows(Transaction transaction, Query query) {
        return query.map((row, _) -> row(transaction, row)).list();
    }

    private static Row row(Transaction transaction, ResultSet row) throws SQLException {
        var action =
                transaction
                        .sealing()
                        .open(GrievanceAction.parser(), TABLE, row.getString("id"), row);
        return new Row(row.getLong("position"), action);
    }
}
