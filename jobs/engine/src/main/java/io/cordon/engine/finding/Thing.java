package io.cordon.engine.finding;

import java.util.Locale;

/** What a response can be aimed at beside a process, an exclusion can spare, or an indicator can be made of. */
public enum Thing {
    /** A file's full path. */
    FILE,
    /** SHA-256 in hex, of the file or of the process's image. */
    SHA256,
    /** The file that the event is about, by its full path, whatever the rule means. */
    NAMED_FILE,
    /** SHA-256 of that, in hex. */
    NAMED_SHA256,
    /** Who signed it. */
    SIGNER,
    /** An account, as {@code DOMAIN\\name}. */
    USER,
    /** Its security identifier. */
    SID,
    /** An IP address. */
    ADDRESS,
    REGISTRY_KEY,
    REGISTRY_VALUE,
    SERVICE,
    TASK,
    WMI_SUBSCRIPTION,
    /** What the file's resources say that it was called. */
    ORIGINAL_NAME,
    /** Whose work the file's resources say that it is; anybody may write that. */
    COMPANY,
    /** The shape of the tree that ends in the process, as {@link io.cordon.engine.prevalence.ArtefactKind#PROCESS_TREE} writes it. */
    TREE,
    /** A file that the process wrote, by its full path. */
    WRITTEN,
    /** SHA-256 of that, in hex. */
    WRITTEN_SHA256,
    /** A script that the process ran, by {@link io.cordon.engine.prevalence.ArtefactKind#SCRIPT}'s hash. */
    SCRIPT,
    /** Where the process connected to: name, else address, and port. */
    CONTACTED,
    /** The address of that. */
    CONTACTED_ADDRESS,
    /** The indicator that it was known by. */
    INDICATOR;

    /** The thing as targets and contracts name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
