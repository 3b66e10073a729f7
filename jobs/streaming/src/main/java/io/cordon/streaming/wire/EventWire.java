package io.cordon.streaming.wire;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events between the engine's type and the contract's; the contract's columns stand in {@link Column}'s order. */
public final class EventWire {
    private static final Column[] COLUMNS = Column.values();
    private static final int FIRST_COLUMN =
            io.cordon.wire.EndpointEvent.getClassSchema().getField("executable").pos();
    private static final Map<io.cordon.wire.Activity, Activity> FROM_WIRE =
            new EnumMap<>(io.cordon.wire.Activity.class);
    private static final Map<Activity, io.cordon.wire.Activity> TO_WIRE = new EnumMap<>(Activity.class);

    static {
        for (Activity activity : Activity.values()) {
            io.cordon.wire.Activity wire =
                    io.cordon.wire.Activity.valueOf(activity.name().toLowerCase(Locale.ROOT));
            TO_WIRE.put(activity, wire);
            FROM_WIRE.put(wire, activity);
        }
    }

    private EventWire() {}

    /** A record's Kafka key. */
    public static String key(EndpointEvent event) {
        return event.tenant() + '/' + event.endpoint();
    }

    public static io.cordon.wire.EndpointEvent toWire(EndpointEvent event) {
        io.cordon.wire.EndpointEvent wire = new io.cordon.wire.EndpointEvent();
        wire.put(0, event.tenant());
        wire.put(1, event.endpoint());
        wire.put(2, event.id());
        wire.put(3, event.time());
        wire.put(4, event.clock() == Clock.UTC ? io.cordon.wire.Clock.utc : io.cordon.wire.Clock.record);
        wire.put(5, orNull(event.recordTime()));
        wire.put(6, event.appendTime());
        wire.put(7, event.position());
        wire.put(8, event.product());
        wire.put(9, event.service());
        wire.put(10, event.provider());
        wire.put(11, event.code());
        wire.put(12, orNull(event.recordNumber()));
        wire.put(13, TO_WIRE.get(event.activity()));
        wire.put(14, event.entity());
        wire.put(15, orNull(event.pid()));
        wire.put(16, event.parentEntity());
        wire.put(17, orNull(event.parentPid()));
        wire.put(18, event.targetEntity());
        wire.put(19, orNull(event.targetPid()));
        for (Column column : COLUMNS) {
            wire.put(FIRST_COLUMN + column.slot(), event.column(column));
        }
        wire.put(FIRST_COLUMN + COLUMNS.length, event.fields());
        return wire;
    }

    public static EndpointEvent fromWire(io.cordon.wire.EndpointEvent wire) {
        @Nullable String[] columns = new String[COLUMNS.length];
        for (int slot = 0; slot < columns.length; slot++) {
            columns[slot] = (String) wire.get(FIRST_COLUMN + slot);
        }
        return EndpointEvent.builder()
                .tenant(wire.getTenant())
                .endpoint(wire.getEndpoint())
                .id(wire.getId())
                .time(wire.getTime(), wire.getClock() == io.cordon.wire.Clock.utc ? Clock.UTC : Clock.RECORD)
                .recordTime(orAbsent(wire.getRecordTime()))
                .appendTime(wire.getAppendTime())
                .position(wire.getPosition())
                .product(wire.getProduct())
                .service(wire.getService())
                .provider(wire.getProvider())
                .code(wire.getCode())
                .recordNumber(orAbsent(wire.getRecordNumber()))
                .activity(FROM_WIRE.getOrDefault(wire.getActivity(), Activity.OTHER))
                .process(wire.getEntity(), orAbsent(wire.getPid()))
                .parent(wire.getParentEntity(), orAbsent(wire.getParentPid()))
                .target(wire.getTargetEntity(), orAbsent(wire.getTargetPid()))
                .columns(columns)
                .fields(wire.getFields())
                .build();
    }

    private static @Nullable Long orNull(long value) {
        return value == EndpointEvent.ABSENT ? null : value;
    }

    private static long orAbsent(@Nullable Long value) {
        return value == null ? EndpointEvent.ABSENT : value;
    }
}
