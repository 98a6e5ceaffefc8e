package redress.grievances.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.grievances.search.KeepGrievanceSearches;
import redress.grievances.search.SearchGrievances;
import redress.grievances.v1.CountGrievancesRequest;
import redress.grievances.v1.CountGrievancesResponse;
import redress.grievances.v1.DeleteGrievanceSearchRequest;
import redress.grievances.v1.DeleteGrievanceSearchResponse;
import redress.grievances.v1.GrievanceSearchServiceGrpc;
import redress.grievances.v1.ListGrievanceSearchesRequest;
import redress.grievances.v1.ListGrievanceSearchesResponse;
import redress.grievances.v1.SaveGrievanceSearchRequest;
import redress.grievances.v1.SaveGrievanceSearchResponse;
import redress.grievances.v1.SearchGrievancesRequest;
import redress.grievances.v1.SearchGrievancesResponse;
import redress.mesh.access.Caller;

/// The calls about searches, each handed to its feature.
@GrpcService
public class GrievanceSearchEndpoint
        extends GrievanceSearchServiceGrpc.GrievanceSearchServiceImplBase {
    private final SearchGrievances searching;
    private final KeepGrievanceSearches searches;

    GrievanceSearchEndpoint(SearchGrievances searching, KeepGrievanceSearches searches) {
        this.searching = searching;
        this.searches = searches;
    }

    @Override
    public void searchGrievances(
            SearchGrievancesRequest request, StreamObserver<SearchGrievancesResponse> answer) {
        var slice = searching.search(Caller.current(), request);
        reply(
                answer,
                SearchGrievancesResponse.newBuilder()
                        .addAllGrievances(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void countGrievances(
            CountGrievancesRequest request, StreamObserver<CountGrievancesResponse> answer) {
        reply(answer, searching.count(Caller.current(), request));
    }

    @Override
    public void saveGrievanceSearch(
            SaveGrievanceSearchRequest request,
            StreamObserver<SaveGrievanceSearchResponse> answer) {
        var saved = searches.save(Caller.current(), request);
        reply(answer, SaveGrievanceSearchResponse.newBuilder().setSearch(saved).build());
    }

    @Override
    public void listGrievanceSearches(
            ListGrievanceSearchesRequest request,
            StreamObserver<ListGrievanceSearchesResponse> answer) {
        var kept = searches.list(Caller.current());
        reply(answer, ListGrievanceSearchesResponse.newBuilder().addAllSearches(kept).build());
    }

    @Override
    public void deleteGrievanceSearch(
            DeleteGrievanceSearchRequest request,
            StreamObserver<DeleteGrievanceSearchResponse> answer) {
        searches.delete(Caller.current(), request);
        reply(answer, DeleteGrievanceSearchResponse.getDefaultInstance());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
