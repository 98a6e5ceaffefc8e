package redress.mesh.store;

import com.google.protobuf.Message;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import redress.access.v1.Reason;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.privacy.DataKeys;

/// The service's database. Every statement runs in a transaction that knows its caller: what
/// [CallerSettings] says is what the row level security policies of the tables read.
@ApplicationScoped
public class Database {
    private static final Logger LOG = Logger.getLogger(Database.class);

    // PostgreSQL's query_canceled and lock_not_available: nobody waits for the statement any more
    // (see CallerSettings).
    private static final String STOPPED = "57014|55P03";

    private final Jdbi jdbi;
    private final DataKeys keys;
    private final InstantSource clock;

    @Inject
    Database(AgroalDataSource source, DataKeys keys) {
        this(Jdbi.create(source), keys);
    }

    /// @param keys what seals the personal part of what is written
    public Database(Jdbi jdbi, DataKeys keys) {
        this(jdbi, keys, InstantSource.system());
    }

    /// @param clock tells the time of what happens
    public Database(Jdbi jdbi, DataKeys keys, InstantSource clock) {
        // Bound values are personal data: no exception may carry them into a log.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        this.jdbi = jdbi;
        this.keys = keys;
        this.clock = clock;
    }

    /// Reads or writes on behalf of a caller.
    public <T> T as(Caller caller, Function<Transaction, T> work) {
        return run(settings(caller), work);
    }

    /// Writes on behalf of a caller, with nothing to give back.
    public void write(Caller caller, Consumer<Transaction> work) {
        run(
                settings(caller),
                transaction -> {
                    work.accept(transaction);
                    return transaction;
                });
    }

    /// Reads or writes on behalf of the service itself, which is cleared for every row.
    public <T> T asService(String service, Function<Transaction, T> work) {
        return run(CallerSettings.service(service), work);
    }

    /// Writes on behalf of the service itself, with nothing to give back.
    public void writeAsService(String service, Consumer<Transaction> work) {
        run(
                CallerSettings.service(service),
                transaction -> {
                    work.accept(transaction);
                    return transaction;
                });
    }

    /// Reads as somebody who serves a scope, has no role and is not cleared for what is sensitive.
    ///
    /// @param user whose complaints about themselves stay hidden
    public <T> T within(Scope scope, String user, String service, Function<Transaction, T> work) {
        return run(new CallerSettings(user, service, List.of(), "", scope, Sensitive.CLOSED), work);
    }

    /// Reads one row as a caller sees it, in one statement: a message to PostgreSQL and one back,
    /// where [#as] needs three. For what is read most, one item by its identifier.
    ///
    /// @param table has a function `find_in_TABLE` in the schema, which acts as the caller first
    public <M extends Message> Optional<M> find(Caller caller, SealedTable<M> table, UUID id) {
        return guarded(
                () ->
                        jdbi.withHandle(
                                handle -> {
                                    var sealing = keys.within(handle, clock.instant());
                                    return table.find(handle, settings(caller), sealing, id);
                                }));
    }

    /// Does a write once per request identifier: a repetition gets the first answer again, as long
    /// as the caller may see the item that it tells of.
    ///
    /// @param request the whole request; the same identifier with another content is refused
    /// @throws Refusal with REQUEST_ID_REUSED; with ALREADY_EXISTS if it was done so long ago that
    ///   its answer is forgotten; with NOT_FOUND if the caller may no longer see the item
    public <A extends Message> A once(
            Caller caller,
            RequestKey request,
            AnswerType<A> answers,
            Function<Transaction, A> work) {
        return as(
                caller,
                transaction -> {
                    var earlier = Answers.claim(transaction, request, answers);
                    if (earlier.isPresent()) {
                        return earlier.get();
                    }
                    A answer = work.apply(transaction);
                    Answers.keep(transaction, request, answers.item().apply(answer), answer);
                    return answer;
                });
    }

    /// The answer that a request got before, if it was made before: lets a use case skip its
    /// preparation. Not a claim: only [#once] makes sure.
    public <A extends Message> Optional<A> answered(
            Caller caller, RequestKey request, AnswerType<A> answers) {
        return as(caller, transaction -> Answers.find(transaction, request, answers));
    }

    private <T> T run(CallerSettings caller, Function<Transaction, T> work) {
        // PostgreSQL keeps microseconds: what is returned now must equal what is read later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return guarded(
                () ->
                        jdbi.inTransaction(
                                handle -> {
                                    var sealing = keys.within(handle, now);
                                    caller.applyTo(handle.getConnection(), sealing.lookup());
                                    return work.apply(
                                            new Transaction(
                                                    handle,
                                                    now,
                                                    caller.user(),
                                                    caller.workload(),
                                                    sealing));
                                }));
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T guarded(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            var failure = new UnableToExecuteStatementException("the store failed", e, null);
            throw refusal(failure).orElseThrow(() -> failure);
        } catch (JdbiException e) {
            throw refusal(e).orElseThrow(() -> e);
        }
    }

    private static Optional<Refusal> refusal(JdbiException failure) {
        if (isAway(failure)) {
            LOG.error("the database is away", failure);
            return Optional.of(unavailable("the store is away"));
        }
        if (hasState(failure, STOPPED)) {
            return Optional.of(unavailable("the store was not done in time"));
        }
        if (hasState(failure, "40...")) {
            LOG.info("a transaction gave way to another", failure);
            return Optional.of(unavailable("somebody changed the same at the same time"));
        }
        return Optional.empty();
    }

    // No connection, one that broke (SQLSTATE class 08), or a server that shuts down (57P).
    private static boolean isAway(JdbiException failure) {
        return failure instanceof ConnectionException || hasState(failure, "08...|57P..");
    }

    private static boolean hasState(JdbiException failure, String states) {
        return failure.getCause() instanceof SQLException cause
                && String.valueOf(cause.getSQLState()).matches(states);
    }

    private static Refusal unavailable(String what) {
        return new Refusal(Reason.REASON_UNAVAILABLE, what + ": try again with the same request");
    }

    private CallerSettings settings(Caller caller) {
        return CallerSettings.of(caller, clock.instant());
    }

    /// The identifier of an item as it came in a request.
    ///
    /// @throws Refusal if it is no UUID
    public static UUID id(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.REASON_INVALID_REQUEST, field + ": no UUID");
        }
    }
}
