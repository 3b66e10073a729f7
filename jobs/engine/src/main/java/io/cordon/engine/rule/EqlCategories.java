package io.cordon.engine.rule;

import io.cordon.engine.event.Activity;
import io.cordon.engine.rule.EqlLexer.Token;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** EQL's event categories as the activities that they stand for. */
final class EqlCategories {
    private static final Map<String, Set<Activity>> CATEGORIES = Map.ofEntries(
            Map.entry("any", EnumSet.noneOf(Activity.class)),
            Map.entry("process", EnumSet.of(Activity.PROCESS_START, Activity.PROCESS_END)),
            Map.entry("network", EnumSet.of(Activity.NETWORK_CONNECT, Activity.DNS_QUERY)),
            Map.entry("dns", EnumSet.of(Activity.DNS_QUERY)),
            Map.entry("library", EnumSet.of(Activity.IMAGE_LOAD)),
            Map.entry("image_load", EnumSet.of(Activity.IMAGE_LOAD)),
            Map.entry("driver", EnumSet.of(Activity.DRIVER_LOAD)),
            Map.entry(
                    "registry",
                    EnumSet.of(
                            Activity.REGISTRY_ADD,
                            Activity.REGISTRY_DELETE,
                            Activity.REGISTRY_SET,
                            Activity.REGISTRY_RENAME)),
            Map.entry(
                    "file",
                    EnumSet.of(
                            Activity.FILE_CREATE,
                            Activity.FILE_DELETE,
                            Activity.FILE_RENAME,
                            Activity.FILE_ACCESS,
                            Activity.FILE_TIME_CHANGE,
                            Activity.STREAM_CREATE)),
            Map.entry("api", EnumSet.of(Activity.PROCESS_ACCESS, Activity.REMOTE_THREAD, Activity.PROCESS_TAMPERING)),
            Map.entry("script", EnumSet.of(Activity.SCRIPT_BLOCK, Activity.SCRIPT_MODULE)),
            Map.entry("session", EnumSet.of(Activity.LOGON, Activity.LOGOFF)));

    private EqlCategories() {}

    /** The activities, empty for {@code any}. */
    static Set<Activity> activities(Token category) throws RuleRefusedException {
        Set<Activity> activities = CATEGORIES.get(category.text());
        if (activities == null) {
            throw category.refuse("expected an event category, one of " + new TreeSet<>(CATEGORIES.keySet()));
        }
        return activities;
    }
}
