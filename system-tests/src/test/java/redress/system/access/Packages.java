package redress.system.access;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;

/// Predicates over packages. The contract's generated packages (`redress.cases.v1`) begin like the
/// services' own and are not meant by them.
final class Packages {
    private static final DescribedPredicate<JavaClass> GENERATED =
            JavaClass.Predicates.resideInAnyPackage("redress.*.v1..");

    private Packages() {}

    /// In one of the packages, generated or not.
    static DescribedPredicate<JavaClass> inside(String... packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages);
    }

    /// The services' own code in these packages.
    static DescribedPredicate<JavaClass> codeIn(String... packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages)
                .and(DescribedPredicate.not(GENERATED))
                .as("code in %s", Arrays.toString(packages));
    }

    /// Anything but the services' own code in these packages.
    static DescribedPredicate<JavaClass> outside(String... packages) {
        return DescribedPredicate.not(codeIn(packages))
                .as("no code in %s", Arrays.toString(packages));
    }

    /// Everything that people wrote.
    static DescribedPredicate<JavaClass> handwritten() {
        return DescribedPredicate.not(GENERATED).as("handwritten");
    }

    /// The package has a `package-info` that marks it `@NullMarked`.
    static ArchCondition<JavaClass> haveAPackageInfo() {
        return new ArchCondition<>("be in a package with a package-info") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked =
                        item.getPackage().tryGetPackageInfo().isPresent()
                                && item.getPackage()
                                        .isAnnotatedWith("org.jspecify.annotations.NullMarked");
                events.add(new SimpleConditionEvent(item, marked, item.getPackageName()));
            }
        };
    }
}
