package redress.cases.scope;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import redress.cases.scope.World.Item;
import redress.cases.v1.CaseFilter;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.SearchCasesRequest;

/// A random search, and what it means in plain Java.
record Searches(SearchCasesRequest request, Predicate<Item> fits, Comparator<Item> order) {

    /// A search for items like one, which it fits more often than not.
    static Searches like(Item like, Chance chance, World world) {
        var filter = CaseFilter.newBuilder();
        var fits =
                place(filter, like, chance)
                        .and(sensitivity(filter, like, chance))
                        .and(person(filter, like, chance, world))
                        .and(key(filter, like, chance));
        var order = chance.of(List.of(CaseOrder.values()));
        var request =
                SearchCasesRequest.newBuilder()
                        .setPageSize(5 + chance.below(60))
                        .setFilter(filter)
                        .setOrder(
                                order == CaseOrder.UNRECOGNIZED
                                        ? CaseOrder.CASE_ORDER_UNSPECIFIED
                                        : order);
        return new Searches(request.build(), fits, comparator(order));
    }

    // Nothing here is due: by due day, all come by age.
    private static Comparator<Item> comparator(CaseOrder order) {
        return switch (order) {
            case CASE_ORDER_URGENCY -> World.URGENT;
            case CASE_ORDER_OLDEST, CASE_ORDER_DUE -> World.OLDEST;
            case CASE_ORDER_UNSPECIFIED, CASE_ORDER_NEWEST, UNRECOGNIZED -> World.OLDEST.reversed();
        };
    }

    private static Predicate<Item> place(CaseFilter.Builder filter, Item like, Chance chance) {
        Predicate<Item> fits = _ -> true;
        if (chance.oneIn(4) && !like.place.area().isEmpty()) {
            String area = like.place.area();
            filter.addAreaCodes(area).addAreaCodes("CO-06");
            fits =
                    item ->
                            World.isWithin(item.place.area(), area)
                                    || World.isWithin(item.place.area(), "CO-06");
        }
        if (chance.oneIn(4) && !like.place.programmes().isEmpty()) {
            var wanted = like.place.programmes();
            filter.addAllProgrammeIds(wanted);
            fits = fits.and(item -> item.place.programmes().stream().anyMatch(wanted::contains));
        }
        return fits;
    }

    private static Predicate<Item> sensitivity(
            CaseFilter.Builder filter, Item like, Chance chance) {
        if (!chance.oneIn(4)) {
            return _ -> true;
        }
        int wanted = Math.max(like.sensitivity, 1);
        filter.addSensitivitiesValue(wanted);
        return item -> Math.max(item.sensitivity, 1) == wanted;
    }

    private static Predicate<Item> person(
            CaseFilter.Builder filter, Item like, Chance chance, World world) {
        if (chance.oneIn(5)) {
            boolean nobody = chance.oneIn(2);
            filter.setUnassigned(nobody);
            return item -> item.caseWorker.isEmpty() == nobody;
        }
        if (!chance.oneIn(4) || like.caseWorker.isEmpty()) {
            return _ -> true;
        }
        String other = chance.of(world.people).name();
        filter.addCaseWorkers(like.caseWorker).addCaseWorkers(other);
        return item -> item.caseWorker.equals(like.caseWorker) || item.caseWorker.equals(other);
    }

    private static Predicate<Item> key(CaseFilter.Builder filter, Item like, Chance chance) {
        if (!chance.oneIn(8) || like.externalId.isEmpty()) {
            return _ -> true;
        }
        filter.addExternalIds(like.externalId).addExternalIds("X-none");
        return item -> item.externalId.equals(like.externalId);
    }
}
