package io.cordon.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A JSON object's fields, each of the type that is asked for, or a reason that names its place. */
final class Fields {
    private final JsonNode object;
    private final String place;

    Fields(JsonNode object, String place) {
        this.object = object;
        this.place = place;
    }

    /** A field that is not there, or not of its type, or that nobody knows. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1;
        private final String why;

        MissingException(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** Refuses every field beside these. */
    void allow(Set<String> names, String... more) throws MissingException {
        for (Iterator<String> all = object.fieldNames(); all.hasNext(); ) {
            String name = all.next();
            if (!names.contains(name) && !List.of(more).contains(name)) {
                throw new MissingException("`" + at(name) + "` is not known");
            }
        }
    }

    /** The name of the only field. */
    String only() throws MissingException {
        if (object.size() != 1) {
            throw new MissingException("`" + place + "` has one field");
        }
        return object.fieldNames().next();
    }

    Fields object(String name) throws MissingException {
        if (!object.path(name).isObject()) {
            throw new MissingException("`" + at(name) + "` is an object");
        }
        return new Fields(object.path(name), at(name));
    }

    /** The objects of a list, or none where it is not there. */
    List<Fields> objects(String name) throws MissingException {
        List<Fields> all = new ArrayList<>();
        for (JsonNode one : array(name)) {
            if (!one.isObject()) {
                throw new MissingException("`" + at(name) + "` is a list of objects");
            }
            all.add(new Fields(one, at(name)));
        }
        return all;
    }

    /** The texts of a list, or none where it is not there. */
    List<String> texts(String name) throws MissingException {
        List<String> all = new ArrayList<>();
        for (JsonNode one : array(name)) {
            if (!one.isTextual()) {
                throw new MissingException("`" + at(name) + "` is a list of texts");
            }
            all.add(one.textValue());
        }
        return all;
    }

    String text(String name) throws MissingException {
        return optionalText(name).orElseThrow(() -> new MissingException("`" + at(name) + "` is a text"));
    }

    Optional<String> optionalText(String name) throws MissingException {
        if (!object.has(name)) {
            return Optional.empty();
        }
        String text = object.path(name).textValue();
        if (text == null || text.isBlank()) {
            throw new MissingException("`" + at(name) + "` is a text");
        }
        return Optional.of(text);
    }

    long number(String name) throws MissingException {
        JsonNode node = object.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new MissingException("`" + at(name) + "` is a whole number");
        }
        return node.longValue();
    }

    boolean truth(String name) throws MissingException {
        if (!object.path(name).isBoolean()) {
            throw new MissingException("`" + at(name) + "` is true or false");
        }
        return object.path(name).booleanValue();
    }

    JsonNode node() {
        return object;
    }

    private JsonNode array(String name) throws MissingException {
        if (object.has(name) && !object.path(name).isArray()) {
            throw new MissingException("`" + at(name) + "` is a list");
        }
        return object.path(name);
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + '.' + name;
    }
}
