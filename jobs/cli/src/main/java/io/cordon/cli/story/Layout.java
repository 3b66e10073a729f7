package io.cordon.cli.story;

import io.cordon.cli.story.Picture.Arrow;
import io.cordon.cli.story.Picture.Box;
import io.cordon.cli.story.Picture.Gap;
import io.cordon.cli.story.Picture.Lane;
import io.cordon.cli.story.Picture.Link;
import io.cordon.cli.story.Picture.Tick;
import io.cordon.engine.edge.Edge;
import io.cordon.engine.incident.AttackGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places an incident's boxes: a row each, hosts one below the other, time from left to right, children below and right of their parent. */
final class Layout {
    private static final int WIDTH = 1_340;
    private static final int LEFT = 190;
    private static final int RIGHT = 800;
    private static final int TOP = 30;
    private static final int LANE_HEAD = 26;
    private static final int ROW = 28;
    private static final int BOX = 22;
    private static final int STEP = 20;
    private static final long SECOND = 1_000_000;
    /** No box begins further to the right, so that there is room for its label and marks. */
    private static final int LAST = 860;

    private static final double LETTER = 6.7;
    private static final double BOLD_LETTER = 7.8;
    private static final int LONGEST_LABEL = 28;

    private final Nodes nodes;
    private final Selection selection;
    private final TimeAxis axis;
    private final Ids ids;
    private final Map<Node, Box> placed = new HashMap<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private int y = TOP;

    Layout(Nodes nodes, Selection selection, Ids ids) {
        this.nodes = nodes;
        this.selection = selection;
        this.ids = ids;
        List<Long> times = new ArrayList<>(nodes.all().stream()
                .filter(selection::isDrawn)
                .map(node -> node.drawnAt)
                .toList());
        this.axis = new TimeAxis(times.isEmpty() ? List.of(0L) : times, LEFT, RIGHT);
    }

    Picture picture(String title) {
        nodes.lanes().forEach(this::lane);
        List<Arrow> arrows = arrows();
        return new Picture(
                WIDTH,
                y + 8,
                title,
                "Hosts one below the other, time from left to right.",
                lanes,
                ticks(),
                axis.gaps().stream().map(Layout::gap).toList(),
                links,
                boxes,
                arrows);
    }

    /** Times beside each other do not read alike: within a second they are told apart by its thousandths. */
    private List<Tick> ticks() {
        boolean withDay = axis.spansDays();
        long seconds = axis.ticks().stream()
                .map(tick -> Words.clock(tick.time(), withDay))
                .distinct()
                .count();
        boolean withMillis = !withDay && seconds < axis.ticks().size();
        return axis.ticks().stream()
                .map(tick -> new Tick(
                        (int) tick.x(),
                        withMillis ? Words.clockWithMillis(tick.time()) : Words.clock(tick.time(), withDay)))
                .toList();
    }

    private static Gap gap(TimeAxis.Gap gap) {
        int from = (int) gap.from();
        int width = Math.max(2, (int) (gap.to() - gap.from()));
        return new Gap(from, width, from + width / 2, Words.duration(gap.micros()));
    }

    private void lane(String endpoint) {
        int top = y;
        y += LANE_HEAD;
        selection.under(Selection.lane(endpoint)).forEach(root -> place(root, null));
        fold(Selection.lane(endpoint), LEFT, null);
        y += 6;
        long processes = nodes.all().stream()
                .filter(node -> node.endpoint.equals(endpoint) && node.process != null)
                .count();
        long shift = nodes.clocks().shift(endpoint);
        String says = Words.count((int) processes, "process", "processes")
                + (Math.abs(shift) < SECOND
                        ? ""
                        : String.format(Locale.ROOT, "; its clock is drawn %+.1f s", shift / (double) SECOND));
        lanes.add(new Lane(
                Words.visible(endpoint), says, top, y - top, WIDTH, lanes.size() % 2 == 0 ? "lane" : "lane other"));
        y += 4;
    }

