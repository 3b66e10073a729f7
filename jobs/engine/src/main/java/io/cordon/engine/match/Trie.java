package io.cordon.engine.match;

import java.util.function.IntConsumer;

/** The beginnings of some literals as a tree: node 0 is the empty one, and a child is its parent and one class more. */
final class Trie {
    static final int NONE = -1;

    private final Ints firstChild = new Ints();
    private final Ints sibling = new Ints();
    private final Ints character = new Ints();

    Trie() {
        node(NONE, 0);
    }

    int size() {
        return character.size();
    }

    /** The class by which a node is its parent's child. */
    int character(int node) {
        return character.get(node);
    }

    /** A node's child, or {@link #NONE}. */
    int child(int parent, int c) {
        for (int child = firstChild.get(parent); child != NONE; child = sibling.get(child)) {
            if (character.get(child) == c) {
                return child;
            }
        }
        return NONE;
    }

    int childOrNew(int parent, int c) {
        int known = child(parent, c);
        return known == NONE ? node(parent, c) : known;
    }

    private int node(int parent, int c) {
        int node = character.size();
        character.add(c);
        firstChild.add(NONE);
        sibling.add(parent == NONE ? NONE : firstChild.get(parent));
        if (parent != NONE) {
            firstChild.set(parent, node);
        }
        return node;
    }

    void children(int node, IntConsumer out) {
        for (int child = firstChild.get(node); child != NONE; child = sibling.get(child)) {
            out.accept(child);
        }
    }

    /** How many children a node has. */
    int degree(int node) {
        int degree = 0;
        for (int child = firstChild.get(node); child != NONE; child = sibling.get(child)) {
            degree++;
        }
        return degree;
    }

    /** All nodes, shallow ones first. */
    int[] byDepth() {
        int[] queue = new int[size()];
        int end = 1;
        for (int at = 0; at < end; at++) {
            for (int child = firstChild.get(queue[at]); child != NONE; child = sibling.get(child)) {
                queue[end++] = child;
            }
        }
        return queue;
    }

    /** Of each node the longest other node that it ends with. */
    int[] shorter() {
        int[] shorter = new int[size()];
        for (int node : byDepth()) {
            if (node != 0) {
                children(node, child -> shorter[child] = step(shorter, shorter[node], character.get(child)));
            }
        }
        return shorter;
    }

    private int step(int[] shorter, int from, int c) {
        for (int node = from; ; node = shorter[node]) {
            int child = child(node, c);
            if (child != NONE || node == 0) {
                return Math.max(child, 0);
            }
        }
    }
}
