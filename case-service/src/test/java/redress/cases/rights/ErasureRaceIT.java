package redress.cases.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.Note;
import redress.mesh.access.Refusal;
import redress.mesh.privacy.Subject;
import redress.mesh.store.DestroyKeys;

/// An erasure and a write about the same person at the same moment: what was written stays
/// readable.
@Timeout(120)
class ErasureRaceIT {
    private final Office office = new Office();
    private final Case old = office.open("4711", "old");

    @AfterEach
    void stop() throws IOException {
        office.close();
    }

    @Test
    void anErasureWaitsForAWriteWithItsKeyAndSealsItAnew() {
        var fresh = another();
        var erasure = new CompletableFuture<Set<UUID>>();
        office.database()
                .write(
                        Office.SUPERVISOR,
                        transaction -> {
                            office.cases().add(transaction, fresh);
                            var _ =
                                    erasure.completeAsync(
                                            () -> office.held().erase(Set.of(id(old)), "DSR-1"));
                            untilSomebodyWaits();
                        });

        assertThat(erasure.join()).containsExactly(id(old));
        assertThat(office.read(old).hasErasedAt()).isTrue();
        assertThat(office.read(fresh)).isEqualTo(fresh);
    }

    @Test
    void aWriteDuringAnErasureGetsAKeyThatLives() {
        var fresh = another();
        var write = new CompletableFuture<Case>();
        var destroyed =
                office.database()
                        .asService(
                                "case-service",
                                transaction -> {
                                    var keys = keys(transaction);
                                    DestroyKeys.lock(transaction, keys);
                                    var _ = write.completeAsync(() -> add(fresh));
                                    untilSomebodyWaits();
                                    DestroyKeys.destroy(transaction, keys);
                                    return keys;
                                });

        assertThat(destroyed).hasSize(1);
        assertThat(office.read(write.join())).isEqualTo(fresh);
        assertThat(office.read(old).hasErasedAt()).isTrue();
    }

    @Test
    void aNoteThatIsAddedDuringAnErasureIsRefused() {
        var note = new CompletableFuture<Note>();
        office.database()
                .writeAsService(
                        "case-service",
                        transaction -> {
                            var _ = office.personalData().erase(transaction, Set.of(id(old)));
                            var _ = note.completeAsync(() -> office.note(old));
                            untilSomebodyWaits();
                        });

        assertThatThrownBy(note::join)
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(Reason.REASON_ERASED));
    }

    private Case add(Case fresh) {
        office.database()
                .write(Office.SUPERVISOR, transaction -> office.cases().add(transaction, fresh));
        return fresh;
    }

    private Set<UUID> keys(redress.mesh.store.Transaction transaction) {
        var person = old.getDetails().getBeneficiary();
        Subject subject = transaction.sealing().lookup().subject(person, id(old));
        return Set.copyOf(
                transaction
                        .handle()
                        .createQuery("SELECT id FROM data_keys WHERE subject = :subject")
                        .bind("subject", subject.text())
                        .mapTo(UUID.class)
                        .list());
    }

    private Case another() {
        String id = UUID.randomUUID().toString();
        var fresh = old.toBuilder().setId(id).setNumber("CASE-" + id);
        fresh.getDetailsBuilder().setTitle("new").setExternalId("ext-" + id);
        return fresh.build();
    }

    private void untilSomebodyWaits() {
        var superuser = office.postgres().superuser();
        long waiting = 0;
        while (waiting == 0) {
            waiting =
                    superuser.withHandle(
                            handle ->
                                    handle.createQuery(
                                                    """
                                                    SELECT count(*) FROM pg_stat_activity
                                                    WHERE wait_event_type = 'Lock'
                                                    """)
                                            .mapTo(Long.class)
                                            .one());
        }
    }

    private static UUID id(Case known) {
        return UUID.fromString(known.getId());
    }
}
