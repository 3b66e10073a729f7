package io.cordon.engine.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.mapping.EventKinds.Channel;
import io.cordon.engine.mapping.EventKinds.Ids;
import io.cordon.engine.mapping.EventKinds.Kind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a raw record into an {@link EndpointEvent} by the first mapping whose {@code when} holds; safe for many threads. */
public final class Normalizer {
    /** The largest raw record that is looked at, in bytes. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(new RoomyObjects())
            .build()
            .readerFor(JsonNode.class);

    private final List<SourceMapping> mappings;

    private Normalizer(List<SourceMapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    public static Normalizer builtIn() {
        return new Normalizer(SourceMapping.builtIn());
    }

    /** Only the built-in mapping of that name. */
    public static Normalizer named(String name) {
        List<SourceMapping> found = SourceMapping.builtIn().stream()
                .filter(mapping -> mapping.name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no built-in mapping '" + name + "', expected a file or one of "
                    + SourceMapping.builtIn().stream().map(SourceMapping::name).toList());
        }
        return new Normalizer(found);
    }

    /**
     * Reads the mappings of a user's file.
     *
     * @throws IllegalArgumentException with file, line, key and what was expected
     */
    public static Normalizer of(String file, String yaml) {
        return new Normalizer(SourceMapping.read(file, yaml));
    }

    /** What the records of each mapping can say, in the order in which mappings are tried. */
    public List<Coverage> coverage() {
        return mappings.stream().map(Coverage::of).toList();
    }

    /** What an event of a service of Sigma's is by its code alone. */
    public Activity activity(String service, int code) {
        return mappings.stream()
                .flatMap(mapping -> mapping.events().activities(service, code))
                .findFirst()
                .orElse(Activity.OTHER);
    }

    public Normalized normalize(String tenant, byte[] raw, Origin origin) {
        if (raw.length > MAX_BYTES) {
            return new Normalized.Rejected(Reason.TOO_LARGE, raw.length + " bytes, expected at most " + MAX_BYTES);
        }
        JsonNode root;
        try {
            root = JSON.readTree(raw);
        } catch (IOException e) {
            return unreadable(raw, e);
        }
        if (root == null || root.isMissingNode()) {
            return new Normalized.Rejected(Reason.EMPTY, "the record holds nothing");
        }
        if (!root.isObject()) {
            return new Normalized.Rejected(Reason.WRONG_TYPE, "expected an object, found " + root.getNodeType());
        }
        for (SourceMapping mapping : mappings) {
            if (mapping.holds(root)) {
                try {
                    return new Normalized.Mapped(event(mapping, tenant, root, raw, origin), mapping.name());
                } catch (Refused e) {
                    return e.rejected;
                }
            }
        }
        return new Normalized.Rejected(
                Reason.NO_MAPPING,
                "no mapping's `when` holds, tried "
                        + mappings.stream().map(SourceMapping::name).toList());
    }

    /** What reads single values of records that were mapped. */
    public RecordValues values() {
        return new RecordValues(mappings);
    }

    static JsonNode data(SourceMapping mapping, JsonNode root) {
        JsonNode found = FieldPath.first(mapping.data(), root);
        return found == null ? root : EventData.named(found);
    }

    private static EndpointEvent event(SourceMapping mapping, String tenant, JsonNode root, byte[] raw, Origin origin)
            throws Refused {
        String endpoint = endpoint(mapping, root, origin);
        String channelName = text(FieldPath.firstText(mapping.channel(), root)).toLowerCase(Locale.ROOT);
        String provider = text(FieldPath.firstText(mapping.provider(), root));
        int code = code(mapping, root);
        JsonNode data = data(mapping, root);
        Channel channel = mapping.events().channel(channelName);

        EndpointEvent.Builder out = EndpointEvent.builder()
                .tenant(tenant)
                .endpoint(endpoint)
                .position(origin.position())
                .appendTime(origin.appendTime())
                .product(product(mapping, channel, root))
                .service(channel == null || channel.service().isEmpty() ? channelName : channel.service())
                .provider(provider)
                .code(code);
        long time = time(mapping, channel, code, root, data, out);
        long number = recordNumber(mapping, root);
        out.recordNumber(number);
        String own = FieldPath.firstText(mapping.eventId(), root);
        out.id(
                own != null
                        ? own
                        : number != EndpointEvent.ABSENT
                                ? EventId.ofNumber(tenant, endpoint, channelName, number, time)
                                : EventId.ofContent(tenant, endpoint, raw, origin.position()));
        if (mapping.own().isSome()) {
            mapping.own().into(out, root);
        } else {
            kind(mapping, channel, code, provider, root, data, out);
        }
        if (LoneSurrogates.possibleIn(raw)) {
            EventData.requireWhole(data, mapping.drop());
        }
        EventData.into(out, data, mapping, root);
        return out.build();
    }

    private static String endpoint(SourceMapping mapping, JsonNode root, Origin origin) throws Refused {
        String name = text(FieldPath.firstText(mapping.endpoint(), root)).trim().toLowerCase(Locale.ROOT);
        if (name.isEmpty() && mapping.endpointFromOrigin() && origin.endpoint() != null) {
            name = origin.endpoint().toLowerCase(Locale.ROOT);
        }
        if (name.isEmpty()) {
            throw new Refused(
                    Reason.NO_ENDPOINT, "expected the endpoint's name in one of " + names(mapping.endpoint()));
        }
        if (LoneSurrogates.in(name)) {
            throw new Refused(Reason.LONE_SURROGATE, "in the endpoint's name");
        }
        return name.indexOf('.') < 0 && !mapping.defaultDomain().isEmpty()
                ? name + '.' + mapping.defaultDomain()
                : name;
    }

    private static long time(
            SourceMapping mapping,
            @Nullable Channel channel,
            int code,
            JsonNode root,
            JsonNode data,
            EndpointEvent.Builder out)
            throws Refused {
        long own = timeAt(mapping.time(), root, mapping.timeUnit());
        if (own == EndpointEvent.ABSENT
                && channel != null
                && !channel.recordTimeOnly().contains(code)) {
            own = timeAt(channel.time(), data, mapping.timeUnit());
        }
        long record = timeAt(mapping.recordTime(), root, mapping.timeUnit());
        if (own != EndpointEvent.ABSENT) {
            out.time(own, Clock.UTC).recordTime(record);
            return own;
        }
        if (record == EndpointEvent.ABSENT) {
            throw new Refused(
                    Reason.NO_TIME, "expected a time in one of " + names(mapping.time()) + names(mapping.recordTime()));
        }
        out.time(record, Clock.RECORD);
        return record;
    }

    private static long timeAt(List<FieldPath> paths, JsonNode in, RecordTime.Unit unit) throws Refused {
        String text = FieldPath.firstText(paths, in);
        if (text == null) {
            return EndpointEvent.ABSENT;
        }
        long micros = RecordTime.parse(text, unit);
        if (micros == EndpointEvent.ABSENT) {
            throw new Refused(Reason.WRONG_TYPE, "expected a time, found '" + EventData.shorten(text) + "'");
        }
        // A mapping that names the unit is believed: recordings made by hand begin in 1970.
        if (unit == RecordTime.Unit.GUESSED && !RecordTime.plausible(micros)) {
            throw new Refused(
                    Reason.IMPLAUSIBLE_TIME,
                    "expected a time from 1990 to 2199, or a mapping with 'time_unit', found '" + text + "'");
        }
        return micros;
    }

    private static void kind(
            SourceMapping mapping,
            @Nullable Channel channel,
            int code,
            String provider,
            JsonNode root,
            JsonNode data,
            EndpointEvent.Builder out) {
        if (channel == null) {
            return;
        }
        Kind kind = channel.kind(code, provider, data);
        Activity activity = kind != null ? kind.activity() : channel.codes().getOrDefault(code, Activity.OTHER);
        if (kind != null && kind.service() != null) {
            out.service(kind.service());
        }
        String session = kind == null ? null : kind.session(data);
        if (session != null) {
            out.column(Column.LOGON_ID, session);
        }
        Ids process = kind != null && kind.process() != null ? kind.process() : channel.process();
        Ids parent = kind != null && kind.parent() != null ? kind.parent() : channel.parent();
        Ids target = channel.target();
        long pid = process.actor() ? ProcessIds.pid(FieldPath.firstText(mapping.actorPid(), root)) : process.pid(data);
        out.activity(activity)
                .process(process.entity(data), pid)
                .parent(parent.entity(data), parent.pid(data))
                .target(target.entity(data), target.pid(data));
    }

    private static int code(SourceMapping mapping, JsonNode root) throws Refused {
        String text = FieldPath.firstText(mapping.code(), root);
        if (text == null) {
            return -1;
        }
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new Refused(
                    Reason.WRONG_TYPE, "expected a number as event code, found '" + EventData.shorten(text) + "'");
        }
    }

    private static long recordNumber(SourceMapping mapping, JsonNode root) {
        return ProcessIds.pid(FieldPath.firstText(mapping.recordNumber(), root));
    }

    private static String product(SourceMapping mapping, @Nullable Channel channel, JsonNode root) {
        if (channel != null && !channel.product().isEmpty()) {
            return channel.product();
        }
        String own = FieldPath.firstText(mapping.events().productFrom(), root);
        return own == null ? mapping.events().product() : own.toLowerCase(Locale.ROOT);
    }

    private static Normalized unreadable(byte[] raw, IOException e) {
        String detail =
                e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
        for (byte b : raw) {
            if (b == 0) {
                return new Normalized.Rejected(Reason.NUL_BYTES, EventData.shorten(detail));
            }
        }
        Reason reason = e instanceof JsonEOFException ? Reason.TRUNCATED : Reason.NOT_JSON;
        return new Normalized.Rejected(reason, EventData.shorten(detail));
    }

    private static String names(List<FieldPath> paths) {
        return paths.stream().map(FieldPath::whole).toList().toString();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** A record has some thirty fields, and a map that grows to them is filled twice. */
    private static final class RoomyObjects extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public ObjectNode objectNode() {
            return new ObjectNode(this, new LinkedHashMap<>(64));
        }
    }

    /** Ends the reading of one record with the reason for its dead letter. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final transient Normalized.Rejected rejected;

        Refused(Reason reason, String detail) {
            super(detail, null, false, false);
            rejected = new Normalized.Rejected(reason, detail);
        }
    }
}
