package io.cordon.engine.event;

import org.jspecify.annotations.Nullable;

/** What happened, with Sigma's name of the category that such events belong to (empty where Sigma has none). */
public enum Activity {
    PROCESS_START("process_creation"),
    PROCESS_END("process_termination"),
    PROCESS_ACCESS("process_access"),
    PROCESS_TAMPERING("process_tampering"),
    REMOTE_THREAD("create_remote_thread"),
    IMAGE_LOAD("image_load"),
    DRIVER_LOAD("driver_load"),
    NETWORK_CONNECT("network_connection"),
    DNS_QUERY("dns_query"),
    FILE_CREATE("file_event"),
    FILE_TIME_CHANGE("file_change"),
    FILE_RENAME("file_rename"),
    FILE_ACCESS("file_access"),
    FILE_DELETE("file_delete"),
    FILE_DELETE_DETECTED("file_delete_detected"),
    FILE_BLOCK_EXECUTABLE("file_block_executable"),
    FILE_BLOCK_SHREDDING("file_block_shredding"),
    FILE_EXECUTABLE_DETECTED("file_executable_detected"),
    STREAM_CREATE("create_stream_hash"),
    RAW_ACCESS("raw_access_thread"),
    REGISTRY_ADD("registry_add"),
    REGISTRY_DELETE("registry_delete"),
    REGISTRY_SET("registry_set"),
    REGISTRY_RENAME("registry_rename"),
    PIPE_CREATE("pipe_created"),
    PIPE_CONNECT("pipe_created"),
    WMI_SUBSCRIPTION("wmi_event"),
    CLIPBOARD_CHANGE("clipboard_capture"),
    SCRIPT_BLOCK("ps_script"),
    SCRIPT_MODULE("ps_module"),
    SCRIPT_ENGINE_START("ps_classic_start"),
    SCRIPT_PROVIDER_START("ps_classic_provider_start"),
    SCRIPT_PIPELINE("ps_classic_script"),
    SENSOR_STATUS("sysmon_status"),
    SENSOR_ERROR("sysmon_error"),
    LOGON(""),
    LOGOFF(""),
    BOOT(""),
    LOG_CLEARED(""),
    SERVICE_INSTALL(""),
    OTHER("");

    private final String sigmaCategory;

    Activity(String sigmaCategory) {
        this.sigmaCategory = sigmaCategory;
    }

    public String sigmaCategory() {
        return sigmaCategory;
    }

    /** ECS's event type, or null where none is meant. */
    public @Nullable String eventType() {
        return switch (this) {
            case PROCESS_START, LOGON, NETWORK_CONNECT -> "start";
            case PROCESS_END, LOGOFF -> "end";
            case FILE_CREATE, REGISTRY_ADD -> "creation";
            case FILE_DELETE, FILE_DELETE_DETECTED, REGISTRY_DELETE -> "deletion";
            case REGISTRY_SET, REGISTRY_RENAME, FILE_RENAME, FILE_TIME_CHANGE -> "change";
            default -> null;
        };
    }
}
