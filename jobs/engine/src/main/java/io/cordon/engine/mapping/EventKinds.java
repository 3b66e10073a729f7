package io.cordon.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.engine.event.Activity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a source's events say, by channel and code: an entry of {@code events.yaml}. */
record EventKinds(
        String product,
        List<FieldPath> productFrom,
        Map<String, Channel> channels,
        @Nullable Channel any) {

    /** The channel's entry, or null for a channel that the source does not know; {@code name} in lower case. */
    @Nullable
    Channel channel(String name) {
        Channel known = channels.get(name);
        return known != null ? known : any;
    }

    /** What the events of a service with that code say happened, where the code alone tells. */
    Stream<Activity> activities(String service, int code) {
        return channels.values().stream()
                .filter(channel -> channel.service().equals(service))
                .flatMap(channel -> Stream.concat(
                        Stream.ofNullable(channel.codes().get(code)),
                        channel.kinds().stream().filter(kind -> kind.isOf(code)).map(Kind::activity)));
    }

    /** The same of another product. */
    EventKinds ofProduct(String other) {
        return new EventKinds(other, productFrom, channels, any);
    }

    static EventKinds read(Yaml yaml) {
        yaml.only(Set.of("product", "product_from", "channels", "any"));
        Map<String, Channel> channels = new HashMap<>();
        Yaml listed = yaml.child("channels");
        for (String name : listed.keys()) {
            channels.put(name.toLowerCase(Locale.ROOT), Channel.read(listed.child(name)));
        }
        return new EventKinds(
                yaml.text("product", ""),
                yaml.paths("product_from"),
                Map.copyOf(channels),
                yaml.has("any") ? Channel.read(yaml.child("any")) : null);
    }

    /** Where a process's ids stand in the event's data; {@code actor}: its pid is the one in the record's header. */
    record Ids(List<FieldPath> entity, List<FieldPath> pid, boolean actor) {
        static final Ids NONE = new Ids(List.of(), List.of(), false);

        static Ids read(Yaml yaml) {
            yaml.only(Set.of("entity", "pid", "actor"));
            return new Ids(yaml.paths("entity"), yaml.paths("pid"), yaml.flag("actor"));
        }

        @Nullable
        String entity(JsonNode in) {
            return ProcessIds.entity(FieldPath.firstText(entity, in));
        }

        long pid(JsonNode in) {
            return ProcessIds.pid(FieldPath.firstText(pid, in));
        }
    }

    /** One channel: its product where it is not the source's, its Sigma service, its clock, its processes and the rules that name the activity. */
    record Channel(
            String product,
            String service,
            List<FieldPath> time,
            Set<Integer> recordTimeOnly,
            Ids process,
            Ids parent,
            Ids target,
            Map<Integer, Activity> codes,
            List<Kind> kinds) {

        static Channel read(Yaml yaml) {
            yaml.only(Set.of(
                    "product", "service", "time", "record_time_only", "process", "parent", "target", "codes", "rules"));
            Map<Integer, Activity> codes = new HashMap<>();
            Yaml listed = yaml.child("codes");
            for (String code : listed.keys()) {
                codes.put(code(listed, code), listed.choice(code, Activity.class, Activity.OTHER));
            }
            Set<Integer> recordTimeOnly = new HashSet<>();
            yaml.texts("record_time_only").forEach(code -> recordTimeOnly.add(code(yaml, code)));
            return new Channel(
                    yaml.text("product", ""),
                    yaml.text("service", ""),
                    yaml.has("time") ? List.of(FieldPath.of(yaml.text("time", ""))) : List.of(),
                    recordTimeOnly,
                    Ids.read(yaml.child("process")),
                    Ids.read(yaml.child("parent")),
                    Ids.read(yaml.child("target")),
                    Map.copyOf(codes),
                    yaml.children("rules").stream().map(Kind::read).toList());
        }

        private static Integer code(Yaml codes, String code) {
            try {
                return Integer.valueOf(code);
            } catch (NumberFormatException e) {
                throw codes.refuse(code, "expected a number as event code");
            }
        }

        /** The first rule that holds, or null: then {@link #codes} decides. */
        @Nullable
        Kind kind(int code, String provider, JsonNode data) {
            for (Kind kind : kinds) {
                if (kind.holds(code, provider, data)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /**
     * A rule that names an activity, and another service or other ids than the channel's where it has some.
     *
     * @param logon where the logon session of the process stands, the first that is not 0x0
     */
    record Kind(
            @Nullable Integer code,
            @Nullable String provider,
            List<Equal> when,
            Activity activity,
            @Nullable String service,
            @Nullable Ids process,
            @Nullable Ids parent,
            List<FieldPath> logon) {

        static Kind read(Yaml yaml) {
            yaml.only(Set.of("code", "provider", "if", "activity", "service", "process", "parent", "logon"));
            List<Equal> when = new ArrayList<>();
            Yaml wanted = yaml.child("if");
            for (String path : wanted.keys()) {
                when.add(new Equal(FieldPath.of(path), wanted.text(path, "")));
            }
            return new Kind(
                    yaml.has("code") ? yaml.number("code") : null,
                    yaml.textOrNull("provider"),
                    List.copyOf(when),
                    yaml.choice("activity", Activity.class, Activity.OTHER),
                    yaml.textOrNull("service"),
                    yaml.has("process") ? Ids.read(yaml.child("process")) : null,
                    yaml.has("parent") ? Ids.read(yaml.child("parent")) : null,
                    yaml.paths("logon"));
        }

        boolean isOf(int other) {
            return code != null && code == other && provider == null && when.isEmpty();
        }

        @Nullable
        String session(JsonNode data) {
            for (FieldPath path : logon) {
                String session = FieldPath.firstText(List.of(path), data);
                if (session != null && ProcessIds.pid(session) != 0) {
                    return session;
                }
            }
            return null;
        }

        boolean holds(int actualCode, String actualProvider, JsonNode data) {
            if ((code != null && code != actualCode) || (provider != null && !provider.equals(actualProvider))) {
                return false;
            }
            for (Equal equal : when) {
                if (!equal.holds(data)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Whether a field, or one of its elements, has a text; "*": whether it is there. */
    record Equal(FieldPath path, String text) {
        boolean holds(JsonNode data) {
            JsonNode node = path.in(data);
            if (node == null) {
                return false;
            }
            if (text.equals("*")) {
                return true;
            }
            if (node.isArray()) {
                for (JsonNode element : node) {
                    if (text.equals(element.asText())) {
                        return true;
                    }
                }
                return false;
            }
            return text.equals(node.asText());
        }
    }
}
