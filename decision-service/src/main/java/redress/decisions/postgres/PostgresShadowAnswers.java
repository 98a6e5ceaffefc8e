package redress.decisions.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import redress.decisions.registry.ShadowAnswer;
import redress.decisions.registry.ShadowAnswers;
import redress.decisions.v1.ShadowSummary;
import redress.mesh.store.Database;
import redress.mesh.store.Transaction;

/// Answers of shadows as rows without an item. Row level security lets nobody but the service read
/// them.
@ApplicationScoped
public class PostgresShadowAnswers implements ShadowAnswers {
    private static final String SERVICE = "decision-service";

    private final Database database;

    PostgresShadowAnswers(Database database) {
        this.database = database;
    }

    @Override
    public void add(Transaction transaction, List<ShadowAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        var batch =
                transaction
                        .handle()
                        .prepareBatch(
                                """
                                INSERT INTO shadow_answers (version, answered_on,
                                    band, score, abstained, given_by, given_band, given_score)
                                VALUES (:version, :on,
                                    :band, :score, :abstained, :givenBy, :givenBand, :givenScore)
                                """);
        for (var one : answers) {
            batch.bind("version", one.shadow().getModel().getVersion())
                    .bind("on", LocalDate.ofInstant(transaction.now(), ZoneOffset.UTC))
                    .bind("band", one.shadow().getProposedPriority().getNumber())
                    .bind("score", (int) Math.round(one.shadow().getScore()))
                    .bind("abstained", one.shadow().getAbstained())
                    .bind("givenBy", one.given().getModel().getVersion())
                    .bind("givenBand", one.given().getProposedPriority().getNumber())
                    .bind("givenScore", (int) Math.round(one.given().getScore()))
                    .add();
        }
        batch.execute();
    }

    @Override
    public Optional<ShadowSummary> summary(String version) {
        return database.asService(
                        SERVICE,
                        transaction ->
                                transaction
                                        .handle()
                                        .createQuery(
                                                """
                                                SELECT count(*) AS answers,
                                                    count(*) FILTER (WHERE band = given_band) AS same,
                                                    count(*) FILTER (WHERE band > given_band) AS higher,
                                                    count(*) FILTER (WHERE band < given_band) AS lower,
                                                    count(*) FILTER (WHERE abstained) AS abstained
                                                FROM shadow_answers WHERE version = :version
                                                """)
                                        .bind("version", version)
                                        .map((row, context) -> summary(row))
                                        .findOne())
                .filter(summary -> summary.getAnswers() >= LEAST);
    }

    private static ShadowSummary summary(java.sql.ResultSet row) throws java.sql.SQLException {
        return ShadowSummary.newBuilder()
                .setAnswers(row.getLong("answers"))
                .setSameBand(row.getLong("same"))
                .setHigherBand(row.getLong("higher"))
                .setLowerBand(row.getLong("lower"))
                .setAbstained(row.getLong("abstained"))
                .build();
    }

    @Override
    public void forget(Duration age) {
        database.writeAsService(
                SERVICE,
                transaction ->
                        transaction
                                .handle()
                                .createUpdate(
                                        "DELETE FROM shadow_answers WHERE answered_on < :before")
                                .bind(
                                        "before",
                                        LocalDate.ofInstant(
                                                transaction.now().minus(age), ZoneOffset.UTC))
                                .execute());
    }
}
