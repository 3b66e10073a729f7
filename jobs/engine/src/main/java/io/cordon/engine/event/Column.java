package io.cordon.engine.event;

/**
 * The fields that rules read most: each has a column of its own in the wire contract and a slot in {@link EndpointEvent}.
 *
 * <p>The order is that of the contract's fields; new columns are added at the end. What sources and rules call them stands in the
 * {@link FieldCatalogue}.
 */
public enum Column {
    EXECUTABLE,
    COMMAND_LINE,
    ORIGINAL_FILE_NAME,
    WORKING_DIRECTORY,
    USER,
    INTEGRITY_LEVEL,
    LOGON_ID,
    HASHES,
    SIGNER,
    PARENT_EXECUTABLE,
    PARENT_COMMAND_LINE,
    PARENT_USER,
    TARGET_EXECUTABLE,
    FILE_PATH,
    LIBRARY_PATH,
    REGISTRY_PATH,
    REGISTRY_VALUE,
    SOURCE_IP,
    SOURCE_PORT,
    DESTINATION_IP,
    DESTINATION_PORT,
    DESTINATION_DOMAIN,
    NETWORK_DIRECTION,
    DNS_QUESTION,
    PIPE_NAME,
    SCRIPT_TEXT;

    /** The column's place in an array of columns. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the contract, see above
    public int slot() {
        return ordinal();
    }
}
