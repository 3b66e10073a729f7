package io.cordon.cli.story;

import java.util.List;

/** What is drawn where, in pixels. */
record Picture(
        int width,
        int height,
        String title,
        String description,
        List<Lane> lanes,
        List<Tick> ticks,
        List<Gap> gaps,
        List<Link> links,
        List<Box> boxes,
        List<Arrow> arrows) {

    int bottom() {
        return height - 8;
    }

    /** A host, from one side to the other. */
    record Lane(String name, String says, int y, int height, int width, String shade) {
        int textY() {
            return y + 17;
        }

        int saysX() {
            return width - 10;
        }
    }

    record Tick(int x, String text) {}

    /** A stretch of time that is drawn shorter than it was. */
    record Gap(int x, int width, int middle, String text) {}

    /** From a parent to its child. */
    record Link(String path, String kind) {}

    /**
     * A box that shows something when it is clicked.
     *
     * @param id of what it shows
     * @param kind of box, for its looks
     * @param before what stands to its left, in grey
     * @param marks what was found, to its right
     * @param says all of it in words
     */
    record Box(
            String id,
            String kind,
            int x,
            int y,
            int width,
            int height,
            String label,
            String before,
            List<Mark> marks,
            String says) {
        int textX() {
            return x + 7;
        }

        int textY() {
            return y + 15;
        }

        int beforeX() {
            return x - 6;
        }

        int marksX() {
            return x + width + 8;
        }
    }

    /** A finding beside its box. */
    record Mark(String level, String text) {}

    /** An edge, with what it shows. */
    record Arrow(
            String id, String path, String tier, int labelX, int labelY, int labelWidth, String label, String says) {
        int backX() {
            return labelX - labelWidth;
        }

        int backY() {
            return labelY - 12;
        }

        int textX() {
            return labelX - 5;
        }
    }
}
