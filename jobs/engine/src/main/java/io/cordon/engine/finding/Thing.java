package io.cordon.engine.finding;

import java.util.Locale;

/** What a response can be aimed at beside a process, or an exclusion can spare. */
public enum Thing {
    /** A file's full path. */
    FILE,
    /** SHA-256 in hex, of the file or of the process's image. */
    SHA256,
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
    WMI_SUBSCRIPTION;

    /** The thing as targets and contracts name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
