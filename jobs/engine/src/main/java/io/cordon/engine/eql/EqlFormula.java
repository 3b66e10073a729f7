package io.cordon.engine.eql;

import io.cordon.engine.condition.Formula;
import io.cordon.engine.event.FieldRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition of EQL's that is computed. */
final class EqlFormula implements Formula {
    private final String text;
    private final List<FieldRef> fields;
    private final Term term;

    private EqlFormula(String text, List<FieldRef> fields, Term term) {
        this.text = text;
        this.fields = fields;
        this.term = term;
    }

    static EqlFormula of(Expression condition, Dialect dialect) throws QueryRefusedException {
        Terms terms = new Terms(dialect);
        Term term = terms.of(condition);
        // Only the dialect tells how a regular expression reads.
        String language = dialect.has(Feature.LUCENE_REGEX) ? "lucene " : "";
        return new EqlFormula(language + Words.of(condition), terms.fields(), term);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public List<FieldRef> fields() {
        return fields;
    }

    @Override
    public @Nullable Boolean holds(Texts texts) {
        return Term.condition(term.of(new Row(texts, null)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EqlFormula formula && formula.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
