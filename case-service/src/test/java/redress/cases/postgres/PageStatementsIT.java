package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Role;
import redress.cases.v1.Case;
import redress.cases.v1.ListCasesRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

/// A list is one call at every door, whatever is asked of its rows: here is what the call costs.
class PageStatementsIT {
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);

    private static TestDatabase postgres;
    private static Database database;

    private final PostgresCases cases = new PostgresCases();
    private final List<String> statements = new ArrayList<>();

    @BeforeAll
    static void start() {
        postgres = TestDatabase.start();
        database = postgres.database();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void aLongPageTakesAsManyStatementsAsAShortOne() {
        for (int i = 0; i < 40; i++) {
            var row = row();
            database.write(SUPERVISOR, transaction -> cases.add(transaction, row));
        }
        postgres.jdbi().getConfig(SqlStatements.class).setSqlLogger(counting());

        List<String> few = statementsOfAPage(2);
        assertThat(statementsOfAPage(40)).isNotEmpty().isEqualTo(few);
    }

    private List<String> statementsOfAPage(int size) {
        statements.clear();
        var request = ListCasesRequest.newBuilder().setPageSize(size).build();
        var page =
                database.as(
                        SUPERVISOR,
                        transaction -> cases.list(transaction, request, Page.of(request)));
        assertThat(page.rows()).hasSize(size);
        return List.copyOf(statements);
    }

    private SqlLogger counting() {
        return new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.add(context.getRawSql());
            }
        };
    }

    private static Case row() {
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        var row = Case.newBuilder().setId(id).setNumber("N-" + id).setEtag("1");
        row.getDetailsBuilder().setTitle("No payment").addProgrammeIds("cash").putFacts("rooms", 1);
        return row.build();
    }
}
