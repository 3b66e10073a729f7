package io.cordon.engine.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.correlate.Share;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.TreeSweep;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the chains whose key a process is in told when it is gone: then nothing comes to them any more.
 *
 * <p>Only those that would be kept for longer than that takes: a sequence of a minute is over before anybody could be told.
 */
final class Exits {
    private final DetectorConfig config;
    private final CompiledRules rules;
    private final DetectStore store;

    Exits(DetectorConfig config, CompiledRules rules, DetectStore store) {
        this.config = config;
        this.rules = rules;
        this.store = store;
    }

    /**
     * Keeps which chain a process has fed.
     *
     * @param entity the process's id as its sensor gave it; one that is made up may turn out to be another
     */
    void note(@Nullable String entity, Hit hit) {
        Place place = hit.share().place();
        if (entity == null || !isToBeTold(rules.rule(place.correlation()))) {
            return;
        }
        ProcessChains known = store.chains().get(entity);
        ProcessChains chains = known == null ? new ProcessChains() : known;
        if (chains.add(place)) {
            store.chains().put(entity, chains);
        }
    }

    private boolean isToBeTold(@Nullable Rule rule) {
        Chain chain = rule == null ? null : rule.chain();
        return chain != null
                && TimeUnit.NANOSECONDS.toMicros(chain.span().toNanos()) > config.lateness()
                && chain.isOfOneProcess();
    }

    /** Tells them of processes of an endpoint that are removed. */
    TreeSweep.Gone telling(String endpoint, Sink sink) {
        return new TreeSweep.Gone() {
            @Override
            public void exited(ProcessEntry process) {
                ProcessChains chains = store.chains().get(process.entity());
                if (chains != null) {
                    long append = store.header().lastAppend();
                    tell(chains, new Evidence("exit", List.of(), endpoint, process.entity(), 0, process.end(), append));
                    store.chains().remove(process.entity());
                }
            }

            @Override
            public void forgotten(ProcessEntry process) {
                store.chains().remove(process.entity());
            }

            private void tell(ProcessChains chains, Evidence exit) {
                for (Place place : chains.places()) {
                    Share share = new Share(place, 0, null, null, "", List.of());
                    sink.contribution(new Contribution(new Hit(exit, true, share), News.EXITED));
                }
            }
        };
    }
}
