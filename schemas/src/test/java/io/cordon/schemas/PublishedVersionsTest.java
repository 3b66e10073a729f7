package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was published once can be read for ever, and old readers read what is new. */
class PublishedVersionsTest {
    private static final Path SCHEMAS = Path.of(System.getProperty("cordon.root"), "schemas");

    static List<String> contracts() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS.resolve("src/main/avro"))) {
            return files.map(file -> file.getFileName().toString().replace(".avsc", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theCurrentVersionIsTheLastPublishedOne(String contract) throws IOException {
        List<Schema> published = published(contract);

        assertThat(published.get(published.size() - 1))
                .as("a change of %s: add it to schemas/published as its next version", contract)
                .isEqualTo(current(contract));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyVersionReadsEveryOther(String contract) throws IOException {
        List<Schema> versions = new ArrayList<>(published(contract));
        versions.add(current(contract));
        for (Schema reader : versions) {
            for (Schema writer : versions) {
                assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                                .getType())
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyFieldHasADoc(String contract) throws IOException {
        assertThat(undocumented(current(contract), new HashSet<>())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyRecordNamesItsTenant(String contract) throws IOException {
        assertThat(current(contract).getField("tenant")).isNotNull();
    }

    private static List<String> undocumented(Schema schema, Set<String> seen) {
        List<String> missing = new ArrayList<>();
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    if (schema.getDoc() == null) {
                        missing.add(schema.getFullName());
                    }
                    for (Schema.Field field : schema.getFields()) {
                        if (field.doc() == null || field.doc().isBlank()) {
                            missing.add(schema.getName() + '.' + field.name());
                        }
                        missing.addAll(undocumented(field.schema(), seen));
                    }
                }
            }
            case ARRAY -> missing.addAll(undocumented(schema.getElementType(), seen));
            case MAP -> missing.addAll(undocumented(schema.getValueType(), seen));
            case UNION -> schema.getTypes().forEach(type -> missing.addAll(undocumented(type, seen)));
            case ENUM -> {
                if (schema.getDoc() == null || schema.getEnumDefault() == null) {
                    missing.add(schema.getFullName() + " (a doc and a default for symbols of newer writers)");
                }
            }
            default -> {}
        }
        return missing;
    }

    private static Schema current(String contract) throws IOException {
        return read(SCHEMAS.resolve("src/main/avro/" + contract + ".avsc"));
    }

    /** Every published version, from the first on. */
    private static List<Schema> published(String contract) throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS.resolve("published/" + contract))) {
            List<Schema> versions = new ArrayList<>();
            for (Path file : files.sorted(Comparator.comparing(PublishedVersionsTest::number))
                    .toList()) {
                versions.add(read(file));
            }
            return versions;
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
    }

    private static Schema read(Path file) throws IOException {
        return new Schema.Parser().parse(Files.readString(file));
    }
}
