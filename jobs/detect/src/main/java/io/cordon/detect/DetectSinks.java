package io.cordon.detect;

import io.cordon.streaming.KeyedBytes;
import org.apache.flink.api.connector.sink2.Sink;

/** Where detect's records go, each kind to the topic of its name. */
record DetectSinks(
        Sink<KeyedBytes> findings,
        Sink<KeyedBytes> edges,
        Sink<KeyedBytes> grafts,
        Sink<KeyedBytes> incidents,
        Sink<KeyedBytes> indicators,
        Sink<KeyedBytes> deadLetters) {}
