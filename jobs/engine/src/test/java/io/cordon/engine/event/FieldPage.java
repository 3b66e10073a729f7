package io.cordon.engine.event;

import io.cordon.engine.event.FieldRef.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code docs/fields.md}, made from the catalogue of fields.
 *
 * <pre>
 * mvn -DskipTests package
 * java -cp 'jobs/engine/target/classes:jobs/engine/target/test-classes:jobs/cli/target/lib/*' \
 *     io.cordon.engine.event.FieldPage docs/fields.md
 * </pre>
 */
public final class FieldPage {
    private static final String HEAD = """
            # Fields

            Each line is one field, under the names that it has in ECS, in Sysmon, Windows' own logs and Sigma's rules, and in OCSF. All
            of them mean the same in rules, in the records of every source, and in a mapping of your own. A name that stands nowhere here is
            a field of the source by its own name, as it is written there.

            *From the tree*: whose start says the field where an event lacks it, as far as the process tree has read that start. What a start
            says of its own process is not filled in, what it lacks of its parent and grandparent is.

            OCSF's paths are those of its class Process Activity, where `process` was started by `actor.process`. In its other classes the process
            that acted is `actor.process`; a mapping says which one is meant.

            What `cordon.prevalence…` means no event says: [prevalence.md](prevalence.md).

            This page is made from [fields.yaml](../jobs/engine/src/main/resources/io/cordon/engine/event/fields.yaml) by
            [FieldPage](../jobs/engine/src/test/java/io/cordon/engine/event/FieldPage.java), which says how.

            | ECS | Sysmon, Sigma | OCSF | others | from the tree |
            | --- | --- | --- | --- | --- |
            """;

    private static final String PARTS = """

            ## Parts

            What follows the last separator of a path, and the last dot of that, has names of its own.

            | name | is | of |
            | --- | --- | --- |
            """;

    private FieldPage() {}

    /**
     * Writes the page.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), text());
    }

    static String text() {
        List<CatalogueRow> rows = FieldCatalogue.builtIn().rows();
        return HEAD
                + rows.stream().map(FieldPage::line).collect(Collectors.joining())
                + PARTS
                + rows.stream().flatMap(FieldPage::parts).collect(Collectors.joining());
    }

    private static String line(CatalogueRow row) {
        return cells(code(List.of(row.ecs())), code(row.sigma()), code(row.ocsf()), code(row.also()), row.tree());
    }

    private static Stream<String> parts(CatalogueRow row) {
        return Stream.of(Part.values()).filter(row.parts()::containsKey).map(part -> {
            List<String> names = row.parts().getOrDefault(part, List.of());
            return cells(
                    code(names), part == Part.FILE_NAME ? "the file's name" : "its ending", code(List.of(row.ecs())));
        });
    }

    private static String code(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static String cells(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
