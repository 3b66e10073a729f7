package io.cordon.agent.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Victims of an endpoint that only its agent's author knows how to reach, through a program of his.
 *
 * <p>The program is called with one of {@code start}, {@code start-with-child} and {@code protected}, and prints a JSON object with
 * {@code pid}, {@code entity} and {@code start} (µs since 1970), and {@code child} with the same for a child; or with {@code alive} or
 * {@code suspended} and a pid and an entity, and ends with 0 for yes and 1 for no; or with {@code act} and a rule, and
 * prints {@code held} or {@code happened}, or nothing where it can't have that happen; or with {@code make} and a kind, and prints what
 * names the thing, or nothing; or with {@code as-made}, a kind and what it printed, and ends with 0 or 1; or with {@code end}, when
 * the kit has done.
 */
public final class ProgramVictims implements Victims {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_SECONDS = 60;

    private final List<String> program;
    private final Map<String, Victim> children = new HashMap<>();

    /**
     * Victims through a program.
     *
     * @param program the program with its first arguments
     */
    public ProgramVictims(List<String> program) {
        this.program = List.copyOf(program);
    }

    @Override
    public Victim start(boolean withChild) throws IOException {
        JsonNode said =
                JSON.readTree(call(withChild ? "start-with-child" : "start").said());
        Victim victim = victim(said);
        if (withChild) {
            children.put(victim.entity(), victim(said.path("child")));
        }
        return victim;
    }

    @Override
    public Optional<Victim> protectedOne() throws IOException {
        String said = call("protected").said();
        return said.isBlank() ? Optional.empty() : Optional.of(victim(JSON.readTree(said)));
    }

    @Override
    public boolean isAlive(Victim victim) throws IOException {
        return asked("alive", victim);
    }

    @Override
    public boolean isChildAlive(Victim victim) throws IOException {
        Victim child = children.get(victim.entity());
        return child != null && asked("alive", child);
    }

    @Override
    public boolean isSuspended(Victim victim) throws IOException {
        return asked("suspended", victim);
    }

    @Override
    public Optional<Boolean> isHeld(String rule) throws IOException {
        return switch (call("act", rule).said().strip()) {
            case "held" -> Optional.of(true);
            case "happened" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<Thing> make(String kind) throws IOException {
        String said = call("make", kind).said();
        return said.isBlank() ? Optional.empty() : Optional.of(new Thing(kind, JSON.readTree(said)));
    }

    @Override
    public boolean isAsMade(Thing thing) throws IOException {
        return call("as-made", thing.kind(), thing.name().toString()).code() == 0;
    }

    private boolean asked(String what, Victim of) throws IOException {
        return call(what, String.valueOf(of.pid()), of.entity()).code() == 0;
    }

    private static Victim victim(JsonNode said) throws IOException {
        if (!said.path("pid").isIntegralNumber()
                || !said.path("entity").isTextual()
                || !said.path("start").isIntegralNumber()) {
            throw new IOException("the program for victims has to print pid, entity and start, and printed " + said);
        }
        return new Victim(
                said.path("pid").longValue(),
                said.path("entity").textValue(),
                said.path("start").longValue());
    }

    private record Called(int code, String said) {}

    private Called call(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " does not end");
            }
            return new Called(process.exitValue(), said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            call("end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
