package io.cordon.engine.match;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out the {@link Automaton} of some literals. */
final class AutomatonBuilder {
    /** How many numbers all rows of one automaton may take: a processor's cache holds them. */
    private static final int ROWS = 1 << 17;

    private static final int NOBODY = -1;

    private final Alphabet alphabet;
    private final boolean anchored;
    private final HitTable.Builder hits;

    // The tree of the literals' beginnings: node 0 is its root.
    private final Ints firstChild = new Ints();
    private final Ints sibling = new Ints();
    private final Ints character = new Ints();

    private AutomatonBuilder(Iterable<String> literals, boolean anchored, HitTable.Builder hits) {
        this.alphabet = new Alphabet(literals);
        this.anchored = anchored;
        this.hits = hits;
        node(NOBODY, 0);
    }

    /** What it means that a literal was found. */
    interface Meaning {
        int[] leaves();

        int[] waiting();
    }

    /** Of literals that may stand anywhere in a text; null where there are none. */
    static @Nullable Automaton anywhere(Map<String, ? extends Meaning> literals, HitTable.Builder hits) {
        return of(literals, Map.of(), false, hits);
    }

    /** Of literals that stand at one end of a text, and of some that are the whole of it; null where there are none. */
    static @Nullable Automaton anchored(
            Map<String, ? extends Meaning> literals, Map<String, ? extends Meaning> whole, HitTable.Builder hits) {
        return of(literals, whole, true, hits);
    }

    private static @Nullable Automaton of(
            Map<String, ? extends Meaning> literals,
            Map<String, ? extends Meaning> whole,
            boolean anchored,
            HitTable.Builder hits) {
        if (literals.isEmpty() && whole.isEmpty()) {
            return null;
        }
        AutomatonBuilder builder = new AutomatonBuilder(
                () -> java.util.stream.Stream.concat(literals.keySet().stream(), whole.keySet().stream())
                        .iterator(),
                anchored,
                hits);
        Ints ends = new Ints();
        Meaning[] meanings = new Meaning[literals.size() + whole.size()];
        literals.forEach((text, meaning) -> {
            meanings[ends.size()] = meaning;
            ends.add(builder.add(text));
        });
        whole.forEach((text, meaning) -> {
            meanings[ends.size()] = meaning;
            ends.add(builder.child(builder.add(text), Alphabet.END, true));
        });
        return builder.build(ends, meanings);
    }

    private int add(String literal) {
        int at = 0;
        for (int i = 0; i < literal.length(); i++) {
            at = child(at, alphabet.ofFolded(literal.charAt(i)), true);
        }
        return at;
    }

    private int child(int parent, int c, boolean make) {
        for (int child = firstChild.get(parent); child != NOBODY; child = sibling.get(child)) {
            if (character.get(child) == c) {
                return child;
            }
        }
        return make ? node(parent, c) : NOBODY;
    }

    private int node(int parent, int c) {
        int node = character.size();
        character.add(c);
        firstChild.add(NOBODY);
        sibling.add(parent == NOBODY ? NOBODY : firstChild.get(parent));
        if (parent != NOBODY) {
            firstChild.set(parent, node);
        }
        return node;
    }

    private Automaton build(Ints ends, Meaning[] meanings) {
        int nodes = character.size();
        int[] shorter = new int[nodes];
        int[] byDepth = byDepth(shorter);
        int[] hitAt = hits(ends, meanings, byDepth, shorter);

        int width = alphabet.size();
        int first = anchored ? 1 : 0; // row 0 of an anchored automaton is where nothing follows
        int dense = Math.min(nodes, Math.max(1, ROWS / width));
        int[] rows = new int[(first + dense) * width];
        int[] place = new int[nodes];
        for (int i = 0; i < dense; i++) {
            place[byDepth[i]] = (first + i) * width;
        }
        int[] lists = lists(byDepth, dense, place, rows.length);
        for (int i = 0; i < dense; i++) {
            int node = byDepth[i];
            if (!anchored && node != 0) {
                System.arraycopy(rows, place[shorter[node]], rows, place[node], width);
            }
            rows[place[node]] = hitAt[node];
            for (int child = firstChild.get(node); child != NOBODY; child = sibling.get(child)) {
                rows[place[node] + character.get(child)] = marked(place[child], hitAt[child]);
            }
        }
        fill(lists, byDepth, dense, place, shorter, hitAt, rows.length);
        return new Automaton(alphabet, first * width, rows, lists);
    }

    /** The nodes, shallow ones first; and for each the longest shorter beginning that it ends with. */
    private int[] byDepth(int[] shorter) {
        int[] queue = new int[character.size()];
        int end = 1;
        for (int at = 0; at < end; at++) {
            int node = queue[at];
            for (int child = firstChild.get(node); child != NOBODY; child = sibling.get(child)) {
                queue[end++] = child;
                if (!anchored && node != 0) {
                    shorter[child] = shorter(shorter, shorter[node], character.get(child));
                }
            }
        }
        return queue;
    }

    private int shorter(int[] shorter, int from, int c) {
        for (int node = from; ; node = shorter[node]) {
            int child = child(node, c, false);
            if (child != NOBODY || node == 0) {
                return Math.max(child, 0);
            }
        }
    }

    private int[] hits(Ints ends, Meaning[] meanings, int[] byDepth, int[] shorter) {
        int[] meaningOf = new int[character.size()];
        Arrays.fill(meaningOf, NOBODY);
        for (int i = 0; i < ends.size(); i++) {
            meaningOf[ends.get(i)] = i;
        }
        int[] hitAt = new int[character.size()];
        for (int node : byDepth) {
            int brought = anchored || node == 0 ? HitTable.NONE : hitAt[shorter[node]];
            hitAt[node] = meaningOf[node] == NOBODY
                    ? brought
                    : hits.add(brought, meanings[meaningOf[node]].leaves(), meanings[meaningOf[node]].waiting());
        }
        return hitAt;
    }

    /** Makes room for the lists, in the order in which the nodes were made: a literal's tail lies in one piece. */
    private int[] lists(int[] byDepth, int dense, int[] place, int rows) {
        boolean[] listed = new boolean[place.length];
        for (int i = dense; i < byDepth.length; i++) {
            listed[byDepth[i]] = true;
        }
        int size = 0;
        for (int node = 0; node < place.length; node++) {
            if (listed[node]) {
                place[node] = rows + size;
                size += 3;
                for (int child = firstChild.get(node); child != NOBODY; child = sibling.get(child)) {
                    size += 2;
                }
            }
        }
        return new int[size];
    }

    private void fill(int[] lists, int[] byDepth, int dense, int[] place, int[] shorter, int[] hitAt, int rows) {
        for (int i = dense; i < byDepth.length; i++) {
            int node = byDepth[i];
            int at = place[node] - rows;
            lists[at] = anchored ? Automaton.DEAD : place[shorter[node]];
            lists[at + 1] = hitAt[node];
            int end = at + 3;
            for (int child = firstChild.get(node); child != NOBODY; child = sibling.get(child)) {
                lists[end++] = character.get(child);
                lists[end++] = marked(place[child], hitAt[child]);
            }
            lists[at + 2] = (end - at - 3) / 2;
        }
    }

    private static int marked(int place, int hit) {
        return hit == HitTable.NONE ? place : ~place;
    }
}
