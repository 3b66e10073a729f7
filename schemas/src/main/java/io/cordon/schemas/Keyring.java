package io.cordon.schemas;

import java.security.PublicKey;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which key may sign what. Several keys of one purpose are how a key is changed without a gap: trust the new one, sign with it,
 * retire the old one.
 */
public final class Keyring {
    private final Map<String, PublicKey> keys;
    private final Map<String, Set<Purpose>> purposes;
    private final Set<String> retired;

    private Keyring(Map<String, PublicKey> keys, Map<String, Set<Purpose>> purposes, Set<String> retired) {
        this.keys = keys;
        this.purposes = purposes;
        this.retired = retired;
    }

    /** Trusts no key. */
    public static Keyring empty() {
        return new Keyring(new HashMap<>(), new HashMap<>(), new HashSet<>());
    }

    /** Whether it trusts no key. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The same, and this key for one purpose more. */
    public Keyring trusting(Purpose purpose, PublicKey key) {
        Keyring more = copy();
        String id = KeyPairFile.keyId(key);
        more.keys.put(id, key);
        more.purposes.computeIfAbsent(id, k -> EnumSet.noneOf(Purpose.class)).add(purpose);
        return more;
    }

    /** The same, and these keys for one purpose more. */
    public Keyring trusting(Purpose purpose, Collection<PublicKey> keys) {
        Keyring more = this;
        for (PublicKey key : keys) {
            more = more.trusting(purpose, key);
        }
        return more;
    }

    /** The same, but nothing that this key signed is obeyed any more, whenever it was signed. */
    public Keyring retiring(PublicKey key) {
        Keyring fewer = copy();
        fewer.retired.add(KeyPairFile.keyId(key));
        return fewer;
    }

    /** Whether any key may sign for the purpose. */
    public boolean trustsAny(Purpose purpose) {
        return purposes.entrySet().stream()
                .anyMatch(key -> key.getValue().contains(purpose) && !retired.contains(key.getKey()));
    }

    /** The key with this id, whatever it is trusted for, or null where it is unknown. */
    @Nullable
    PublicKey key(String id) {
        return keys.get(id);
    }

    boolean isRetired(String id) {
        return retired.contains(id);
    }

    boolean allows(String id, Purpose purpose) {
        return purposes.getOrDefault(id, Set.of()).contains(purpose);
    }

    private Keyring copy() {
        Map<String, Set<Purpose>> copied = new HashMap<>();
        purposes.forEach((id, of) -> copied.put(id, EnumSet.copyOf(of)));
        return new Keyring(new HashMap<>(keys), copied, new HashSet<>(retired));
    }
}
