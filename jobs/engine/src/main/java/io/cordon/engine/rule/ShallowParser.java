package io.cordon.engine.rule;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Hands a parser's events on until they nest too deep: whoever composes them recurses. */
final class ShallowParser implements Parser {
    private final Parser parser;
    private final int mostLevels;
    private int level;

    ShallowParser(Parser parser, int mostLevels) {
        this.parser = parser;
        this.mostLevels = mostLevels;
    }

    /** Says where a text nests too deep. */
    static final class TooDeep extends MarkedYamlEngineException {
        private static final long serialVersionUID = 1L;

        TooDeep(int mostLevels, Event event) {
            super(
                    "",
                    event.getStartMark(),
                    "expected at most " + mostLevels + " levels of nesting",
                    event.getStartMark());
        }
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> level++;
            case MappingEnd, SequenceEnd -> level--;
            default -> {}
        }
        if (level > mostLevels) {
            throw new TooDeep(mostLevels, event);
        }
        return event;
    }
}