    private void place(Node node, @Nullable Box above) {
        Box box = box(node, above);
        placed.put(node, box);
        boxes.add(box);
        y += ROW;
        if (above != null) {
            boolean isChild = node.parent == selection.drawnAncestor(node);
            links.add(link(above, box, isChild ? "link" : "link far"));
        }
        selection.under(node.key).forEach(child -> place(child, box));
        fold(node.key, box.x() + STEP, box);
    }

    private Box box(Node node, @Nullable Box parent) {
        int x = (int) axis.x(node.drawnAt);
        if (parent != null) {
            x = Math.max(x, Math.min(parent.x() + STEP, LAST));
        }
        String label = Words.cut(node.label, LONGEST_LABEL);
        AttackGraph.ProcessNode process = node.process;
        String kind = process == null ? "object" : node.findings.isEmpty() ? "plain" : "found";
        boolean isLed = node.parent != null || isArrowsEnd(node);
        String by = process == null || isLed || process.parentImage().isEmpty()
                ? ""
                : "by " + Words.cut(Words.name(process.parentImage()), 20);
        return new Box(
                ids.of(node.key),
                kind,
                x,
                y,
                width(label),
                BOX,
                label,
                Words.visible(by),
                Marks.of(node, WIDTH - x - width(label) - 2 * STEP),
                Marks.says(node));
    }

    private boolean isArrowsEnd(Node node) {
        return nodes.arrows().stream().anyMatch(arrow -> arrow.to() == node);
    }

    private static int width(String label) {
        return (int) (label.length() * LETTER) + 16;
    }

    /** A line for what is not drawn under a box. */
    private void fold(String key, int x, @Nullable Box parent) {
        List<Node> folded = selection.folded(key);
        if (folded.isEmpty()) {
            return;
        }
        int found = folded.stream().mapToInt(node -> node.findings.size()).sum();
        String label = "+ " + Words.count(folded.size(), "process", "processes")
                + (found == 0 ? "" : ", " + Words.count(found, "finding", "findings"));
        Box box = new Box(
                ids.of("folded " + key), "folded", x, y, width(label), BOX, label, "", List.of(), label + ", folded");
        boxes.add(box);
        if (parent != null) {
            links.add(link(parent, box, "link"));
        }
        y += ROW;
    }

    private static Link link(Box parent, Box child, String kind) {
        int x = parent.x() + STEP / 2;
        int middle = child.y() + BOX / 2;
        return new Link(String.format(Locale.ROOT, "M%d %dV%dH%d", x, parent.y() + BOX, middle, child.x()), kind);
    }

    private List<Arrow> arrows() {
        Map<Node, Integer> at = new HashMap<>();
        List<Arrow> arrows = new ArrayList<>();
        for (Nodes.Arrow arrow : nodes.arrows()) {
            Box from = placed.get(arrow.from());
            Box to = placed.get(arrow.to());
            if (from != null && to != null) {
                arrows.add(arrow(arrow.edge(), from, to, at.merge(arrow.to(), 1, Integer::sum) - 1));
            }
        }
        return arrows;
    }

    private Arrow arrow(Edge edge, Box from, Box to, int already) {
        int startX = from.x() + Math.min(from.width(), STEP) / 2 - 4;
        boolean down = to.y() > from.y();
        int startY = down ? from.y() + BOX : from.y();
        int endY = to.y() + BOX / 2;
        int bend = Math.min(startX, to.x()) - 24;
        String path = String.format(
                Locale.ROOT,
                "M%d %dC%d %d %d %d %d %d",
                startX,
                startY,
                bend,
                startY + (down ? 40 : -40),
                bend,
                endY,
                to.x() - 2,
                endY);
        String label = edge.tier() + " " + Words.lower(edge.mechanism());
        String says = "Edge of tier " + edge.tier() + ", " + Words.lower(edge.mechanism()) + ", "
                + Words.listed(edge.techniques()) + ", from " + edge.source().endpoint() + " to "
                + edge.target().endpoint();
        int width = (int) (label.length() * BOLD_LETTER) + 14;
        return new Arrow(
                ids.of("edge " + edge.id()),
                path,
                "arrow " + edge.tier().name().toLowerCase(Locale.ROOT),
                Math.max(width + 4, to.x() - 16),
                endY - 8 - already * 17,
                width,
                label,
                Words.visible(says));
    }
}
