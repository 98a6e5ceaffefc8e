package redress.cases.scope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import redress.cases.scope.World.Item;
import redress.cases.scope.World.Note;
import redress.cases.scope.World.Person;
import redress.cases.v1.CaseOrder;
import redress.cases.v1.CaseState;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.OpenCaseRequest;

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
    private record Made(OpenCaseRequest request, Answer answer) {}

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
        item.caseWorker = chance.oneIn(2) || World.isSubject(worker, item.subjects) ? "" : worker;
        item.events = 1 + chance.below(3);
        doors.put(item);
        world.items.add(item);
        IntStream.range(0, chance.below(4)).forEach(_ -> addNote(item));
    }

    private void addNote(Item item) {
        String author = chance.of(names());
        if (!World.isSubject(author, item.subjects)) {
            var note = new Note(Doors.newId(), author, chance.oneIn(2));
            doors.putNote(item, note);
            item.notes.add(note);
        }
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
        } else if (kind < 64) {
            return notes(person, item);
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
        } else if (kind < 90) {
            return move(person, item);
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
        var request = ListCasesRequest.newBuilder().setPageSize(5 + chance.below(60));
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
            request.setCaseWorker(like.caseWorker);
            String worker = like.caseWorker;
            filter = filter.and(item -> worker.isEmpty() || item.caseWorker.equals(worker));
        }
        if (chance.oneIn(6)) {
            request.setState(CaseState.CASE_STATE_ACTIVE);
        }
        boolean byUrgency = chance.oneIn(2);
        request.setOrder(byUrgency ? CaseOrder.CASE_ORDER_URGENCY : CaseOrder.CASE_ORDER_NEWEST);
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

    private Optional<String> notes(Person person, Item item) {
        var expected =
                item.notes.stream()
                        .filter(note -> world.reads(person, item, note))
                        .map(Note::id)
                        .sorted(Comparator.reverseOrder())
                        .toList();
        return same("notes", person, item, doors.notes(person, item.id), expected);
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
        return switch (chance.below(4)) {
            case 0 -> count(person, item, "cases", seen.size());
            case 1 -> count(person, item, "events", events);
            case 3 -> count(person, item, "notes", readable(person, seen));
            default -> count(person, item, "requests WHERE document IS NOT NULL", own(person));
        };
    }

    private Optional<String> count(Person person, Item item, String table, long expected) {
        return same("count " + table, person, item, doors.count(person, table), expected);
    }

    private long readable(Person person, List<Item> seen) {
        return seen.stream()
                .flatMap(one -> one.notes.stream().filter(note -> world.reads(person, one, note)))
                .count();
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
                OpenCaseRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setDetails(Doors.row(item).getDetails())
                        .build();
        boolean allowed =
                World.mayPlace(person, item.place)
                        && !World.isSubject(person.name(), item.subjects);
        String outcome = doors.open(person, request);
        boolean opened = !outcome.startsWith("REASON");
        if (opened) {
            var known = new Item(outcome, 50, "", item.place, item.sensitivity);
            known.subjects = item.subjects;
            known.events = 1;
            world.items.add(known);
            answers.add(new Answer(person, known, world.sees(person, known)));
            made.add(new Made(request, answers.getLast()));
        }
        return same("open", person, item, opened, allowed);
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
        var outcome = doors.open(person, one.request());
        return same("again", person, answer.item(), outcome, expected);
    }

    private Optional<String> assign(Person person, Item item) {
        String to = chance.of(names());
        String expected =
                !world.sees(person, item)
                        ? NOT_FOUND
                        : World.isSubject(to, item.subjects) ? OUT_OF_SCOPE : item.id;
        if (world.sees(person, item) && !person.supervises() && item.sensitivity > 1) {
            // Only supervisors assign: that whoever gives a sensitive case away loses it is theirs.
            return Optional.empty();
        }
        String outcome = doors.assign(person, item, to);
        if (outcome.equals(item.id)) {
            item.caseWorker = to;
            item.events++;
            answers.add(new Answer(person, item, true));
        }
        return same("assign to " + to, person, item, outcome, expected);
    }

    private Optional<String> move(Person person, Item item) {
        var place = chance.oneIn(3) ? item.place : chance.place();
        int sensitivity = chance.oneIn(3) ? chance.below(4) : item.sensitivity;
        var subjects = chance.oneIn(2) ? item.subjects : chance.subjects(names());
        String expected = orHidden(person, item, item.id);
        if (expected.equals(item.id)) {
            boolean may =
                    World.mayMove(person, item.place, place)
                            && !World.isSubject(person.name(), subjects)
                            && !World.isSubject(item.caseWorker, subjects);
            boolean cleared = person.supervises() || item.caseWorker.equals(person.name());
            expected = may ? item.id : OUT_OF_SCOPE;
            expected =
                    sensitivity != item.sensitivity && !cleared ? "REASON_ROLE_MISSING" : expected;
        }
        String outcome = doors.move(person, item, place, sensitivity, List.copyOf(subjects));
        if (outcome.equals(item.id)) {
            item.place = place;
            item.sensitivity = sensitivity;
            item.subjects = subjects;
            item.events++;
            answers.add(new Answer(person, item, true));
        }
        return same("move to " + place, person, item, outcome, expected);
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
        after.caseWorker = item.caseWorker;
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
                                item.caseWorker,
                                shown,
                                expected));
    }
}
