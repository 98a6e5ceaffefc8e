package redress.grievances.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import redress.grievances.scope.World.Item;
import redress.grievances.scope.World.Person;
import redress.grievances.v1.GrievanceOrder;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.SubmitGrievanceRequest;

/// Random questions to the service and to the model, one after the other.
final class Comparisons {
    private static final int PEOPLE = 24;
    private static final int ITEMS = 60;
    private static final String NOT_FOUND = "REASON_NOT_FOUND";
    private static final String OUT_OF_SCOPE = "REASON_OUT_OF_SCOPE";

    private final Chance chance;
    private final Doors doors;
    private final World world = new World();
    private final List<Made> made = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    /// What somebody opened, and the answer that they got.
    private record Made(SubmitGrievanceRequest request, Answer answer) {}

    /// An answer that is kept, and whether its caller saw the item then.
    private record Answer(Person person, Item item, boolean seen) {}

    Comparisons(long seed, Doors doors) {
        this.chance = new Chance(seed);
        this.doors = doors;
        IntStream.range(0, PEOPLE).forEach(i -> world.people.add(chance.person("person-" + i)));
        IntStream.range(0, ITEMS).forEach(_ -> addItem());
    }

    private void addItem() {
        var item =
                new Item(
                        Doors.newId(),
                        chance.below(5),
                        chance.oneIn(3) ? "X-" + UUID.randomUUID() : "",
                        chance.place(),
                        chance.below(4));
        item.subjects = chance.subjects(names());
        String worker = chance.of(names());
        item.assignedTo = chance.oneIn(2) || World.isSubject(worker, item.subjects) ? "" : worker;
        item.events = 1 + chance.below(3);
        doors.put(item);
        world.items.add(item);
    }

    // A user name is the same however it is typed.
    private List<String> names() {
        return world.people.stream()
                .map(Person::name)
                .map(name -> name.hashCode() % 3 == 0 ? name.toUpperCase(Locale.ROOT) : name)
                .toList();
    }

    /// Asks once; tells how the answers differ, if they do.
    Optional<String> next() {
        var person = chance.of(world.people);
        var item = chance.of(world.items);
        int kind = chance.below(100);
        if (kind < 15) {
            return list(person, item);
        } else if (kind < 30) {
            return search(person, item);
        } else if (kind < 52) {
            return same(
                    "get",
                    person,
                    item,
                    doors.get(person, item.id),
                    orHidden(person, item, item.id));
        } else if (kind < 76) {
            return timeline(person, item);
        } else if (kind < 84) {
            return counts(person, item);
        }
        return write(person, item, kind);
    }

    private Optional<String> write(Person person, Item item, int kind) {
        if (kind < 87) {
            return open(person, item);
        } else if (kind < 92) {
            return assign(person, item);
        } else if (kind < 96) {
            return again();
        } else if (kind < 98) {
            return taken(person, item);
        }
        return changed(person, item);
    }

    private String orHidden(Person person, Item item, String shown) {
        return world.sees(person, item) ? shown : NOT_FOUND;
    }

    private Optional<String> list(Person person, Item like) {
        var request = ListGrievancesRequest.newBuilder().setPageSize(5 + chance.below(60));
        Predicate<Item> filter = _ -> true;
        if (chance.oneIn(4)) {
            request.setAreaCode(like.place.area());
            String area = like.place.area();
            filter = filter.and(item -> area.isEmpty() || World.isWithin(item.place.area(), area));
        }
        if (chance.oneIn(4) && !like.place.programmes().isEmpty()) {
            String programme = like.place.programmes().getFirst();
            request.setProgrammeId(programme);
            filter = filter.and(item -> item.place.programmes().contains(programme));
        }
        if (chance.oneIn(6)) {
            request.setExternalId(like.externalId);
            filter =
                    filter.and(
                            item ->
                                    like.externalId.isEmpty()
                                            || item.externalId.equals(like.externalId));
        }
        if (chance.oneIn(6)) {
            request.setAssignedTo(like.assignedTo);
            String worker = like.assignedTo;
            filter = filter.and(item -> worker.isEmpty() || item.assignedTo.equals(worker));
        }
        if (chance.oneIn(6)) {
            request.setState(GrievanceState.GRIEVANCE_STATE_RECEIVED);
            filter = filter.and(item -> !item.assigned);
        }
        boolean byUrgency = chance.oneIn(2);
        request.setOrder(
                byUrgency
                        ? GrievanceOrder.GRIEVANCE_ORDER_URGENCY
                        : GrievanceOrder.GRIEVANCE_ORDER_NEWEST);
        var shown = doors.list(person, request.build());
        return same("list " + request, person, like, shown, world.seen(person, byUrgency, filter));
    }

