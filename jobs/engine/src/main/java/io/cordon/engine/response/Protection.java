package io.cordon.engine.response;

import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.policy.Endpoint;
import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.ImagePath;
import io.cordon.engine.policy.NeverContained;
import io.cordon.engine.policy.Role.Isolation;
import io.cordon.engine.rule.Response.Action;
import java.util.Objects;

/** What is never touched, whatever rules, policies and people want. */
final class Protection {
    private final ProtectedProcesses processes;
    private final NeverContained never;
    private final Endpoints endpoints;

    Protection(ProtectedProcesses processes, NeverContained never, Endpoints endpoints) {
        this.processes = processes;
        this.never = never;
        this.endpoints = endpoints;
    }

    /** Why an action is not to be taken on a target, or empty. */
    String objection(Action action, Target target, Endpoint endpoint) {
        return switch (action) {
            case NONE -> "";
            case SUSPEND, KILL, KILL_TREE -> processes.objection(target);
            case QUARANTINE_FILE, DENY_HASH -> file(Objects.requireNonNull(Aim.file(target)));
            case ISOLATE, ISOLATE_SELECTIVE ->
                endpoint.isolation() == Isolation.NEVER
                        ? target.endpoint() + " is never contained: others hang on it"
                        : never.endpoint(target.endpoint());
            case CONTAIN_USER -> never.user(Aim.user(target), target.thing(Thing.SID));
            case CONTAIN_ADDRESS -> address(Objects.requireNonNull(Aim.address(target)));
            case DELETE_REGISTRY_VALUE, DELETE_SERVICE, DELETE_TASK, DELETE_WMI_SUBSCRIPTION -> "";
        };
    }

    private String address(String address) {
        return endpoints.isNeeded(address)
                ? address + " is never contained: others hang on it"
                : never.address(address);
    }

    private String file(String path) {
        return ImagePath.isSystems(path) || ImagePath.isBare(path)
                ? path + " is the operating system's, or can't be told from what is"
                : processes.objectionTo(path);
    }
}
