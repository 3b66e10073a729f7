package io.cordon.streaming;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that keeps what it receives in this JVM, under a name. */
public final class CollectingSink implements Sink<KeyedBytes> {
    private static final long serialVersionUID = 1;
    private static final Map<String, List<KeyedBytes>> RECEIVED = new ConcurrentHashMap<>();

    private final String name;

    public CollectingSink(String name) {
        this.name = name;
        RECEIVED.put(name, new CopyOnWriteArrayList<>());
    }

    public List<KeyedBytes> received() {
        return RECEIVED.getOrDefault(name, List.of());
    }

    @Override
    public SinkWriter<KeyedBytes> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(KeyedBytes element, Context ignored) {
                received().add(element);
            }

            @Override
            public void flush(boolean endOfInput) {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
