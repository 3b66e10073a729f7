package io.cordon.engine.match;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lays out the {@link Automaton} of some literals. */
final class AutomatonBuilder {
    /** How many numbers all rows of one automaton may take: a processor's cache holds them. */
    private static final int ROWS = 1 << 17;

    private final TreeSet<String> texts;
    private final Alphabet alphabet;
    private final boolean anchored;
    private final Trie trie = new Trie();
    private final int[] byDepth;
    private final int[] shorter;
    private final int[] hitAt;

    private AutomatonBuilder(
            Map<String, ? extends Meaning> literals,
            Map<String, ? extends Meaning> whole,
            boolean anchored,
            HitTable.Builder hits) {
        this.texts = new TreeSet<>(literals.keySet());
        texts.addAll(whole.keySet());
        this.alphabet = new Alphabet(texts);
        this.anchored = anchored;
        Ints ends = new Ints();
        Meaning[] meanings = new Meaning[literals.size() + whole.size()];
        literals.forEach((text, meaning) -> {
            meanings[ends.size()] = meaning;
            ends.add(add(text));
        });
        whole.forEach((text, meaning) -> {
            meanings[ends.size()] = meaning;
            ends.add(trie.childOrNew(add(text), Alphabet.END));
        });
        this.byDepth = trie.byDepth();
        this.shorter = anchored ? new int[trie.size()] : trie.shorter();
        this.hitAt = hits(ends, meanings, hits);
    }

    /** What it means that a literal was found. */
    interface Meaning {
        int[] leaves();

        int[] waiting();
    }

    /** Of literals that may stand anywhere in a text; null where there are none. */
    static @Nullable Automaton anywhere(Map<String, ? extends Meaning> literals, HitTable.Builder hits) {
        return literals.isEmpty() ? null : new AutomatonBuilder(literals, Map.of(), false, hits).build();
    }

    /** Of literals that stand at one end of a text, and of some that are the whole of it; null where there are none. */
    static @Nullable Automaton anchored(
            Map<String, ? extends Meaning> literals, Map<String, ? extends Meaning> whole, HitTable.Builder hits) {
        return literals.isEmpty() && whole.isEmpty() ? null : new AutomatonBuilder(literals, whole, true, hits).build();
    }

    private int add(String literal) {
        int at = 0;
        for (int i = 0; i < literal.length(); i++) {
            at = trie.childOrNew(at, alphabet.ofFolded(literal.charAt(i)));
        }
        return at;
    }

    /** Of each node the hit where it is reached: its own, which brings the shorter one's. */
    private int[] hits(Ints ends, Meaning[] meanings, HitTable.Builder hits) {
        int[] meaningOf = new int[trie.size()];
        Arrays.fill(meaningOf, Trie.NONE);
        for (int i = 0; i < ends.size(); i++) {
            meaningOf[ends.get(i)] = i;
        }
        int[] found = new int[trie.size()];
        for (int node : byDepth) {
            int brought = anchored || node == 0 ? HitTable.NONE : found[shorter[node]];
            int own = meaningOf[node];
            found[node] =
                    own == Trie.NONE ? brought : hits.add(brought, meanings[own].leaves(), meanings[own].waiting());
        }
        return found;
    }

    private Automaton build() {
        int width = alphabet.common() + 1;
        int first = anchored ? 1 : 0; // row 0 of an anchored automaton is where nothing follows
        int dense = Math.min(byDepth.length, Math.max(1, ROWS / width));
        int[] rows = new int[(first + dense) * width];
        int[] place = new int[trie.size()];
        Arrays.fill(place, Trie.NONE);
        for (int i = 0; i < dense; i++) {
            place[byDepth[i]] = (first + i) * width;
        }
        int[] lists = lists(rows, place);
        for (int i = 0; i < dense; i++) {
            int node = byDepth[i];
            int row = place[node];
            if (!anchored && node != 0) {
                System.arraycopy(rows, place[shorter[node]], rows, row, alphabet.common());
            }
            rows[row] = hitAt[node];
            trie.children(node, child -> {
                if (trie.character(child) < alphabet.common()) {
                    rows[row + trie.character(child)] = marked(place, child);
                }
            });
        }
        return new Automaton(alphabet, first * width, rows, lists, anchored ? null : Skim.of(texts));
    }

    /**
     * Lays out the lists of all nodes without a row, and of all nodes where there are classes that rows leave out; in the order
     * in which the nodes were made, so that the tail of a literal lies in one piece.
     */
    private int[] lists(int[] rows, int[] place) {
        int[] at = new int[trie.size()];
        int size = 3; // an empty one for the bottom of an anchored automaton
        for (int node = 0; node < at.length; node++) {
            boolean row = place[node] != Trie.NONE;
            if (row && !alphabet.hasUncommon()) {
                continue;
            }
            at[node] = size;
            if (row) {
                rows[place[node] + alphabet.common()] = size;
            } else {
                place[node] = rows.length + size;
            }
            size += 3 + 2 * trie.degree(node);
        }
        int[] lists = new int[size];
        for (int node = 0; node < at.length; node++) {
            if (at[node] > 0) {
                list(lists, at[node], node, place);
            }
        }
        return lists;
    }

    private void list(int[] lists, int at, int node, int[] place) {
        lists[at] = anchored ? Automaton.BOTTOM : place[shorter[node]];
        lists[at + 1] = hitAt[node];
        trie.children(node, child -> {
            int next = at + 3 + 2 * lists[at + 2]++;
            lists[next] = trie.character(child);
            lists[next + 1] = marked(place, child);
        });
    }

    private int marked(int[] place, int node) {
        return hitAt[node] == HitTable.NONE ? place[node] : ~place[node];
    }
}
