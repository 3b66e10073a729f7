package io.cordon.engine.hunt;

import io.cordon.engine.eql.Pipe;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;

/**
 * What a field of a pipe means.
 *
 * @param event the number of the match's event, from 0
 */
record EventField(int event, FieldRef field) {
    static EventField of(FieldRef named) {
        String name = named.key();
        if (named.column() != null || !name.startsWith(Pipe.EVENTS)) {
            return new EventField(0, named);
        }
        int bracket = name.indexOf(']');
        int event = Integer.parseInt(name.substring(Pipe.EVENTS.length(), bracket));
        return new EventField(event, FieldCatalogue.builtIn().resolve(name.substring(bracket + 2)));
    }
}
