package redress.grievances.scope;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import redress.grievances.scope.World.Item;
import redress.grievances.v1.GrievanceFilter;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.SearchGrievancesRequest;

/// A random search, and what it means in plain Java.
record Searches(SearchGrievancesRequest request, Predicate<Item> fits, Comparator<Item> order) {

    // The model does not know when what is handed in falls due.
    private static final List<GrievanceOrder> ORDERS =
            List.of(
                    GrievanceOrder.GRIEVANCE_ORDER_UNSPECIFIED,
                    GrievanceOrder.GRIEVANCE_ORDER_NEWEST,
                    GrievanceOrder.GRIEVANCE_ORDER_OLDEST,
                    GrievanceOrder.GRIEVANCE_ORDER_URGENCY);

    /// A search for items like one, which it fits more often than not.
    static Searches like(Item like, Chance chance, World world) {
        var filter = GrievanceFilter.newBuilder();
        var fits =
                place(filter, like, chance)
                        .and(sensitivity(filter, like, chance))
                        .and(person(filter, like, chance, world))
                        .and(key(filter, like, chance));
        var order = chance.of(ORDERS);
        var request =
                SearchGrievancesRequest.newBuilder()
                        .setPageSize(5 + chance.below(60))
                        .setFilter(filter)
                        .setOrder(order);
        return new Searches(request.build(), fits, comparator(order));
    }

    private static Comparator<Item> comparator(GrievanceOrder order) {
        return switch (order) {
            case GRIEVANCE_ORDER_URGENCY -> World.URGENT;
            case GRIEVANCE_ORDER_OLDEST -> World.OLDEST;
            case GRIEVANCE_ORDER_UNSPECIFIED,
                    GRIEVANCE_ORDER_NEWEST,
                    GRIEVANCE_ORDER_DUE,
                    UNRECOGNIZED ->
                    World.OLDEST.reversed();
        };
    }

    private static Predicate<Item> place(GrievanceFilter.Builder filter, Item like, Chance chance) {
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
            GrievanceFilter.Builder filter, Item like, Chance chance) {
        if (!chance.oneIn(4)) {
            return _ -> true;
        }
        int wanted = Math.max(like.sensitivity, 1);
        filter.addSensitivitiesValue(wanted);
        return item -> Math.max(item.sensitivity, 1) == wanted;
    }

    private static Predicate<Item> person(
            GrievanceFilter.Builder filter, Item like, Chance chance, World world) {
        if (chance.oneIn(5)) {
            boolean nobody = chance.oneIn(2);
            filter.setUnassigned(nobody);
            return item -> item.assignedTo.isEmpty() == nobody;
        }
        if (!chance.oneIn(4) || like.assignedTo.isEmpty()) {
            return _ -> true;
        }
        String other = chance.of(world.people).name();
        filter.addAssignedTo(like.assignedTo).addAssignedTo(other);
        return item -> item.assignedTo.equals(like.assignedTo) || item.assignedTo.equals(other);
    }

    private static Predicate<Item> key(GrievanceFilter.Builder filter, Item like, Chance chance) {
        if (!chance.oneIn(8) || like.externalId.isEmpty()) {
            return _ -> true;
        }
        filter.addExternalIds(like.externalId).addExternalIds("X-none");
        return item -> item.externalId.equals(like.externalId);
    }
}
