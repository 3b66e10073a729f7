package io.cordon.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What came of stand-ins and decoys. Times are in µs. */
final class ContainmentTally {
    private final List<Long> kills = new ArrayList<>();
    private final List<Long> orders = new ArrayList<>();
    private final List<Long> roundTrips = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int chains;
    private int decoys;
    private int pidsTaken;

    void killed(long execToEndMicros) {
        chains++;
        kills.add(execToEndMicros);
    }

    /** When the command was appended, after the exec. */
    void ordered(long execToOrderMicros) {
        orders.add(execToOrderMicros);
    }

    void missed(String what) {
        chains++;
        missed.add(what);
    }

    /** A decoy; {@code wrong} says what happened to it that should not have, or is empty. */
    void decoy(String wrongly) {
        decoys++;
        if (!wrongly.isEmpty()) {
            wrong.add(wrongly);
        }
    }

    /** The machine has given a killed process's pid to another by itself, so that there is no decoy that has it. */
    void pidTaken() {
        pidsTaken++;
    }

    /** Something beside chains and decoys was hit. */
    void strayed(String what) {
        wrong.add(what);
    }

    void roundTrip(long micros) {
        roundTrips.add(micros);
    }

    boolean isClean() {
        return missed.isEmpty() && wrong.isEmpty();
    }

    void print(PrintWriter out) {
        out.printf(
                "%,d chains, %,d missed; %,d decoys, %,d wrongly killed%n",
                chains, missed.size(), decoys, wrong.size());
        if (pidsTaken > 0) {
            out.printf("%,d decoys fewer, because the machine had given the pid away%n", pidsTaken);
        }
        missed.stream().limit(10).forEach(what -> out.println("  missed: " + what));
        wrong.stream().limit(10).forEach(what -> out.println("  wrong: " + what));
        if (kills.isEmpty() || orders.isEmpty() || roundTrips.isEmpty()) {
            return;
        }
        double half = millis(kills, 50);
        double most = millis(kills, 99);
        double plainHalf = millis(roundTrips, 50);
        double plainMost = millis(roundTrips, 99);
        out.printf("from exec to end          p50 %,8.0f ms  p99 %,8.0f ms%n", half, most);
        out.printf("  of it to the command    p50 %,8.0f ms  p99 %,8.0f ms%n", millis(orders, 50), millis(orders, 99));
        out.printf("Kafka, Flink, Kafka alone p50 %,8.0f ms  p99 %,8.0f ms%n", plainHalf, plainMost);
        out.printf("which is                  p50 %,8.1f ×   p99 %,8.1f ×%n", half / plainHalf, most / plainMost);
    }

    private static double millis(List<Long> micros, int percent) {
        List<Long> ascending = new ArrayList<>(micros);
        Collections.sort(ascending);
        int rank = (int) Math.ceil(ascending.size() * percent / 100.0);
        return ascending.get(Math.max(0, rank - 1)) / 1e3;
    }
}
