package io.cordon.agent.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private final Program program;
    private final Map<String, Victim> children = new HashMap<>();

    /**
     * Victims through a program.
     *
     * @param program the program with its first arguments
     */
    public ProgramVictims(List<String> program) {
        this.program = new Program(program);
    }

    @Override
    public Victim start(boolean withChild) throws IOException {
        JsonNode said = JSON.readTree(
                program.call(withChild ? "start-with-child" : "start").said());
        Victim victim = victim(said);
        if (withChild) {
            children.put(victim.entity(), victim(said.path("child")));
        }
        return victim;
    }

    @Override
    public Optional<Victim> protectedOne() throws IOException {
        String said = program.call("protected").said();
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
        return switch (program.call("act", rule).said().strip()) {
            case "held" -> Optional.of(true);
            case "happened" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<Thing> make(String kind) throws IOException {
        String said = program.call("make", kind).said();
        return said.isBlank() ? Optional.empty() : Optional.of(new Thing(kind, JSON.readTree(said)));
    }

    @Override
    public boolean isAsMade(Thing thing) throws IOException {
        return program.call("as-made", thing.kind(), thing.name().toString()).code() == 0;
    }

    private boolean asked(String what, Victim of) throws IOException {
        return program.call(what, String.valueOf(of.pid()), of.entity()).code() == 0;
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

    @Override
    public void close() {
        try {
            program.call("end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
