package io.cordon.engine.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.response.Decision.Withheld;
import io.cordon.engine.response.DeskStore.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A desk with a clock that a test moves, and all that came of it. Times are seconds after the evidence. */
final class Desks implements Desk.Out {
    static final String RECORDS = "{endpoint: 'ws*', group: ws, antivirus: none, automation: full},"
            + "{endpoint: 'srv*', group: servers, antivirus: none, automation: full, criticality: critical}";

    final DeskStore store = DeskStore.onHeap();
    final List<Outgoing> commands = new ArrayList<>();
    final List<DesiredState> desired = new ArrayList<>();
    final List<Waiting> held = new ArrayList<>();
    final List<Waiting> refused = new ArrayList<>();
    final List<Withheld> withheld = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    private final List<Outgoing> unanswered = new ArrayList<>();
    private boolean agentsAnswer = true;
    private final TreeSet<Long> alarms = new TreeSet<>();
    private Desk desk;
    private long since;
    private long now = Cases.EVIDENCE / 1000 + 2_000;

    private String records;

    Desks(String policy) {
        this(policy, RECORDS);
    }

    private Desks(String policy, String records) {
        this.records = records;
        desk = desk(policy);
    }

    static Desks of(String policy, String records) {
        return new Desks(policy, records);
    }

    private Desk desk(String policy) {
        return new Desk(
                "acme",
                Cases.policy(policy),
                Cases.endpoints(records),
                ProtectedProcesses.builtIn(),
                store,
                since,
                this);
    }

    /** Another policy is pushed, and other records of endpoints. */
    Desks push(String policy, String otherRecords) {
        records = otherRecords;
        return push(policy);
    }

    void policy(String policy) {
        desk = desk(policy);
    }

    /** Another policy is pushed. */
    Desks push(String policy) {
        policy(policy);
        desk.standing().reviewAll(now);
        return this;
    }

    /** An agent says what it can do. */
    Desks announce(String endpoint, String... capabilities) {
        return announceAt(now, endpoint, List.of(capabilities));
    }

    Desks announceAt(long millis, String endpoint, List<String> capabilities) {
        desk.standing().announced(endpoint, capabilities, millis, now);
        return this;
    }

    Desks indicator(IndicatorWord word) {
        desk.standing().indicator(word, now);
        return this;
    }

    /** An agent tells that it held an image. */
    Desks heldImage(String endpoint, String sha256) {
        desk.standing().held(endpoint, sha256, now);
        return this;
    }

    /** The hashes that an endpoint denies which holds to its last desired state. */
    List<String> denied(String endpoint) {
        List<String> denied = new ArrayList<>();
        for (JsonNode entry : entries(endpoint)) {
            String hash = entry.at("/target/file/hashes/sha256").asText();
            if (!hash.isEmpty() && entry.at("/args/stop_time").asLong() > now) {
                denied.add(hash);
            }
        }
        return denied;
    }

    private JsonNode entries(String endpoint) {
        List<DesiredState> all =
                desired.stream().filter(one -> one.endpoint().equals(endpoint)).toList();
        return all.isEmpty()
                ? MissingNode.getInstance()
                : OrderText.read(all.get(all.size() - 1).payload()).path("entries");
    }

    /** What stands at an endpoint that holds to its last desired state, as {@code rule mode}. */
    List<String> standing(String endpoint) {
        return standing(endpoint, "mode");
    }

    /** What comes of it is called. */
    List<String> called(String endpoint) {
        return standing(endpoint, "why/called");
    }

    private List<String> standing(String endpoint, String field) {
        List<String> standing = new ArrayList<>();
        for (JsonNode entry : entries(endpoint)) {
            String rule = entry.at("/target/x-cordon:behaviour/rule").asText();
            if (!rule.isEmpty() && entry.at("/args/stop_time").asLong() > now) {
                standing.add(rule + ' ' + entry.at("/args/x-cordon/" + field).asText());
            }
        }
        standing.sort(Comparator.naturalOrder());
        return standing;
    }

    /** A desk that begins now and hears nothing of before. */
    Desks anew(String policy) {
        since = now;
        policy(policy);
        return this;
    }

    /** From now on no agent answers by itself. */
    Desks silent() {
        agentsAnswer = false;
        return this;
    }

