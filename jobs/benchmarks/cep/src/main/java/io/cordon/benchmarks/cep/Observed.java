package io.cordon.benchmarks.cep;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import org.jspecify.annotations.Nullable;

/** What patterns ask of an event, and no more: all of it goes over the network once for each of them. */
public record Observed(
        String endpoint,
        String entity,
        Activity activity,
        @Nullable String executable,
        @Nullable String commandLine,
        @Nullable String user,
        @Nullable String targetExecutable,
        @Nullable String filePath,
        @Nullable String libraryPath,
        @Nullable String registryPath,
        @Nullable String registryValue,
        @Nullable String destinationIp,
        @Nullable String destinationPort) {

    /** An event whose process is known. */
    static Observed of(EndpointEvent event, String entity) {
        return new Observed(
                event.tenant() + '/' + event.endpoint(),
                entity,
                event.activity(),
                event.column(Column.EXECUTABLE),
                event.column(Column.COMMAND_LINE),
                event.column(Column.USER),
                event.column(Column.TARGET_EXECUTABLE),
                event.column(Column.FILE_PATH),
                event.column(Column.LIBRARY_PATH),
                event.column(Column.REGISTRY_PATH),
                event.column(Column.REGISTRY_VALUE),
                event.column(Column.DESTINATION_IP),
                event.column(Column.DESTINATION_PORT));
    }

    /** Endpoint and process, by which events belong together. */
    String process() {
        return endpoint + '/' + entity;
    }

    /** Whether a field is among those that are kept. */
    static boolean has(FieldRef field) {
        if (field.column() == null) {
            return field.key().equals("event.type");
        }
        return switch (field.column()) {
            case EXECUTABLE,
                    COMMAND_LINE,
                    USER,
                    TARGET_EXECUTABLE,
                    FILE_PATH,
                    LIBRARY_PATH,
                    REGISTRY_PATH,
                    REGISTRY_VALUE,
                    DESTINATION_IP,
                    DESTINATION_PORT -> true;
            default -> false;
        };
    }

    /** A column's text; without one the event's type. */
    @Nullable
    String text(@Nullable Column column) {
        if (column == null) {
            return activity.eventType();
        }
        return switch (column) {
            case EXECUTABLE -> executable;
            case COMMAND_LINE -> commandLine;
            case USER -> user;
            case TARGET_EXECUTABLE -> targetExecutable;
            case FILE_PATH -> filePath;
            case LIBRARY_PATH -> libraryPath;
            case REGISTRY_PATH -> registryPath;
            case REGISTRY_VALUE -> registryValue;
            case DESTINATION_IP -> destinationIp;
            case DESTINATION_PORT -> destinationPort;
            default -> null;
        };
    }
}
