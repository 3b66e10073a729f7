package io.cordon.state;

import io.cordon.engine.indicator.PersonsVerdict;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link PersonsVerdict}. */
public final class PersonsVerdictSerializer extends EngineSerializer<PersonsVerdict> {
    public static final PersonsVerdictSerializer INSTANCE = new PersonsVerdictSerializer();

    private static final long serialVersionUID = 1;

    @Override
    void write(PersonsVerdict value, DataOutput out) throws IOException {
        value.write(out);
    }

    @Override
    PersonsVerdict read(DataInput in) throws IOException {
        return PersonsVerdict.read(in);
    }

    @Override
    public PersonsVerdict createInstance() {
        throw new UnsupportedOperationException("a verdict is of an incident");
    }

    @Override
    public TypeSerializerSnapshot<PersonsVerdict> snapshotConfiguration() {
        return new Snapshot();
    }

    /** The serializer's place in a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PersonsVerdict> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
