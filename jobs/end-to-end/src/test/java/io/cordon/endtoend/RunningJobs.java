package io.cordon.endtoend;

import io.cordon.lab.Lab;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Jobs on a lab's TaskManager, which may be killed under them. */
final class RunningJobs {
    private final Lab lab;
    private final List<String> ids;

    RunningJobs(Lab lab, Collection<String> ids) {
        this.lab = lab;
        this.ids = List.copyOf(ids);
    }

    /** Waits for a checkpoint of each. */
    void awaitCheckpoints() throws Exception {
        for (String job : ids) {
            long before = lab.flink().completedCheckpoints(job);
            Eventually.holds("a checkpoint completes", () -> lab.flink().completedCheckpoints(job) > before);
        }
    }

    /** SIGKILL to the TaskManager; returns when all tasks run again on another. */
    void killTaskManager() throws Exception {
        Map<String, Long> runningSince = new HashMap<>();
        for (String job : ids) {
            runningSince.put(job, lab.flink().runningSince(job));
        }
        lab.killTaskManager();
        lab.startTaskManager();
        lab.awaitTaskManager();
        for (Map.Entry<String, Long> before : runningSince.entrySet()) {
            String job = before.getKey();
            Eventually.holds(
                    "the job runs again",
                    () -> lab.flink().runningSince(job) > before.getValue()
                            && lab.flink().allTasksRun(job),
                    () -> lab.flink().condition(job));
        }
    }
}
