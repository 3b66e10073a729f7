package io.cordon.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.FieldRef.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FieldCatalogueTest {
    private static final FieldCatalogue CATALOGUE = FieldCatalogue.builtIn();

    @ParameterizedTest
    @EnumSource(Column.class)
    void everyColumnHasARow(Column column) {
        assertThat(CATALOGUE.resolve(CATALOGUE.ecs(column)).column()).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource({
        "process.executable, Image, process.file.path",
        "process.command_line, CommandLine, process.cmd_line",
        "process.parent.executable, ParentImage, process.parent_process.file.path",
        "file.path, TargetFilename, file.path",
        "registry.data.strings, Details, reg_value.data",
        "destination.ip, DestinationIp, dst_endpoint.ip",
        "dns.question.name, QueryName, query.hostname"
    })
    void aFieldIsTheSameInEcsInSigmaAndInOcsf(String ecs, String sigma, String ocsf) {
        assertThat(CATALOGUE.resolve(ecs))
                .isEqualTo(CATALOGUE.resolve(sigma))
                .isEqualTo(CATALOGUE.resolve(ocsf))
                .satisfies(field -> assertThat(field.column()).isNotNull());
    }

    @Test
    void aNameOfNoRowIsTheSourcesOwn() {
        assertThat(CATALOGUE.resolve("GrantedAccess")).isEqualTo(new FieldRef(null, "GrantedAccess", Part.WHOLE));
    }

    @Test
    void thePageIsWhatTheTableGives() throws IOException {
        Path page = Path.of(System.getProperty("cordon.root"), "docs", "fields.md");

        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as(
                        "docs/fields.md is made from fields.yaml; io.cordon.engine.event.FieldPage says how to make it anew")
                .isEqualTo(FieldPage.text());
    }
}
