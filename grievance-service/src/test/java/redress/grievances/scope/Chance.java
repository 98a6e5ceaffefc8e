package redress.grievances.scope;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redress.access.v1.Role;
import redress.grievances.scope.World.Person;
import redress.grievances.scope.World.Place;

/// Random people and places from one seed, among them such as an attacker or a typist would choose.
final class Chance {
    private static final List<String> PROGRAMMES =
            List.of("cash", "food", "health", "cash,food", "{\"x\", y}", "*", "Cash");
    private static final List<String> AREAS =
            List.of("", "CO", "CO-05", "CO-05-001", "CO-051", "CO-06", "PE", "PE-", "CO--05", "*");
    private static final List<Role> ROLES =
            List.of(
                    Role.ROLE_GRIEVANCE_OFFICER,
                    Role.ROLE_SUPERVISOR,
                    Role.ROLE_SENSITIVE_OFFICER,
                    Role.ROLE_PARTNER_SYSTEM);

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return below(times) == 0;
    }

    <T> T of(List<T> many) {
        return many.get(below(many.size()));
    }

    Person person(String name) {
        var roles = new HashSet<Role>();
        roles.add(of(ROLES));
        if (oneIn(5)) {
            roles.add(of(ROLES));
        }
        return new Person(name, oneIn(12) ? Set.of() : roles, programmes(3), areas());
    }

    // Claims are stripped and hold no empty text; a contract's programme is not empty either.
    private Set<String> areas() {
        if (oneIn(3)) {
            return Set.of("*");
        }
        var served = new HashSet<>(some(AREAS, 3));
        served.removeAll(Set.of("", "*"));
        return served;
    }

    private Set<String> programmes(int most) {
        if (oneIn(3)) {
            return Set.of("*");
        }
        var served = new HashSet<>(some(PROGRAMMES, most));
        served.remove("*");
        return served;
    }

    Place place() {
        return new Place(some(PROGRAMMES, 3), of(AREAS));
    }

    /// Whom an item is a complaint about: every other time nobody.
    Set<String> subjects(List<String> names) {
        if (oneIn(2)) {
            return Set.of();
        }
        return IntStream.rangeClosed(0, below(3))
                .mapToObj(_ -> of(names))
                .collect(Collectors.toSet());
    }

    private <T> List<T> some(List<T> many, int most) {
        return IntStream.range(0, below(most + 1)).mapToObj(_ -> of(many)).distinct().toList();
    }
}
