package redress.cases.scope;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import redress.access.v1.Role;

/// Who may see and do what, said once more in plain Java: it shares no code with the service. Items
/// change; people do not.
final class World {
    static final Comparator<Item> OLDEST = Comparator.comparing(item -> item.id);
    static final Comparator<Item> URGENT =
            Comparator.<Item>comparingDouble(item -> -item.score).thenComparing(OLDEST);

    final List<Person> people = new ArrayList<>();
    final List<Item> items = new ArrayList<>();

    /// Somebody with a token.
    record Person(String name, Set<Role> roles, Set<String> programmes, Set<String> areas) {
        boolean supervises() {
            return roles.contains(Role.ROLE_SUPERVISOR);
        }
    }

    /// A case, as far as it matters here.
    static final class Item {
        final String id;
        final double score;
        final String externalId;
        final List<Note> notes = new ArrayList<>();
        Place place;
        int sensitivity;
        Set<String> subjects;
        String caseWorker;
        int events;

        Item(String id, double score, String externalId, Place place, int sensitivity) {
            this.id = id;
            this.score = score;
            this.externalId = externalId;
            this.place = place;
            this.sensitivity = sensitivity;
            this.subjects = Set.of();
            this.caseWorker = "";
        }
    }

    /// Where an item belongs.
    record Place(List<String> programmes, String area) {}

    /// A note on a case.
    record Note(String id, String author, boolean confidential) {}

    boolean sees(Person person, Item item) {
        return inReach(person, item.place)
                && !isSubject(person.name(), item.subjects)
                && isCleared(person, item);
    }

    static boolean isCleared(Person person, Item item) {
        boolean standard = item.sensitivity <= 1;
        boolean inCharge = item.caseWorker.equals(person.name());
        return standard || inCharge || person.supervises();
    }

    boolean reads(Person person, Item item, Note note) {
        return sees(person, item)
                && (!note.confidential()
                        || note.author().equals(person.name())
                        || person.supervises());
    }

    static boolean isSubject(String name, Set<String> subjects) {
        return subjects.stream()
                .map(one -> one.strip().toLowerCase(Locale.ROOT))
                .anyMatch(name.toLowerCase(Locale.ROOT)::equals);
    }

    private static boolean inReach(Person person, Place place) {
        boolean programme =
                person.programmes().contains("*")
                        || place.programmes().stream().anyMatch(person.programmes()::contains);
        return programme && servesArea(person, place.area());
    }

    static boolean servesArea(Person person, String area) {
        if (person.areas().contains("*")) {
            return true;
        }
        for (String served : person.areas()) {
            var wanted = List.of(served.split("-", -1));
            var levels = List.of(area.split("-", -1));
            if (levels.size() >= wanted.size() && levels.subList(0, wanted.size()).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an area is another one or below it.
    static boolean isWithin(String area, String wanted) {
        return area.equals(wanted) || area.startsWith(wanted + "-");
    }

    static boolean mayPlace(Person person, Place place) {
        boolean programmes =
                person.programmes().contains("*")
                        || (!place.programmes().isEmpty()
                                && person.programmes().containsAll(place.programmes()));
        return programmes && servesArea(person, place.area());
    }

    /// Whether a person who sees an item may move it.
    static boolean mayMove(Person person, Place before, Place after) {
        var foreign = new HashSet<String>();
        for (String one : before.programmes()) {
            if (!after.programmes().contains(one)) {
                foreign.add(one);
            }
        }
        for (String one : after.programmes()) {
            if (!before.programmes().contains(one)) {
                foreign.add(one);
            }
        }
        boolean own = person.programmes().contains("*") || person.programmes().containsAll(foreign);
        return own && inReach(person, after);
    }

    /// The identifiers of what a person sees, in the order of a list.
    List<String> seen(Person person, boolean byUrgency, Predicate<Item> filter) {
        return seen(person, byUrgency ? URGENT : OLDEST.reversed(), filter);
    }

    /// The same in any order.
    List<String> seen(Person person, Comparator<Item> order, Predicate<Item> filter) {
        return items.stream()
                .filter(item -> sees(person, item))
                .filter(filter)
                .sorted(order)
                .map(item -> item.id)
                .toList();
    }
}
