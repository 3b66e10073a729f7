package io.cordon.engine.response;

import io.cordon.engine.indicator.IndicatorWord;
import java.util.List;

/** Where announcements, what is said of indicators, another policy and time change what agents are to do before an act. */
public final class StandingDesk {
    private final StandingBook book;
    private final Denials denials;
    private final Governor governor;
    private final Ledger ledger;

    StandingDesk(StandingBook book, Denials denials, Governor governor, Ledger ledger) {
        this.book = book;
        this.denials = denials;
        this.governor = governor;
        this.ledger = ledger;
    }

    /**
     * What an endpoint's agent says that it can do; nobody signed that, so it never has more ordered than policy wants there anyway.
     *
     * @param atMillis when it was appended, in ms since 1970; what is older than a day, or than what is known, changes nothing
     */
    public void announced(String endpoint, List<String> capabilities, long atMillis, long nowMillis) {
        if (book.announce(endpoint, capabilities, atMillis, nowMillis)) {
            review(endpoint, nowMillis);
        }
    }

    /** What is said of an indicator. */
    public void indicator(IndicatorWord word, long nowMillis) {
        if (denials.take(word, nowMillis)) {
            book.reviewAll(nowMillis);
        }
    }

    /** An endpoint's agent held an image; what too many endpoints met is for a person to look at. */
    public void held(String endpoint, String sha256, long nowMillis) {
        if (denials.met(sha256, endpoint, nowMillis)) {
            book.reviewAll(nowMillis);
        }
    }

    /** Another policy may be in force than that by which agents were given their orders. */
    public void reviewAll(long nowMillis) {
        book.reviewAll(nowMillis);
    }

    /** Time has come for a name; returns whether it was one of its own. */
    boolean due(String name, long now) {
        String endpoint = StandingBook.endpoint(name);
        if (endpoint != null) {
            book.due(name, now);
            review(endpoint, now);
        } else if (Denials.isName(name)) {
            denials.forget(name, now);
            book.reviewAll(now);
        } else {
            return false;
        }
        return true;
    }

    private void review(String endpoint, long now) {
        if (book.review(endpoint, governor.isSwitchedOff(now), now)) {
            ledger.publish(endpoint, now);
        }
    }
}
