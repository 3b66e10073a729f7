package io.cordon.engine.eql;

import java.util.List;

/** What a query asks, in the terms of events and conditions. */
public sealed interface Compiled permits Search.Alone, SearchChain {
    List<Pipe> pipes();
}
