package io.cordon.engine.correlate;

import java.io.IOException;

/** A hit for a group, and what is news about it. */
public record Contribution(Hit hit, News news) {
    /** What is told of a hit. */
    public enum News {
        /** It is one. */
        GIVEN(0),
        /** It is none any more: it turned out to be no match of this group. */
        TAKEN_BACK(1),
        /** Its endpoint's time has passed all that a chain may wait for after it. */
        PASSED(2),
        /** It was one already, and something of it has changed. */
        CHANGED(3),
        /** No hit at all: at its time the process that is in its group's key exited, and that lies behind by the lateness. */
        EXITED(4);

        /** What stands for it between tasks. */
        final int code;

        News(int code) {
            this.code = code;
        }

        static News of(int code) throws IOException {
            for (News news : values()) {
                if (news.code == code) {
                    return news;
                }
            }
            throw new IOException("expected what is told of a hit, found " + code);
        }
    }

    public Contribution(Hit hit, boolean gone) {
        this(hit, gone ? News.TAKEN_BACK : News.GIVEN);
    }

    public boolean gone() {
        return news == News.TAKEN_BACK;
    }

    public Place place() {
        return hit.share().place();
    }
}
