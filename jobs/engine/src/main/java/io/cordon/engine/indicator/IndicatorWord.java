package io.cordon.engine.indicator;

/** What is said of an indicator. */
public sealed interface IndicatorWord {
    /** By what it is known what this takes the place of. */
    String key();

    Indicator indicator();

    /** It stands, in audit until it was tried. */
    record Stands(Indicator indicator) implements IndicatorWord {
        @Override
        public String key() {
            return indicator.id();
        }
    }

    /** It does not stand any more. */
    record Withdrawn(Indicator indicator) implements IndicatorWord {
        @Override
        public String key() {
            return indicator.id();
        }
    }

    /**
     * A dry run over the past has shown how often it hits.
     *
     * @param hits on how many endpoints
     * @param mayBlock whether that is few enough
     */
    record Tried(Indicator indicator, int hits, boolean mayBlock) implements IndicatorWord {
        @Override
        public String key() {
            return indicator.id() + " tried";
        }
    }
}
