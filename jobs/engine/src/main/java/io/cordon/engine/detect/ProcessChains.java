package io.cordon.engine.detect;

import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.correlate.Place;
import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The keys of chains that a process is in and has fed: nothing comes to them once it is gone. */
public final class ProcessChains {
    private static final int VERSION = 1;
    /** Of what else it feeds, maxspan says when it ends. */
    static final int MOST = 64;

    private final List<Place> places = new ArrayList<>(1);

    /** Whether the place is news, and is kept. */
    boolean add(Place place) {
        return places.size() < MOST && !places.contains(place) && places.add(place);
    }

    List<Place> places() {
        return places;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(places.size());
        for (Place place : places) {
            HitBytes.write(place, out);
        }
    }

    public static ProcessChains read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        ProcessChains chains = new ProcessChains();
        for (int i = in.readInt(); i > 0; i--) {
            chains.places.add(HitBytes.place(in));
        }
        return chains;
    }
}
