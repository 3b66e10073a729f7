package io.cordon.schemas;

/** What came of reading one record's bytes. */
public sealed interface Decoded<T> {
    record Value<T>(T value) implements Decoded<T> {}

    /**
     * The bytes can't be read, now or later.
     *
     * @param reason a stable symbol: {@code not-wire-format}, {@code unknown-schema} or {@code malformed-record}
     * @param detail what was expected and what was there
     */
    record Undecodable<T>(String reason, String detail) implements Decoded<T> {}
}