    /** Moves the clock; what is due meanwhile happens in its order. */
    Desks at(long seconds) {
        long until = Cases.EVIDENCE / 1000 + seconds * 1_000;
        while (!alarms.isEmpty() && alarms.first() <= until) {
            long next = alarms.pollFirst();
            now = Math.max(now, next);
            desk.time(next, now);
            answered();
        }
        now = Math.max(now, until);
        return this;
    }

    /** How many things are remembered that have to end. */
    long remembered() {
        return Stream.of(
                        store.given(),
                        store.waiting(),
                        store.leases(),
                        store.spent(),
                        store.spread(),
                        store.past(),
                        store.unanswered(),
                        store.grounds(),
                        store.agents(),
                        store.denials(),
                        store.names())
                .flatMap(table -> StreamSupport.stream(table.keys().spliterator(), false))
                .count();
    }

    /** Everything that ever ends has ended. */
    Desks atTheEnd() {
        return at(30L * 24 * 3600);
    }

    Desks take(Cases one) {
        desk.finding(one.build(), now * 1_000);
        answered();
        return this;
    }

    private void answered() {
        List<Outgoing> all = List.copyOf(unanswered);
        unanswered.clear();
        all.forEach(command -> desk.answer(AgentAnswer.done(command.endpoint(), command.commandId()), now));
    }

    /** An agent answers the command that went out as the so manyth. */
    Desks answer(int command, int status) {
        return answer(commands.get(command).endpoint(), commands.get(command).commandId(), status, "");
    }

    Desks answer(String endpoint, String commandId, int status, String refusal) {
        desk.answer(new AgentAnswer(endpoint, commandId, status, refusal), now);
        return this;
    }

    boolean approve(String id, boolean approved) {
        boolean changed = desk.approve(id, approved, "ann", now);
        answered();
        return changed;
    }

    /** A person has the order undone that went out as the so manyth. */
    boolean release(int command) {
        return release(commands.get(command));
    }

    boolean release(Outgoing order) {
        boolean changed = desk.release(
                new Release(order.commandId(), payload(order), "ann", now, now + 7L * 24 * 3600 * 1_000), now);
        answered();
        return changed;
    }

    /** What the last desired state names. */
    List<JsonNode> desiredEntries() {
        List<JsonNode> entries = new ArrayList<>();
        if (!desired.isEmpty()) {
            OrderText.read(desired.get(desired.size() - 1).payload())
                    .path("entries")
                    .forEach(entries::add);
        }
        return entries;
    }

    boolean killSwitch(long epoch, boolean on) {
        return desk.killSwitch(epoch, on ? Long.MAX_VALUE : 0, now);
    }

    boolean killSwitchFor(long epoch, long seconds) {
        return desk.killSwitch(epoch, now + seconds * 1_000, now);
    }

    void readBack(Outgoing command) {
        desk.readBack(command.endpoint(), command.payload(), now);
    }

    void readBack(Outgoing command, long appendedSeconds) {
        desk.readBack(command.endpoint(), command.payload(), Cases.EVIDENCE / 1000 + appendedSeconds * 1_000);
    }

    long now() {
        return now;
    }

    /** What went out, as {@code action target}. */
    List<String> said() {
        return commands.stream().map(Desks::said).toList();
    }

    static String said(Outgoing command) {
        JsonNode order = OrderText.read(command.payload());
        return order.path("action").asText()
                + ' '
                + order.path("target").fieldNames().next();
    }

    /** What an order is aimed at, in OpenC2's JSON. */
    static String target(Decision.Order order) {
        return OrderText.read(order.payload()).path("target").toString();
    }

    static JsonNode payload(Outgoing command) {
        return OrderText.read(command.payload());
    }

    @Override
    public void command(Outgoing command) {
        commands.add(command);
        if (agentsAnswer) {
            unanswered.add(command);
        }
    }

    @Override
    public void desired(DesiredState state) {
        desired.add(state);
    }

    @Override
    public void held(Waiting one) {
        held.add(one);
    }

    @Override
    public void refused(Waiting one) {
        refused.add(one);
    }

    @Override
    public void withheld(Withheld one) {
        withheld.add(one);
    }

    @Override
    public void outcome(Outcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void wake(long atMillis) {
        alarms.add(atMillis);
    }
}
