package io.cordon.engine.match;

import java.util.Arrays;

/** A reusable set of rules' numbers, small beside all that there are. */
final class Picked {
    private final int[] pickedAt;
    private int[] numbers = new int[16];
    private int size;
    private int now;

    /** A set of numbers below {@code most}. */
    Picked(int most) {
        pickedAt = new int[most];
    }

    void clear() {
        size = 0;
        now++;
        if (now == 0) {
            Arrays.fill(pickedAt, 0);
            now = 1;
        }
    }

    void add(int number) {
        if (pickedAt[number] == now) {
            return;
        }
        pickedAt[number] = now;
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    void addAll(Ints some) {
        for (int i = 0; i < some.size(); i++) {
            add(some.get(i));
        }
    }

    void sort() {
        if (size > 1) {
            Arrays.sort(numbers, 0, size);
        }
    }

    int size() {
        return size;
    }

    int get(int index) {
        return numbers[index];
    }
}
