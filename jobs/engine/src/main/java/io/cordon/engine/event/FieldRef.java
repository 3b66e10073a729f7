package io.cordon.engine.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A field as a rule names it, resolved once by the catalogue: a column, or a field by its name.
 *
 * @param column the column that holds it, or null for a field that is looked up by {@code key}
 * @param key its name in ECS where the catalogue knows it, so that all its names make one reference; else the source's own name
 * @param part what of the value is meant
 * @param own the name by which events keep a part that their record says by itself; that of the field where the whole is meant
 * @param kin whose start says it where an event lacks it, or null where the process tree does not know it
 */
public record FieldRef(
        @Nullable Column column,
        String key,
        Part part,
        String own,
        @Nullable Kin kin) {

    /** A whole field that the process tree does not know. */
    public FieldRef(@Nullable Column column, String key, Part part) {
        this(column, key, part, key, null);
    }

    /** The field's text in an event, or null where the event lacks it. */
    public @Nullable String in(EndpointEvent event) {
        String said = part == Part.WHOLE ? null : event.field(own);
        if (said != null) {
            return said;
        }
        if (column != null) {
            return partOf(event.column(column));
        }
        String text = event.field(key);
        return text != null ? partOf(text) : header(event);
    }

    /** The field for people: ECS's name for a column, and what of it is meant. */
    public String name() {
        return switch (part) {
            case WHOLE -> key;
            case FILE_NAME -> "file name of " + key;
            case FILE_EXTENSION -> "file extension of " + key;
        };
    }

    /** What the name means of a column's value. */
    public @Nullable String partOf(@Nullable String whole) {
        if (whole == null || part == Part.WHOLE) {
            return whole;
        }
        if (MultiValue.is(whole)) {
            return MultiValue.of(
                    MultiValue.values(whole).stream().map(this::partOfOne).toList());
        }
        return partOfOne(whole);
    }

    private String partOfOne(String whole) {
        String name = whole.substring(Math.max(whole.lastIndexOf('\\'), whole.lastIndexOf('/')) + 1);
        return part == Part.FILE_NAME ? name : name.substring(name.lastIndexOf('.') + 1);
    }

    /** What rules ask of a record's header and of its processes, under names that not every shape has, and of a list of hashes. */
    private @Nullable String header(EndpointEvent event) {
        return switch (key) {
            case "winlog.record_id" -> number(event.recordNumber());
            case "process.hash.md5" -> hash("MD5=", event);
            case "process.hash.sha1" -> hash("SHA1=", event);
            case "process.hash.sha256" -> hash("SHA256=", event);
            case "process.pe.imphash" -> hash("IMPHASH=", event);
            case "EventID", "event.code" -> event.code() < 0 ? null : Integer.toString(event.code());
            case "Provider_Name", "event.provider" -> event.provider().isEmpty() ? null : event.provider();
            case "Computer", "host.name", "host.hostname", "host.id", "agent.id" -> event.endpoint();
            case "event.type" -> event.activity().eventType();
            case "process.entity_id", "unique_pid" -> event.entity();
            case "process.parent.entity_id", "unique_ppid" -> event.parentEntity();
            case "Target.process.entity_id" -> event.targetEntity();
            case "process.pid", "pid" -> number(event.pid());
            case "process.parent.pid", "ppid" -> number(event.parentPid());
            default -> null;
        };
    }

    private static @Nullable String number(long id) {
        return id == EndpointEvent.ABSENT ? null : Long.toString(id);
    }

    /** One of the hashes that Sysmon lists as {@code SHA1=…,MD5=…}. */
    private static @Nullable String hash(String kind, EndpointEvent event) {
        String all = event.column(Column.HASHES);
        int at = all == null ? -1 : (',' + all.toUpperCase(Locale.ROOT)).indexOf(',' + kind);
        if (all == null || at < 0) {
            return null;
        }
        int end = all.indexOf(',', at);
        return all.substring(at + kind.length(), end < 0 ? all.length() : end);
    }

    /** What of a field's value a name means: {@code process.name} is the file name in {@code process.executable}. */
    public enum Part {
        WHOLE,
        FILE_NAME,
        FILE_EXTENSION
    }

    /**
     * A process whose start says what an event may lack.
     *
     * @param generation 0 the process that acted, 1 its parent, 2 its grandparent
     * @param column under which its own start says it
     * @param ofParent under which its child's start says it, or null where that does not
     */
    public record Kin(
            int generation, Column column, @Nullable Column ofParent) {}
}
