package io.cordon.detect;

import io.cordon.streaming.TopicRecord;
import org.apache.flink.api.connector.source.Source;

/**
 * Where detect's records come from.
 *
 * @param initialRules reads the rules that are in force before the first event
 */
record DetectSources(
        Source<TopicRecord, ?, ?> events,
        Source<TopicRecord, ?, ?> grafts,
        Source<TopicRecord, ?, ?> rules,
        Source<TopicRecord, ?, ?> indicators,
        InitialRules initialRules) {}