    private Optional<String> search(Person person, Item like) {
        var search = Searches.like(like, chance, world);
        var shown = doors.search(person, search.request());
        var expected = world.seen(person, search.order(), search.fits());
        return same("search " + search.request(), person, like, shown, expected)
                .or(() -> count(person, like, search, expected.size()));
    }

    private Optional<String> count(Person person, Item like, Searches search, int expected) {
        var filter = search.request().getFilter();
        return same("found " + filter, person, like, doors.found(person, filter), expected);
    }

    private Optional<String> timeline(Person person, Item item) {
        if (chance.oneIn(2)) {
            int expected = world.sees(person, item) ? item.events : 0;
            return same("events", person, item, doors.events(person, item.id), expected);
        }
        var expected = orHidden(person, item, "" + item.events);
        return same("timeline", person, item, doors.timeline(person, item.id), expected);
    }

    private Optional<String> counts(Person person, Item item) {
        var seen = world.items.stream().filter(one -> world.sees(person, one)).toList();
        long events = seen.stream().mapToInt(one -> one.events).sum();
        return switch (chance.below(3)) {
            case 0 -> count(person, item, "grievances", seen.size());
            case 1 -> count(person, item, "events", events);
            default -> count(person, item, "requests WHERE document IS NOT NULL", own(person));
        };
    }

    private Optional<String> count(Person person, Item item, String table, long expected) {
        return same("count " + table, person, item, doors.count(person, table), expected);
    }

    private long own(Person person) {
        return answers.stream()
                .filter(one -> one.person().equals(person))
                .filter(one -> !one.seen() || world.sees(person, one.item()))
                .count();
    }

    private Optional<String> open(Person person, Item like) {
        var item =
                new Item(
                        "", 50, "", chance.oneIn(2) ? chance.place() : like.place, chance.below(4));
        item.subjects = chance.subjects(names());
        item.events = 1;
        var request =
                SubmitGrievanceRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setDetails(Doors.row(item).getDetails())
                        .build();
        boolean allowed =
                World.mayPlace(person, item.place)
                        && !World.isSubject(person.name(), item.subjects);
        String outcome = doors.submit(person, request);
        boolean opened = !outcome.startsWith("REASON");
        if (opened) {
            double score = doors.now(outcome).getRecommendation().getScore();
            var known = new Item(outcome, score, "", item.place, item.sensitivity);
            known.subjects = item.subjects;
            known.events = 1;
            world.items.add(known);
            answers.add(new Answer(person, known, world.sees(person, known)));
            made.add(new Made(request, answers.getLast()));
        }
        return same("submit", person, item, opened, allowed);
    }

    private Optional<String> again() {
        if (made.isEmpty()) {
            return Optional.empty();
        }
        var one = chance.of(made);
        var answer = one.answer();
        var person = answer.person();
        String expected =
                answer.seen()
                        ? orHidden(person, answer.item(), answer.item().id)
                        : answer.item().id;
        var outcome = doors.submit(person, one.request());
        return same("again", person, answer.item(), outcome, expected);
    }

    private Optional<String> assign(Person person, Item item) {
        String to = chance.of(names());
        String expected =
                !world.sees(person, item)
                        ? NOT_FOUND
                        : World.isSubject(to, item.subjects) ? OUT_OF_SCOPE : item.id;
        String outcome = doors.assign(person, item, to);
        if (outcome.equals(item.id)) {
            item.assignedTo = to;
            item.assigned = true;
            item.events++;
            answers.add(new Answer(person, item, true));
        }
        return same("assign to " + to, person, item, outcome, expected);
    }

    private Optional<String> taken(Person person, Item like) {
        var item = new Item(Doors.newId(), 1, "", chance.oneIn(2) ? chance.place() : like.place, 1);
        item.subjects = chance.subjects(names());
        boolean expected =
                World.mayPlace(person, item.place)
                        && !World.isSubject(person.name(), item.subjects);
        return same(
                "store",
                person,
                item,
                doors.databaseTakes(person, Doors.row(item).build()),
                expected);
    }

    // What is not seen is not changed either; that is no error.
    private Optional<String> changed(Person person, Item item) {
        var after = new Item(item.id, item.score, item.externalId, chance.place(), chance.below(4));
        after.assignedTo = item.assignedTo;
        after.subjects = new HashSet<>(item.subjects);
        boolean expected = !world.sees(person, item) || world.sees(person, after);
        var row = doors.now(item.id).toBuilder();
        row.setDetails(Doors.row(after).getDetails());
        return same("change", person, item, doors.databaseChanges(person, row.build()), expected);
    }

    private static <T> Optional<String> same(
            String what, Person person, Item item, T shown, T expected) {
        if (shown.equals(expected)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s by %s of %s %s sensitivity=%d about=%s worker=%s: %s (expected: %s)"
                        .formatted(
                                what,
                                person,
                                item.id,
                                item.place,
                                item.sensitivity,
                                item.subjects,
                                item.assignedTo,
                                shown,
                                expected));
    }
}
