package redress.cases.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import redress.cases.search.KeepCaseSearches;
import redress.cases.search.SearchCases;
import redress.cases.v1.CaseSearchServiceGrpc;
import redress.cases.v1.CountCasesRequest;
import redress.cases.v1.CountCasesResponse;
import redress.cases.v1.DeleteCaseSearchRequest;
import redress.cases.v1.DeleteCaseSearchResponse;
import redress.cases.v1.ListCaseSearchesRequest;
import redress.cases.v1.ListCaseSearchesResponse;
import redress.cases.v1.SaveCaseSearchRequest;
import redress.cases.v1.SaveCaseSearchResponse;
import redress.cases.v1.SearchCasesRequest;
import redress.cases.v1.SearchCasesResponse;
import redress.mesh.access.Caller;

/// The calls about searches, each handed to its feature.
@GrpcService
public class CaseSearchEndpoint extends CaseSearchServiceGrpc.CaseSearchServiceImplBase {
    private final SearchCases searching;
    private final KeepCaseSearches searches;

    CaseSearchEndpoint(SearchCases searching, KeepCaseSearches searches) {
        this.searching = searching;
        this.searches = searches;
    }

    @Override
    public void searchCases(
            SearchCasesRequest request, StreamObserver<SearchCasesResponse> answer) {
        var slice = searching.search(Caller.current(), request);
        reply(
                answer,
                SearchCasesResponse.newBuilder()
                        .addAllCases(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void countCases(CountCasesRequest request, StreamObserver<CountCasesResponse> answer) {
        reply(answer, searching.count(Caller.current(), request));
    }

    @Override
    public void saveCaseSearch(
            SaveCaseSearchRequest request, StreamObserver<SaveCaseSearchResponse> answer) {
        var saved = searches.save(Caller.current(), request);
        reply(answer, SaveCaseSearchResponse.newBuilder().setSearch(saved).build());
    }

    @Override
    public void listCaseSearches(
            ListCaseSearchesRequest request, StreamObserver<ListCaseSearchesResponse> answer) {
        var kept = searches.list(Caller.current());
        reply(answer, ListCaseSearchesResponse.newBuilder().addAllSearches(kept).build());
    }

    @Override
    public void deleteCaseSearch(
            DeleteCaseSearchRequest request, StreamObserver<DeleteCaseSearchResponse> answer) {
        searches.delete(Caller.current(), request);
        reply(answer, DeleteCaseSearchResponse.getDefaultInstance());
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
