package redress.system.access;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The rules of the architecture that a compiler does not keep (architecture.md, style.md).
class ArchitectureTest {
    private static final String CASES = "redress.cases..";
    private static final String GRIEVANCES = "redress.grievances..";
    private static final String DECISIONS = "redress.decisions..";
    private static final String MESH = "redress.mesh..";
    private static final String CERTS = "redress.certs..";
    private static final String LOCAL = "redress.local..";
    private static final String[] EDGES = {
        "..grpc..", "..postgres..", "..peers..", "..rest..", "..graphql..", "..smtp.."
    };
    private static final String[] CONTRACT = {
        "redress.*.v1..", "redress.access..", "redress.timeline..", "redress.beneficiaries.."
    };

    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("redress/system/"))
                    .importPackages("redress");

    @Test
    void looksAtEveryModule() {
        for (String known :
                new String[] {
                    "redress.mesh.access.Gate",
                    "redress.cases.grpc.CaseEndpoint",
                    "redress.grievances.grpc.GrievanceEndpoint",
                    "redress.decisions.grpc.DecisionEndpoint",
                    "redress.certs.authority.Authority",
                    "redress.local.mesh.LocalMesh"
                }) {
            assertThat(ALL.contain(known)).describedAs(known).isTrue();
        }
    }

    @Test
    void servicesKnowOneAnotherByContractOnly() {
        ofCode(CASES)
                .should()
                .onlyDependOnClassesThat(Packages.outside(GRIEVANCES, DECISIONS))
                .because("a service is replaced, scaled and deployed alone (architecture.md)")
                .check(ALL);
        ofCode(GRIEVANCES)
                .should()
                .onlyDependOnClassesThat(Packages.outside(CASES, DECISIONS))
                .because("a service is replaced, scaled and deployed alone (architecture.md)")
                .check(ALL);
        ofCode(DECISIONS)
                .should()
                .onlyDependOnClassesThat(Packages.outside(CASES, GRIEVANCES))
                .because("a recommendation has no write path into a case (decisions.md 1)")
                .check(ALL);
    }

    @Test
    void theMeshKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage(MESH)
                .should()
                .dependOnClassesThat(Packages.codeIn(CASES, GRIEVANCES, DECISIONS))
                .because("what makes a process a member of the mesh is the same for all of them")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage(MESH)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CERTS, LOCAL)
                .because("a process of the mesh reads three files, whoever writes them")
                .check(ALL);
    }

    @Test
    void theContractKnowsNobody() {
        noClasses()
                .that()
                .resideInAnyPackage(CONTRACT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(MESH, CERTS, LOCAL, "io.quarkus..", "jakarta..")
                .because("any internal service depends on the contract without a framework")
                .check(ALL);
    }

    @Test
    void theAuthorityNeedsNoServer() {
        noClasses()
                .that()
                .resideInAPackage(CERTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.grpc..", "io.vertx..", MESH, LOCAL)
                .because("security teams run it on a machine that runs nothing else")
                .check(ALL);
    }

    @Test
    void featuresKnowNoEdge() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "redress.cases.lifecycle..",
                        "redress.cases.notes..",
                        "redress.cases.recommendation..",
                        "redress.cases.rights..",
                        "redress.cases.states..",
                        "redress.cases.records..",
                        "redress.cases.consent..",
                        "redress.cases.referral..",
                        "redress.cases.work..",
                        "redress.cases.attachments..",
                        "redress.grievances.lifecycle..",
                        "redress.grievances.clock..",
                        "redress.grievances.attachments..",
                        "redress.grievances.categories..",
                        "redress.grievances.receipts..",
                        "redress.grievances.referral..",
                        "redress.grievances.notification..",
                        "redress.grievances.recommendation..",
                        "redress.grievances.rights..",
                        "redress.decisions.priority..",
                        "redress.decisions.triage..",
                        "redress.decisions.registry..",
                        "redress.decisions.serving..",
                        "redress.decisions.recommendation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EDGES)
                .because("edges know features, features know no edge (style.md)")
                .check(ALL);
    }

    @Test
    void featuresSpeakNoTransport() {
        noClasses()
                .that()
                .resideInAnyPackage(CASES, GRIEVANCES)
                .and()
                .resideOutsideOfPackages("..grpc..", "..peers..", "..v1..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "io.vertx..", "java.net.http..")
                .because("the same feature serves gRPC, REST and whatever door comes next")
                .check(ALL);
    }

    @Test
    void onlyStoresSpeakSql() {
        noClasses()
                .that()
                .resideInAnyPackage(CASES, GRIEVANCES, DECISIONS)
                .and()
                .resideOutsideOfPackage("..postgres..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..")
                .because("a port is tested on a fake and on PostgreSQL alike")
                .check(ALL);
    }

    @Test
    void nothingIsADrawer() {
        noClasses()
                .should()
                .resideInAnyPackage("..common..", "..util..", "..utils..", "..core..", "..helper..")
                .because("a drawer is where cohesion ends: share contracts and capabilities")
                .check(ALL);
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)")
                .because("a name says what a class does")
                .check(ALL);
    }

    @Test
    void servicesLogInOneWay() {
        var services =
                ALL.that(Packages.inside(MESH, CASES, GRIEVANCES, DECISIONS))
                        .that(DescribedPredicate.not(Packages.inside("..cli..")));
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("a log line has its fields; standard output has none")
                .check(services);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING
                .because("there is one logging interface")
                .check(services);
    }

    @Test
    void whatAClassNeedsIsInItsConstructor() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .because("an object that exists is complete, in a test as well")
                .check(ALL);
    }

    @Test
    void loggersAreConstants() {
        fields().that()
                .haveRawType("org.jboss.logging.Logger")
                .should()
                .beStatic()
                .andShould()
                .beFinal()
                .andShould()
                .bePrivate()
                .because("a logger belongs to its class")
                .check(ALL);
    }

    @Test
    void packagesOfTheAuthorityDependInOneDirection() {
        slices().matching("redress.certs.(*)..")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one")
                .check(ALL);
    }

    @Test
    void everyPackageHasItsSentence() {
        classes()
                .that(Packages.handwritten())
                .should(Packages.haveAPackageInfo())
                .because("the first question of a reader is what a package is for")
                .check(ALL);
    }

    private static com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction ofCode(
            String service) {
        return classes().that(Packages.codeIn(service));
    }
}
