package io.cordon.cli;

import io.cordon.wire.Activity;
import io.cordon.wire.Clock;
import io.cordon.wire.EndpointEvent;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Recorded events spread over a fleet whose every endpoint has the same number of live processes.
 *
 * <p>First come the starts of all live processes, each endpoint's as one tree; then the recorded events in their order, each on
 * the next endpoint and of one of its live processes, with an id of its own and the present time.
 */
final class Workload {
    private static final Schema SCHEMA = EndpointEvent.getClassSchema();
    private static final int FIELDS = SCHEMA.getFields().size();
    private static final int ENDPOINT = position("endpoint");
    private static final int ID = position("id");
    private static final int TIME = position("time");
    private static final int CLOCK = position("clock");
    private static final int RECORD_TIME = position("record_time");
    private static final int RECORD_NUMBER = position("record_number");
    private static final int APPEND_TIME = position("append_time");
    private static final int ENTITY = position("entity");
    private static final int PID = position("pid");
    private static final int PARENT_ENTITY = position("parent_entity");
    private static final int PARENT_PID = position("parent_pid");
    private static final int TARGET_ENTITY = position("target_entity");
    private static final int TARGET_PID = position("target_pid");
    private static final int CHILDREN = 4;

    private final List<EndpointEvent> recorded;
    private final List<EndpointEvent> starts;
    private final int endpoints;
    private final int processes;

    Workload(List<EndpointEvent> recorded, int endpoints, int processes) {
        this.recorded = recorded.stream().filter(Workload::belongs).toList();
        this.starts = this.recorded.stream()
                .filter(event -> event.getActivity() == Activity.process_start)
                .toList();
        if (starts.isEmpty()) {
            throw new CommandException("the recordings hold no process start of Sysmon's");
        }
        this.endpoints = endpoints;
        this.processes = processes;
    }

    private static boolean belongs(EndpointEvent event) {
        return event.getService().equals("sysmon")
                || (event.getService().startsWith("powershell") && event.getCode() == 4104);
    }

    int recordedEvents() {
        return recorded.size();
    }

    /** How many starts come first. */
    long startCount() {
        return (long) endpoints * processes;
    }

    EndpointEvent event(long number, long nowMicros) {
        return number < startCount()
                ? start((int) (number % endpoints), (int) (number / endpoints), nowMicros)
                : later(number - startCount(), nowMicros);
    }

    private EndpointEvent start(int endpoint, int slot, long now) {
        EndpointEvent event = copy(starts.get((endpoint + slot) % starts.size()));
        place(event, endpoint, now, "s" + slot + '-' + endpoint);
        acting(event, entity(endpoint, slot), slot);
        int parent = slot == 0 ? 0 : (slot - 1) / CHILDREN;
        event.put(PARENT_ENTITY, slot == 0 ? null : entity(endpoint, parent));
        event.put(PARENT_PID, slot == 0 ? null : pid(parent));
        return event;
    }

    private EndpointEvent later(long number, long now) {
        EndpointEvent template = recorded.get((int) (number % recorded.size()));
        EndpointEvent event = copy(template);
        int endpoint = (int) (number * 7919 % endpoints);
        int slot = (int) (number / endpoints * 31 + number) % processes;
        place(event, endpoint, now, "e" + number);
        if (template.getActivity() == Activity.process_start) {
            event.put(ENTITY, entity(endpoint, slot) + '-' + number);
            event.put(PID, 1_000_000 + number);
            event.put(PARENT_ENTITY, entity(endpoint, slot));
            event.put(PARENT_PID, pid(slot));
        } else if (template.getActivity() == Activity.process_end) {
            event.put(ENTITY, entity(endpoint, slot) + "-ended-" + number);
            event.put(PID, 1_000_000 + number);
        } else {
            acting(event, entity(endpoint, slot), slot);
        }
        if (template.getTargetEntity() != null) {
            event.put(TARGET_ENTITY, entity(endpoint, (slot + 1) % processes));
            event.put(TARGET_PID, pid((slot + 1) % processes));
        }
        return event;
    }

    private static void place(EndpointEvent event, int endpoint, long now, String id) {
        event.put(ENDPOINT, "host-" + (100_000 + endpoint) + ".bench.example");
        event.put(ID, id);
        event.put(TIME, now);
        event.put(CLOCK, Clock.utc);
        event.put(RECORD_TIME, now);
        event.put(APPEND_TIME, now);
        event.put(RECORD_NUMBER, null);
    }

    private static void acting(EndpointEvent event, String entity, int slot) {
        event.put(ENTITY, entity);
        event.put(PID, pid(slot));
    }

    private static String entity(int endpoint, int slot) {
        return "{0f1d2c3b-" + endpoint + '-' + slot + "-0000-000000000000}";
    }

    private static Long pid(int slot) {
        return 1000L + slot * 4L;
    }

    private static EndpointEvent copy(EndpointEvent template) {
        EndpointEvent copy = new EndpointEvent();
        for (int field = 0; field < FIELDS; field++) {
            copy.put(field, template.get(field));
        }
        return copy;
    }

    private static int position(String field) {
        return SCHEMA.getField(field).pos();
    }
}
