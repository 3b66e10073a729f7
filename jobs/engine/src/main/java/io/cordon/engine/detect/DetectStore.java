package io.cordon.engine.detect;

import io.cordon.engine.tree.EndpointStore;
import io.cordon.engine.tree.Table;

/** What detection keeps of one endpoint. */
public interface DetectStore extends EndpointStore {
    /** Open matches by event id. */
    Table<String, OpenMatch> matches();

    /** By process the chains that end with it. */
    Table<String, ProcessChains> chains();

    /** Hits that wait for the endpoint's time, by the moment that it has to pass. */
    Table<Long, Waiting> waiting();
}
