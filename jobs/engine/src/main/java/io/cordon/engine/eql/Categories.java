package io.cordon.engine.eql;

import io.cordon.engine.event.Activity;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Event categories as the activities that they stand for. */
final class Categories {
    private static final Map<String, Set<Activity>> ACTIVITIES = Map.ofEntries(
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
            Map.entry("powershell", EnumSet.of(Activity.SCRIPT_BLOCK, Activity.SCRIPT_MODULE)),
            Map.entry("wmi", EnumSet.of(Activity.WMI_SUBSCRIPTION)),
            Map.entry("session", EnumSet.of(Activity.LOGON, Activity.LOGOFF)));

    /** Categories of which events say themselves that they are theirs; of some of them Cordon also knows activities. */
    private static final Map<String, Set<Activity>> SAID = Map.ofEntries(
            Map.entry("authentication", EnumSet.of(Activity.LOGON, Activity.LOGOFF)),
            Map.entry("security", EnumSet.of(Activity.LOGON, Activity.LOGOFF)),
            said("clr"),
            said("configuration"),
            said("credential_access"),
            said("database"),
            said("email"),
            said("host"),
            said("iam"),
            said("intrusion_detection"),
            said("ipc"),
            said("malware"),
            said("memory"),
            said("package"),
            said("threat"),
            said("user_presence"),
            said("volume_device"),
            said("vulnerability"),
            said("web"));

    private Categories() {}

    private static Map.Entry<String, Set<Activity>> said(String category) {
        return Map.entry(category, EnumSet.noneOf(Activity.class));
    }

    /** Refuses a name that is no category; what is written as a string may be any. */
    static void check(Token category) throws QueryRefusedException {
        if (category.isName() && !ACTIVITIES.containsKey(category.text()) && !SAID.containsKey(category.text())) {
            Set<String> known = new TreeSet<>(ACTIVITIES.keySet());
            known.addAll(SAID.keySet());
            throw category.refuse("expected an event category, one of " + known + " or another one in quotes");
        }
    }

    /** Whether the category is what happened, and no more. */
    static boolean isActivity(String category) {
        return ACTIVITIES.containsKey(category);
    }

    /** The activities that belong to it, whatever an event says; empty for {@code any}. */
    static Set<Activity> activities(String category) {
        return ACTIVITIES.getOrDefault(category, SAID.getOrDefault(category, Set.of()));
    }
}
