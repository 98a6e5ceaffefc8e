package redress.mesh.access;

import jakarta.json.JsonString;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redress.access.v1.Reason;

/// The programmes and areas that a user serves, as the token names them. What it does not name, the
/// user does not see; `*` names all.
///
/// Areas form a tree, whose levels are parted by hyphens (ISO 3166-2): whoever serves `CO` serves
/// `CO-05` and `CO-05-001`, and not `COL`.
///
/// @param programmes programmes, or `*`
/// @param areas areas with all that is below them, or `*`
public record Scope(Set<String> programmes, Set<String> areas) {
    /// Names everything, where a single name is expected.
    public static final String ALL = "*";

    /// Nothing.
    public static final Scope NOTHING = new Scope(Set.of(), Set.of());

    /// Everything.
    public static final Scope EVERYTHING = new Scope(Set.of(ALL), Set.of(ALL));

    public Scope {
        programmes = Set.copyOf(programmes);
        areas = Set.copyOf(areas);
    }

    /// Where an item belongs.
    ///
    /// @param programmes programmes concerned; none: only for those who serve all
    /// @param area area; empty: only for those who serve all
    public record Place(List<String> programmes, String area) {
        public Place {
            programmes = List.copyOf(programmes);
        }
    }

    /// The scope that the claims of a token give: texts or lists of texts. Anything else gives
    /// nothing.
    public static Scope of(@Nullable Object programmes, @Nullable Object areas) {
        return new Scope(names(programmes), names(areas));
    }

    /// Makes sure that a new item may be put there: each of its programmes is served, and its area.
    ///
    /// @throws Refusal with OUT_OF_SCOPE
    public void requireNew(Place place) {
        if (place.programmes().isEmpty() && !programmes.contains(ALL)) {
            throw refusal("programme_ids: none (expected: programmes that you serve)");
        }
        if (!place.programmes().stream().allMatch(this::servesProgramme)) {
            throw refusal("programme_ids: not all yours (expected: programmes that you serve)");
        }
        if (!servesArea(place.area())) {
            throw refusal("area_code: not yours (expected: an area that you serve)");
        }
    }

    /// Makes sure that an item that is seen may be moved: nobody gives it to a programme that they
    /// do not serve, takes it from one, or loses sight of it.
    ///
    /// @throws Refusal with OUT_OF_SCOPE
    public void requireMove(Place before, Place after) {
        var changed = new LinkedHashSet<>(after.programmes());
        changed.addAll(before.programmes());
        changed.removeIf(
                one -> before.programmes().contains(one) && after.programmes().contains(one));
        if (!changed.stream().allMatch(this::servesProgramme) || !servesOneOf(after.programmes())) {
            throw refusal(
                    "programme_ids: not all yours (expected: only programmes that you serve come"
                            + " or go, and one stays)");
        }
        if (!servesArea(after.area())) {
            throw refusal("area_code: not yours (expected: an area that you serve)");
        }
    }

    private boolean servesOneOf(List<String> many) {
        return programmes.contains(ALL) || many.stream().anyMatch(programmes::contains);
    }

    private boolean servesProgramme(String programme) {
        return programmes.contains(ALL) || programmes.contains(programme);
    }

    private boolean servesArea(String area) {
        return areas.contains(ALL)
                || areas.stream().anyMatch(one -> area.equals(one) || area.startsWith(one + "-"));
    }

    private static Refusal refusal(String message) {
        return new Refusal(Reason.REASON_OUT_OF_SCOPE, message);
    }

    private static Set<String> names(@Nullable Object claim) {
        var names = new LinkedHashSet<String>();
        if (claim instanceof Collection<?> many) {
            many.forEach(one -> names.add(text(one)));
        } else {
            names.add(text(claim));
        }
        names.remove("");
        return names;
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text.strip();
            case JsonString text -> text.getString().strip();
            case null, default -> "";
        };
    }
}
