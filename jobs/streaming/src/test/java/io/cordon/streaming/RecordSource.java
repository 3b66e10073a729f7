package io.cordon.streaming;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;

/** A bounded source of given records, which stay in this JVM. */
public final class RecordSource {
    private static final Map<Integer, List<TopicRecord>> GIVEN = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private RecordSource() {}

    public static DataGeneratorSource<TopicRecord> of(List<TopicRecord> records) {
        int id = NEXT.incrementAndGet();
        GIVEN.put(id, List.copyOf(records));
        return new DataGeneratorSource<>(
                number -> GIVEN.getOrDefault(id, List.of()).get(number.intValue()),
                records.size(),
                TypeInformation.of(TopicRecord.class));
    }
}
