package redress.mesh.rights;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.personaldata.v1.ContestRecommendationsRequest;
import redress.personaldata.v1.ContestRecommendationsResponse;
import redress.personaldata.v1.EraseItemsRequest;
import redress.personaldata.v1.EraseItemsResponse;
import redress.personaldata.v1.ExportItemsRequest;
import redress.personaldata.v1.ExportItemsResponse;
import redress.personaldata.v1.FindItemsRequest;
import redress.personaldata.v1.FindItemsResponse;
import redress.personaldata.v1.ListExpiredItemsRequest;
import redress.personaldata.v1.ListExpiredItemsResponse;
import redress.personaldata.v1.PersonalDataServiceGrpc;
import redress.personaldata.v1.RectifyItemsRequest;
import redress.personaldata.v1.RectifyItemsResponse;
import redress.personaldata.v1.RestrictItemsRequest;
import redress.personaldata.v1.RestrictItemsResponse;

/// The calls of the contract, in every service.
@GrpcService
public class PersonalDataEndpoint extends PersonalDataServiceGrpc.PersonalDataServiceImplBase {
    private final ServePersonalData held;

    PersonalDataEndpoint(ServePersonalData held) {
        this.held = held;
    }

    @Override
    public void findItems(FindItemsRequest request, StreamObserver<FindItemsResponse> answer) {
        var found = held.find(request.getIdentifierList(), ids(request.getItemIdsList()));
        reply(answer, FindItemsResponse.newBuilder().addAllItems(found).build());
    }

    @Override
    public void exportItems(
            ExportItemsRequest request, StreamObserver<ExportItemsResponse> answers) {
        for (String item : request.getItemIdsList()) {
            records(Database.id("item_ids", item))
                    .forEach(
                            record ->
                                    answers.onNext(
                                            ExportItemsResponse.newBuilder()
                                                    .setItemId(item)
                                                    .setRecord(Any.pack(record))
                                                    .build()));
        }
        answers.onCompleted();
    }

    @Override
    public void rectifyItems(
            RectifyItemsRequest request, StreamObserver<RectifyItemsResponse> answer) {
        var outcomes =
                held.rectify(
                        request.getCorrectionsList(),
                        request.getDecidedBy(),
                        request.getRequestNumber());
        reply(answer, RectifyItemsResponse.newBuilder().addAllOutcomes(outcomes).build());
    }

    @Override
    public void restrictItems(
            RestrictItemsRequest request, StreamObserver<RestrictItemsResponse> answer) {
        var items = ids(request.getItemIdsList());
        var _ =
                request.getRestricted()
                        ? held.restrict(items, request.getRequestNumber())
                        : held.lift(items, request.getRequestNumber());
        reply(answer, RestrictItemsResponse.getDefaultInstance());
    }

    @Override
    public void eraseItems(EraseItemsRequest request, StreamObserver<EraseItemsResponse> answer) {
        var items = ids(request.getItemIdsList());
        var done = EraseItemsResponse.newBuilder();
        if (request.hasUnchangedSince()) {
            var since = Timeline.instant(request.getUnchangedSince());
            held.eraseUnchanged(items, since, request.getRequestNumber())
                    .forEach(id -> done.addChangedIds(id.toString()));
        } else {
            var _ = held.erase(items, request.getRequestNumber());
        }
        reply(answer, done.build());
    }

    @Override
    public void contestRecommendations(
            ContestRecommendationsRequest request,
            StreamObserver<ContestRecommendationsResponse> answer) {
        var _ =
                held.contest(
                        ids(request.getItemIdsList()),
                        request.getRequestNumber(),
                        request.getGround());
        reply(answer, ContestRecommendationsResponse.getDefaultInstance());
    }

    @Override
    public void listExpiredItems(
            ListExpiredItemsRequest request, StreamObserver<ListExpiredItemsResponse> answer) {
        var since = request.getUnchangedSince();
        var expired =
                held.expired(
                        new Expiry(
                                request.getStatesList(),
                                Instant.ofEpochSecond(since.getSeconds(), since.getNanos()),
                                Optional.of(request.getAfterId())
                                        .filter(id -> !id.isEmpty())
                                        .map(id -> Database.id("after_id", id)),
                                request.getLimit()));
        reply(answer, ListExpiredItemsResponse.newBuilder().addAllItems(expired).build());
    }

    private List<Message> records(UUID item) {
        if (Context.current().isCancelled()) {
            throw new CancellationException("nobody waits for these records any more");
        }
        return held.export(item);
    }

    private static Set<UUID> ids(Collection<String> texts) {
        return texts.stream()
                .map(text -> Database.id("item_ids", text))
                .collect(Collectors.toSet());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
