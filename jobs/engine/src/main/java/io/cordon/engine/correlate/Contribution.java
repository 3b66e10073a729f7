package io.cordon.engine.correlate;

/**
 * A hit for a correlation's group.
 *
 * @param gone whether it is taken back: it turned out to be no match of this group
 */
public record Contribution(Hit hit, boolean gone) {
    public Place place() {
        return hit.share().place();
    }
}
