package redress.mesh.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.cases.v1.Case;
import redress.cases.v1.Note;
import redress.decisions.v1.Recommendation;
import redress.grievances.v1.Grievance;

class SplitTest {
    private static final int RUNS = 2000;

    /// Every type that a service stores, as an item or as an answer.
    static Stream<Message> stored() {
        return Stream.of(
                Case.getDefaultInstance(),
                Note.getDefaultInstance(),
                Grievance.getDefaultInstance(),
                Recommendation.getDefaultInstance());
    }

    @ParameterizedTest
    @MethodSource("stored")
    void givesTheMessageAgainAndNothingPersonalInTheOpen(Message type)
            throws InvalidProtocolBufferException {
        long seed = System.nanoTime();
        var messages = new RandomMessages(new Random(seed));
        for (int run = 0; run < RUNS; run++) {
            Message whole = messages.of(type);
            var parts = Split.of(whole);

            assertThat(join(parts)).describedAs("seed %d run %d", seed, run).isEqualTo(whole);
            assertThat(holdsPersonal(parts.open())).describedAs("seed %d", seed).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("stored")
    void everyStoredTypeHasSomethingToSeal(Message type) {
        assertThat(PersonalFields.canHold(type.getDescriptorForType())).isTrue();
    }

    @Test
    void sealsNothingWhereThereIsNothingPersonal() {
        var parts = Split.of(Case.newBuilder().setNumber("CASE-1").build());

        assertThat(parts.isOpen()).isTrue();
        assertThat(parts.open()).isEqualTo(Case.newBuilder().setNumber("CASE-1").build());
    }

    @Test
    void theSealedPartHoldsNothingElse() {
        var whole = Case.newBuilder().setNumber("CASE-1").setClosureReason("moved away");
        whole.getDetailsBuilder().setTitle("No payment").setAreaCode("CO-05");

        var parts = Split.of(whole.build());

        var secret = Case.newBuilder().setClosureReason("moved away");
        secret.getDetailsBuilder().setTitle("No payment");
        assertThat(parts.sealed()).isEqualTo(secret.build());
    }

    // As the store does it: the sealed bytes are merged into the open message.
    private static Message join(Split parts) throws InvalidProtocolBufferException {
        return parts.open().toBuilder().mergeFrom(parts.sealed().toByteString()).build();
    }

    private static boolean holdsPersonal(Message message) {
        return (!message.getUnknownFields().asMap().isEmpty() && isItem(message))
                || message.getAllFields().entrySet().stream()
                        .anyMatch(
                                field ->
                                        PersonalFields.isPersonal(field.getKey())
                                                || messages(field.getValue())
                                                        .anyMatch(SplitTest::holdsPersonal));
    }

    // What a newer contract adds to a list without personal fields is the one exception.
    private static boolean isItem(Message message) {
        return PersonalFields.canHold(message.getDescriptorForType());
    }

    private static Stream<Message> messages(Object value) {
        var values = value instanceof Collection<?> many ? many.stream() : Stream.of(value);
        return values.filter(Message.class::isInstance).map(Message.class::cast);
    }
}
