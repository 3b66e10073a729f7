package io.cordon.engine.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thing that happened on one endpoint, as every source mapping writes it; immutable. */
public final class EndpointEvent {
    /** Stands for a time, a pid or a record number that the source did not give. */
    public static final long ABSENT = Long.MIN_VALUE;

    private static final int COLUMNS = Column.values().length;

    private final String tenant;
    private final String endpoint;
    private final String id;
    private final long time;
    private final Clock clock;
    private final long recordTime;
    private final long appendTime;
    private final String position;
    private final String product;
    private final String service;
    private final String provider;
    private final int code;
    private final long recordNumber;
    private final Activity activity;
    private final @Nullable String entity;
    private final long pid;
    private final @Nullable String parentEntity;
    private final long parentPid;
    private final @Nullable String targetEntity;
    private final long targetPid;
    private final @Nullable String[] columns;
    private final PackedFields fields;

    private EndpointEvent(Builder b) {
        tenant = b.tenant;
        endpoint = b.endpoint;
        id = b.id;
        time = b.time;
        clock = b.clock;
        recordTime = b.recordTime;
        appendTime = b.appendTime;
        position = b.position;
        product = b.product;
        service = b.service;
        provider = b.provider;
        code = b.code;
        recordNumber = b.recordNumber;
        activity = b.activity;
        entity = b.entity;
        pid = b.pid;
        parentEntity = b.parentEntity;
        parentPid = b.parentPid;
        targetEntity = b.targetEntity;
        targetPid = b.targetPid;
        columns = b.columns;
        fields = PackedFields.of(b.fields);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this event. */
    public Builder toBuilder() {
        return new Builder()
                .tenant(tenant)
                .endpoint(endpoint)
                .id(id)
                .time(time, clock)
                .recordTime(recordTime)
                .appendTime(appendTime)
                .position(position)
                .product(product)
                .service(service)
                .provider(provider)
                .code(code)
                .recordNumber(recordNumber)
                .activity(activity)
                .process(entity, pid)
                .parent(parentEntity, parentPid)
                .target(targetEntity, targetPid)
                .columns(columns.clone())
                .fields(fields);
    }

    /** The event without what rules read of it: no columns and no fields. */
    public EndpointEvent head() {
        return toBuilder().columns(new String[COLUMNS]).fields(Map.of()).build();
    }

    public String tenant() {
        return tenant;
    }

    /** The endpoint's id, unique in its tenant; never the collector's name. */
    public String endpoint() {
        return endpoint;
    }

    /** The event's id, the same for each retransmission. */
    public String id() {
        return id;
    }

    /** When it happened, in µs since 1970 on {@link #clock()}. */
    public long time() {
        return time;
    }

    public Clock clock() {
        return clock;
    }

    /** The same moment in µs on the record clock, where the record carries both clocks, else {@link #ABSENT}. */
    public long recordTime() {
        return recordTime;
    }

    /** When Kafka appended the raw record, in µs since 1970. Replay of files takes the event's own time. */
    public long appendTime() {
        return appendTime;
    }

    /** Where the raw record was read: {@code topic/partition/offset}, or {@code file:line}. */
    public String position() {
        return position;
    }

    /** Sigma's product: {@code windows}, {@code linux}, {@code macos}, or empty. */
    public String product() {
        return product;
    }

    /** Sigma's service: {@code sysmon}, {@code security}, {@code powershell}, …, or the channel's name in lower case. */
    public String service() {
        return service;
    }

    /** The log's provider, or empty. */
    public String provider() {
        return provider;
    }

    /** The provider's event code (Sysmon 1, Security 4688), or -1. */
    public int code() {
        return code;
    }

    /** The channel's record number, or {@link #ABSENT}. */
    public long recordNumber() {
        return recordNumber;
    }

    public Activity activity() {
        return activity;
    }

    /** The sensor's entity id of the acting process (of the started one for a start), or null: then {@link #pid()} has to do. */
    public @Nullable String entity() {
        return entity;
    }

    /** The acting process's pid (the started one's for a start), or {@link #ABSENT}. */
    public long pid() {
        return pid;
    }

    public @Nullable String parentEntity() {
        return parentEntity;
    }

    public long parentPid() {
        return parentPid;
    }

    /** The entity id of the process acted upon (opened, injected), or null. */
    public @Nullable String targetEntity() {
        return targetEntity;
    }

    public long targetPid() {
        return targetPid;
    }

    public @Nullable String column(Column column) {
        return columns[column.slot()];
    }

    /** Every source field that has no column, by the source's own name; one with several values as a {@link MultiValue}. */
    public Map<String, String> fields() {
        return fields;
    }

    /** A field's text, or null. */
    @Nullable
    String field(String name) {
        return fields.find(name);
    }

    @Override
    public String toString() {
        return activity + " " + id + " on " + tenant + "/" + endpoint + " at " + position;
    }

    /** Collects an event's parts; tenant, endpoint, id, time and position are required. */
    public static final class Builder {
        private String tenant = "default";
        private String endpoint = "";
        private String id = "";
        private long time = ABSENT;
        private Clock clock = Clock.UTC;
        private long recordTime = ABSENT;
        private long appendTime = ABSENT;
        private String position = "";
        private String product = "";
        private String service = "";
        private String provider = "";
        private int code = -1;
        private long recordNumber = ABSENT;
        private Activity activity = Activity.OTHER;
        private @Nullable String entity;
        private long pid = ABSENT;
        private @Nullable String parentEntity;
        private long parentPid = ABSENT;
        private @Nullable String targetEntity;
        private long targetPid = ABSENT;
        private @Nullable String[] columns = new String[COLUMNS];
        private Map<String, String> fields = Map.of();

        private Builder() {}

        public Builder tenant(String value) {
            tenant = value;
            return this;
        }

        public Builder endpoint(String value) {
            endpoint = value;
            return this;
        }

        public Builder id(String value) {
            id = value;
            return this;
        }

        public Builder time(long micros, Clock on) {
            time = micros;
            clock = on;
            return this;
        }

        public Builder recordTime(long micros) {
            recordTime = micros;
            return this;
        }

        public Builder appendTime(long micros) {
            appendTime = micros;
            return this;
        }

        public Builder position(String value) {
            position = value;
            return this;
        }

        public Builder product(String value) {
            product = value;
            return this;
        }

        public Builder service(String value) {
            service = value;
            return this;
        }

        public Builder provider(String value) {
            provider = value;
            return this;
        }

        public Builder code(int value) {
            code = value;
            return this;
        }

        public Builder recordNumber(long value) {
            recordNumber = value;
            return this;
        }

        public Builder activity(Activity value) {
            activity = value;
            return this;
        }

        public Builder process(@Nullable String entityId, long processId) {
            entity = entityId;
            pid = processId;
            return this;
        }

        public Builder parent(@Nullable String entityId, long processId) {
            parentEntity = entityId;
            parentPid = processId;
            return this;
        }

        public Builder target(@Nullable String entityId, long processId) {
            targetEntity = entityId;
            targetPid = processId;
            return this;
        }

        public Builder column(Column column, @Nullable String value) {
            columns[column.slot()] = value;
            return this;
        }

        /** Takes over an array in {@link Column}'s order; it must not change afterwards. */
        public Builder columns(@Nullable String[] values) {
            columns = values;
            return this;
        }

        /** Takes over the map; it must not change afterwards. */
        public Builder fields(Map<String, String> values) {
            fields = values;
            return this;
        }

        public Builder field(String name, String value) {
            if (!(fields instanceof HashMap)) {
                fields = new HashMap<>(fields);
            }
            fields.put(name, value);
            return this;
        }

        public EndpointEvent build() {
            Objects.checkIndex(COLUMNS - 1, columns.length);
            if (id.isEmpty() || endpoint.isEmpty() || tenant.isEmpty() || time == ABSENT) {
                throw new IllegalStateException("an event needs tenant, endpoint, id and time; position " + position);
            }
            if (appendTime == ABSENT) {
                appendTime = time;
            }
            return new EndpointEvent(this);
        }
    }
}
