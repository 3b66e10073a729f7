package io.cordon.engine.event;

/**
 * The fields that rules read most: each has a column of its own in the wire contract and a slot in {@link EndpointEvent}.
 *
 * <p>The order is that of the contract's fields; new columns are added at the end. Names in other schemas stand in the field
 * catalogue, keyed by {@link #ecs()}.
 */
public enum Column {
    EXECUTABLE("process.executable"),
    COMMAND_LINE("process.command_line"),
    ORIGINAL_FILE_NAME("process.pe.original_file_name"),
    WORKING_DIRECTORY("process.working_directory"),
    USER("user.name"),
    INTEGRITY_LEVEL("process.integrity_level"),
    LOGON_ID("process.logon_id"),
    HASHES("process.hashes"),
    SIGNER("process.code_signature.subject_name"),
    PARENT_EXECUTABLE("process.parent.executable"),
    PARENT_COMMAND_LINE("process.parent.command_line"),
    PARENT_USER("process.parent.user.name"),
    TARGET_EXECUTABLE("target.process.executable"),
    FILE_PATH("file.path"),
    LIBRARY_PATH("dll.path"),
    REGISTRY_PATH("registry.path"),
    REGISTRY_VALUE("registry.data.strings"),
    SOURCE_IP("source.ip"),
    SOURCE_PORT("source.port"),
    DESTINATION_IP("destination.ip"),
    DESTINATION_PORT("destination.port"),
    DESTINATION_DOMAIN("destination.domain"),
    NETWORK_DIRECTION("network.direction"),
    DNS_QUESTION("dns.question.name"),
    PIPE_NAME("pipe.name"),
    SCRIPT_TEXT("powershell.file.script_block_text");

    private final String ecs;

    Column(String ecs) {
        this.ecs = ecs;
    }

    /** The field's name in ECS, or in its style where ECS has none. */
    public String ecs() {
        return ecs;
    }

    /** The column's place in an array of columns. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the contract, see above
    public int slot() {
        return ordinal();
    }
}
