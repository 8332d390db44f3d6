package io.rutter.deploy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The map of docs/architecture.md as rules. A rule's name is the sentence that it proves. */
@AnalyzeClasses(packages = "io.rutter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "io.rutter.engine..";
    private static final String HTTP = "io.rutter.http..";
    private static final String PERSISTENCE = "io.rutter.persistence..";
    private static final String AGENT = "io.rutter.agent..";
    private static final String DEPLOY = "io.rutter.deploy..";
    private static final String PEKKO = "org.apache.pekko..";
    private static final String NATIVE = "java.lang.foreign..";

    /** One noun, one package. */
    private static final String[] NOUNS = {
        "io.rutter.engine.container..", "io.rutter.engine.image..", "io.rutter.engine.reference..",
        "io.rutter.engine.network..", "io.rutter.engine.volume..", "io.rutter.engine.service..",
        "io.rutter.engine.node..", "io.rutter.engine.secret..", "io.rutter.engine.config..",
        "io.rutter.engine.swarm..", "io.rutter.engine.change.."
    };

    /** Where deciding, planning and folding happen: functions of their arguments. */
    private static final String[] PURE = {
        "io.rutter.engine.container..",
        "io.rutter.engine.image..",
        "io.rutter.engine.reference..",
        "io.rutter.engine.network..",
        "io.rutter.engine.volume..",
        "io.rutter.engine.service..",
        "io.rutter.engine.node..",
        "io.rutter.engine.secret..",
        "io.rutter.engine.config..",
        "io.rutter.engine.swarm..",
        "io.rutter.engine.change..",
        "io.rutter.engine.labelled..",
        "io.rutter.engine.claims..",
        "io.rutter.engine.log..",
        "io.rutter.engine.schedule..",
        "io.rutter.engine.reconcile..",
        "io.rutter.engine.world.."
    };

    @ArchTest
    static final ArchRule theEngineKnowsNobody = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP, PERSISTENCE, AGENT, DEPLOY);

    @ArchTest
    static final ArchRule theThreeEdgesOfTheWorldNeverSeeOneAnother =
            slices().matching("io.rutter.(http|persistence|agent)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule nobodyKnowsDeploy = noClasses()
            .that()
            .resideOutsideOfPackage(DEPLOY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DEPLOY);

    @ArchTest
    static final ArchRule nounsKnowNothingOfPekko = noClasses()
            .that()
            .resideInAnyPackage(NOUNS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PEKKO);

    @ArchTest
    static final ArchRule onlyEntityAndClusterTouchPekkoInTheEngine = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .and()
            .resideOutsideOfPackages("io.rutter.engine.entity..", "io.rutter.engine.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PEKKO);

    @ArchTest
    static final ArchRule planningIsPure = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(PEKKO, "java.net..", "java.nio.file..", "java.io..")
                    .and(not(isAnIoException()))
                    .or(isOneOf(Clock.class, Random.class, ThreadLocalRandom.class)));

    @ArchTest
    static final ArchRule nobodyWhoDecidesLooksAtTheClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule commandsEventsAndStatesAreRecordsOrSealed = classes()
            .that()
            .resideInAnyPackage(NOUNS)
            .and()
            .haveNameMatching(".*(Command|Event)(\\$.*)?")
            .and()
            .areNotAnonymousClasses()
            .should(beARecordASealedInterfaceOrAnEnum());

    @ArchTest
    static final ArchRule onlyAgentLinuxStartsProcesses = noClasses()
            .that()
            .resideOutsideOfPackage("io.rutter.agent.linux..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.ProcessBuilder")
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    @ArchTest
    static final ArchRule onlyAgentLinuxCallsNativeCode = noClasses()
            .that()
            .resideOutsideOfPackage("io.rutter.agent.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(NATIVE);

    @ArchTest
    static final ArchRule theCLibraryIsCalledByNameInAgentLinuxAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.rutter.agent.linux..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.rutter.agent.linux.Libc")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.rutter.agent.linux.Poller");

    @ArchTest
    static final ArchRule dockersJsonStaysInHttp = noClasses()
            .that()
            .resideOutsideOfPackage(HTTP)
            .should()
            .dependOnClassesThat(resideInAPackage("io.rutter.http.docker..").and(simpleNameEndsWith("Json")));

    @ArchTest
    static final ArchRule rocksDbStaysInTheEmbeddedStore = noClasses()
            .that()
            .resideOutsideOfPackage("io.rutter.persistence.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb..");

    @ArchTest
    static final ArchRule nounsDoNotKnowEachOther = slices().matching(
                    "io.rutter.engine.(container|image|reference|network|volume|service|node|secret|config|swarm|change)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().assignedFrom(new OneSliceAPackage()).should().beFreeOfCycles();

    /**
     * A package is a slice. What a command meets on its way (its entity, the claims, the log) is one contract told in three
     * packages, and counts as one.
     */
    private static final class OneSliceAPackage implements SliceAssignment {
        private static final Set<String> CONTRACT =
                Set.of("io.rutter.engine.entity", "io.rutter.engine.claims", "io.rutter.engine.log");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return SliceIdentifier.of(CONTRACT.contains(name) ? "the log's contract" : name);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    private static DescribedPredicate<JavaClass> isAnIoException() {
        return DescribedPredicate.describe(
                "an I/O exception",
                type -> type.isAssignableTo(java.io.IOException.class)
                        || type.isAssignableTo(java.io.UncheckedIOException.class)
                        || type.isEquivalentTo(java.io.Serializable.class));
    }

    private static DescribedPredicate<JavaClass> isOneOf(Class<?>... types) {
        return DescribedPredicate.describe("clock or chance", type -> {
            for (Class<?> each : types) {
                if (type.isEquivalentTo(each)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static DescribedPredicate<JavaClass> simpleNameEndsWith(String ending) {
        return DescribedPredicate.describe(
                "named *" + ending, type -> type.getSimpleName().endsWith(ending));
    }

    private static ArchCondition<JavaClass> beARecordASealedInterfaceOrAnEnum() {
        return ArchCondition.from(DescribedPredicate.describe(
                "be a record, a sealed interface or an enum",
                type -> type.isRecord()
                        || type.isEnum()
                        || (type.isInterface() && type.reflect().isSealed())
                        || type.getModifiers().contains(JavaModifier.SYNTHETIC)));
    }
}
