package io.cordon.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room may know which: dependencies point one way, and nothing depends on a job. */
class HouseArchitectureTest {
    private static final String[] JOBS = {"io.cordon.ingest..", "io.cordon.detect..", "io.cordon.contain.."};
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPaths(Stream.of(
                            "schemas",
                            "agent",
                            "state-backends",
                            "jobs/engine",
                            "jobs/streaming",
                            "jobs/ingest",
                            "jobs/detect",
                            "jobs/contain",
                            "jobs/benchmarks/cep",
                            "jobs/lab",
                            "jobs/cli")
                    .map(room -> Path.of(System.getProperty("cordon.root"), room, "target", "classes"))
                    .toList());

    @Test
    void engineAndSchemasKnowNobody() {
        noClasses()
                .that()
                .resideInAPackage("io.cordon.engine..")
                .should()
                .dependOnClassesThat(resideOutside("io.cordon.engine"))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage("io.cordon.schemas..", "io.cordon.wire..")
                .should()
                .dependOnClassesThat(resideOutside("io.cordon.schemas", "io.cordon.wire"))
                .check(HOUSE);
    }

    /** Whoever writes an agent takes the contract along, and neither Flink nor the deciding side. */
    @Test
    void theAgentKnowsTheContractOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.cordon.agent..")
                .should()
                .dependOnClassesThat(resideOutside("io.cordon.agent", "io.cordon.schemas", "io.cordon.wire"))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("io.cordon.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(HOUSE);
    }

    @Test
    void stateBackendsKnowTheEngineOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.cordon.state..")
                .should()
                .dependOnClassesThat(resideOutside("io.cordon.state", "io.cordon.engine"))
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    /** The job that detect is measured against ships with nothing, and knows no job. */
    @Test
    void nothingDependsOnTheBenchmarks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cordon.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.cordon.benchmarks..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.cordon.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink.cep..")
                .check(HOUSE);
    }

    @Test
    void nothingDependsOnAJob() {
        for (String job : JOBS) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(job)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(job)
                    .check(HOUSE);
        }
    }

    /** A record key with an enum fell into different key groups in two JVMs: a key is a String, or a tuple of such. */
    @Test
    void keysHashAlikeInEveryJvm() {
        classes()
                .that()
                .implement("org.apache.flink.api.java.functions.KeySelector")
                .should(selectKeysOf(Set.of("java.lang.String", "java.lang.Long")))
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    /** Parallelism, checkpoints, backend and restarts are the configuration's. */
    @Test
    void nothingSetsWhatTheConfigurationSets() {
        String env = "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment";
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.cordon.ingest..", "io.cordon.detect..", "io.cordon.contain..", "io.cordon.streaming..")
                .should()
                .callMethod(env, "setParallelism", "int")
                .orShould()
                .callMethod(env, "enableCheckpointing", "long")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> resideOutside(String... rooms) {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "are Cordon's, outside of " + String.join(", ", rooms),
                type -> type.getPackageName().startsWith("io.cordon.")
                        && Stream.of(rooms)
                                .noneMatch(room -> type.getPackageName().equals(room)
                                        || type.getPackageName().startsWith(room + ".")));
    }

    private static ArchCondition<JavaClass> selectKeysOf(Set<String> types) {
        return new ArchCondition<>("select keys of " + types) {
            @Override
            public void check(JavaClass selector, ConditionEvents events) {
                for (JavaMethod method : selector.getMethods()) {
                    String type = method.getRawReturnType().getName();
                    if (method.getName().equals("getKey")
                            && !method.getModifiers().toString().contains("BRIDGE")) {
                        events.add(new SimpleConditionEvent(
                                selector,
                                types.contains(type) || type.startsWith("org.apache.flink.api.java.tuple.Tuple"),
                                method.getFullName() + " selects a " + type));
                    }
                }
            }
        };
    }
}
