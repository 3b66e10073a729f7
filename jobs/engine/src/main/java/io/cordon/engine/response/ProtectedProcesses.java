package io.cordon.engine.response;

import io.cordon.engine.finding.Target;
import io.cordon.engine.policy.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The processes that are never touched: what the operating system, a session or a container needs, by path and not by name. */
public final class ProtectedProcesses {
    private static final String BUILT_IN = "protected.yaml";

    private final Set<Long> pids = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> paths = new HashSet<>();
    private final List<String> beginnings = new ArrayList<>();

    private ProtectedProcesses() {}

    public static ProtectedProcesses builtIn() {
        return with(List.of());
    }

    /** The built-in ones and more: full paths, in any case; a {@code *} may end one. */
    public static ProtectedProcesses with(List<String> more) {
        ProtectedProcesses all = new ProtectedProcesses();
        Map<?, ?> list = read();
        for (Object pid : list(list, "pids")) {
            all.pids.add(((Number) pid).longValue());
        }
        for (Object name : list(list, "names")) {
            all.names.add(ImagePath.name((String) name));
        }
        for (Object path : list(list, "windows")) {
            all.add("%windir%\\" + path);
        }
        for (Object path : list(list, "paths")) {
            all.add((String) path);
        }
        more.forEach(all::add);
        return all;
    }

    /** Why the target is not to be touched, or empty where it may be. */
    public String objection(Target target) {
        if (target.pid() < 0 || pids.contains(target.pid())) {
            return "pid " + target.pid() + " is protected";
        }
        String image = target.image();
        return image == null || image.isBlank()
                ? "its image is not known, so it cannot be told from a protected process"
                : objectionTo(image);
    }

    /** Why what runs from an image, or the image itself, is not to be touched, or empty. */
    String objectionTo(String image) {
        if (ImagePath.isBare(image)) {
            return names.contains(ImagePath.name(image)) ? image + " is protected, and its path is not known" : "";
        }
        String path = ImagePath.canonical(image);
        return paths.contains(path) || beginnings.stream().anyMatch(path::startsWith) ? image + " is protected" : "";
    }

    private void add(String path) {
        if (path.endsWith("*")) {
            beginnings.add(ImagePath.canonical(path.substring(0, path.length() - 1)));
        } else {
            paths.add(ImagePath.canonical(path));
            names.add(ImagePath.name(path));
        }
    }

    private static List<?> list(Map<?, ?> of, String key) {
        return (List<?>) Objects.requireNonNull(of.get(key), key);
    }

    private static Map<?, ?> read() {
        try (InputStream in = ProtectedProcesses.class.getResourceAsStream(BUILT_IN)) {
            return (Map<?, ?>)
                    new Load(LoadSettings.builder().build()).loadFromInputStream(Objects.requireNonNull(in, BUILT_IN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
