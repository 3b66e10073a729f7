package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.schemas.RuleManifest.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleManifestTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Entry FIRST = new Entry("a", "12", "block");
    private static final Entry SECOND = new Entry("b", "34", "audit");

    @Test
    void whatWasWrittenIsRead() {
        RuleManifest manifest = RuleManifest.of(7, List.of(SECOND, FIRST));
        ObjectNode payload = JSON.createObjectNode();

        manifest.writeTo(payload);

        assertThat(payload).hasToString("""
                {"sequence":7,"rules":{"block":{"a":"12"},"audit":{"b":"34"}}}""");
        assertThat(RuleManifest.read(payload)).isEqualTo(manifest);
    }

    @Test
    void theSameRulesInTheSameModesAreTheSameSet() {
        String id = RuleManifest.of(1, List.of(FIRST, SECOND)).id();

        assertThat(RuleManifest.of(2, List.of(SECOND, FIRST)).id()).isEqualTo(id);
        assertThat(RuleManifest.of(1, List.of(FIRST)).id()).isNotEqualTo(id);
        assertThat(RuleManifest.of(1, List.of(FIRST, new Entry("b", "34", "block")))
                        .id())
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'sequence': 1}",
                "{'sequence': '1', 'rules': {}}",
                "{'sequence': 1, 'rules': []}",
                "{'sequence': 1, 'rules': {'block': {'a': 12}}}"
            })
    void anythingElseIsNone(String json) throws JsonProcessingException {
        assertThat(RuleManifest.read(JSON.readTree(json.replace('\'', '"')))).isNull();
    }
}
