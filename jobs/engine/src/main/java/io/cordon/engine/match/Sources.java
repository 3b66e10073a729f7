package io.cordon.engine.match;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rules look at what kind of event: each rule stands under the activities that it names and the product, else under its
 * services, else under its product. What else its scope says is asked when it is picked.
 */
final class Sources {
    private static final Activity[] ACTIVITIES = Activity.values();

    private final Map<String, @Nullable RuleIndex[]> byActivity;
    private final @Nullable RuleIndex[] elsewhere;
    private final Map<String, RuleIndex> byService;
    private final Map<String, RuleIndex> byProduct;

    /** @param byActivity of each product that rules name, and of any other one under no name */
    private Sources(
            Map<String, @Nullable RuleIndex[]> byActivity,
            Map<String, RuleIndex> byService,
            Map<String, RuleIndex> byProduct) {
        this.byActivity = byActivity;
        this.elsewhere = Objects.requireNonNull(byActivity.get(""));
        this.byService = byService;
        this.byProduct = byProduct;
    }

    static Sources of(List<IndexedRules.Entry> rules, RuleIndex.Layout layout) {
        Map<String, Map<Integer, Node>> byService = new TreeMap<>();
        Map<String, Map<Integer, Node>> byProduct = new TreeMap<>();
        Set<String> products = new TreeSet<>(Set.of(""));
        for (int number = 0; number < rules.size(); number++) {
            Scope scope = rules.get(number).rule().scope();
            Node condition = rules.get(number).condition();
            if (!scope.activities().isEmpty()) {
                products.add(scope.product());
            } else if (!scope.services().isEmpty()) {
                for (String service : scope.services()) {
                    put(byService, service, number, condition);
                }
            } else {
                put(byProduct, scope.product(), number, condition);
            }
        }
        Map<List<Object>, RuleIndex> known = new HashMap<>();
        Map<String, @Nullable RuleIndex[]> byActivity = new HashMap<>();
        for (String product : products) {
            byActivity.put(product, byActivity(indexes(ofActivities(rules, product), known, layout)));
        }
        return new Sources(byActivity, indexes(byService, known, layout), indexes(byProduct, known, layout));
    }

    /** The conditions of rules that name activities and admit events of a product, by activity. */
    private static Map<String, Map<Integer, Node>> ofActivities(List<IndexedRules.Entry> rules, String product) {
        Map<String, Map<Integer, Node>> byActivity = new TreeMap<>();
        for (int number = 0; number < rules.size(); number++) {
            Scope scope = rules.get(number).rule().scope();
            if (scope.product().isEmpty() || scope.product().equals(product)) {
                for (Activity activity : scope.activities()) {
                    put(byActivity, activity.name(), number, rules.get(number).condition());
                }
            }
        }
        return byActivity;
    }

    /** The anchors that an event of each activity may satisfy, in the enum's order; null where there are none. */
    static @Nullable RuleIndex[] ofAnchors(List<IndexedRules.AnchorEntry> anchors, RuleIndex.Layout layout) {
        Map<String, Map<Integer, Node>> byActivity = new TreeMap<>();
        for (int number = 0; number < anchors.size(); number++) {
            for (Activity activity : ACTIVITIES) {
                if (mayHappen(anchors.get(number).anchor().condition(), activity)) {
                    put(byActivity, activity.name(), number, anchors.get(number).condition());
                }
            }
        }
        return byActivity(indexes(byActivity, new HashMap<>(), layout));
    }

    private static boolean mayHappen(Condition condition, Activity activity) {
        if (condition instanceof Condition.Happened happened) {
            return happened.activities().contains(activity);
        }
        return !(condition instanceof Condition.All all)
                || all.parts().stream().allMatch(part -> mayHappen(part, activity));
    }

    private static void put(Map<String, Map<Integer, Node>> to, String source, int number, Node condition) {
        to.computeIfAbsent(source, any -> new TreeMap<>()).put(number, condition);
    }

    /** One index for each source; sources that the same conditions look at share theirs. */
    private static Map<String, RuleIndex> indexes(
            Map<String, Map<Integer, Node>> conditions, Map<List<Object>, RuleIndex> known, RuleIndex.Layout layout) {
        Map<String, RuleIndex> indexes = new HashMap<>();
        conditions.forEach((source, some) -> {
            boolean ofStarts = source.equals(Activity.PROCESS_START.name());
            indexes.put(
                    source,
                    known.computeIfAbsent(
                            List.of(ofStarts, Set.copyOf(some.keySet())),
                            any -> new RuleIndex(some, ofStarts, layout)));
        });
        return indexes;
    }

    private static @Nullable RuleIndex[] byActivity(Map<String, RuleIndex> indexes) {
        @Nullable RuleIndex[] inOrder = new RuleIndex[ACTIVITIES.length];
        for (Activity activity : ACTIVITIES) {
            inOrder[slot(activity)] = indexes.get(activity.name());
        }
        return inOrder;
    }

    @SuppressWarnings("EnumOrdinal") // a place in an array that lives as long as the enum
    static int slot(Activity activity) {
        return activity.ordinal();
    }

    @Nullable
    RuleIndex byActivity(EndpointEvent event) {
        @Nullable RuleIndex[] ofProduct = byActivity.get(event.product());
        return (ofProduct == null ? elsewhere : ofProduct)[slot(event.activity())];
    }

    @Nullable
    RuleIndex byService(EndpointEvent event) {
        return byService.get(event.service());
    }

    @Nullable
    RuleIndex byProduct(EndpointEvent event) {
        return event.product().isEmpty() ? null : byProduct.get(event.product());
    }

    /** Rules that look at events of every source. */
    @Nullable
    RuleIndex everywhere() {
        return byProduct.get("");
    }
}
