package io.cordon.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's process connector: a netlink socket on which it tells each fork, exec and exit in the moment that it happens.
 *
 * <p>A message is a netlink header (16 bytes), a connector header (20 bytes) and an event: what (4), cpu (4), time (8), and then pids.
 * It tells of threads too, whose pid is not that of their group. Needs CAP_NET_ADMIN in the first network and pid namespaces.
 */
final class ProcessConnector implements ProcessSource {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_DGRAM = 2;
    private static final int NETLINK_CONNECTOR = 11;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int BUFFER = 16 << 20;

    private static final int CN_IDX_PROC = 1;
    private static final int CN_VAL_PROC = 1;
    private static final int LISTEN = 1;
    private static final int NLMSG_DONE = 3;
    private static final int NETLINK_HEADER = 16;
    private static final int CONNECTOR_HEADER = 20;
    private static final int EVENT = NETLINK_HEADER + CONNECTOR_HEADER;
    private static final int MESSAGE = 4096;

    private static final int ACKNOWLEDGED = 0;
    private static final int FORK = 1;
    private static final int EXEC = 2;
    private static final int EXIT = 0x80000000;
    private static final int LONGEST_SILENCE_MILLIS = 1_000;

    private final Descriptor socket;
    private final Memory message = new Memory(MESSAGE);

    private ProcessConnector(Descriptor socket) {
        this.socket = socket;
    }

    /** @throws IOException where the kernel has no process connector, or does not tell this process */
    static ProcessConnector open() throws IOException {
        Descriptor socket = null;
        try {
            socket = new Descriptor(LibC.C.socket(AF_NETLINK, SOCK_DGRAM, NETLINK_CONNECTOR));
            ProcessConnector connector = new ProcessConnector(socket);
            connector.subscribe();
            return connector;
        } catch (LastErrorException | IOException e) {
            if (socket != null) {
                socket.close();
            }
            throw new IOException("the process connector: " + e.getMessage(), e);
        }
    }

    private void subscribe() throws IOException {
        try (Memory address = new Memory(12);
                Memory size = new Memory(Integer.BYTES)) {
            address.clear();
            address.setShort(0, (short) AF_NETLINK);
            address.setInt(8, CN_IDX_PROC);
            LibC.C.bind(socket.number(), address, (int) address.size());
            size.setInt(0, BUFFER);
            LibC.C.setsockopt(socket.number(), SOL_SOCKET, SO_RCVBUFFORCE, size, Integer.BYTES);
        }
        ByteBuffer request = ByteBuffer.allocate(EVENT + Integer.BYTES).order(ByteOrder.nativeOrder());
        request.putInt(request.capacity())
                .putShort((short) NLMSG_DONE)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0);
        request.putInt(CN_IDX_PROC).putInt(CN_VAL_PROC).putInt(0).putInt(0);
        request.putShort((short) Integer.BYTES).putShort((short) 0).putInt(LISTEN);
        try (Memory bytes = new Memory(request.capacity())) {
            bytes.write(0, request.array(), 0, request.capacity());
            LibC.C.send(socket.number(), bytes, bytes.size(), 0);
        }
        // It tells what happens meanwhile before it acknowledges; what runs is looked at afterwards anyway.
        while (socket.isReadableWithin(LONGEST_SILENCE_MILLIS)) {
            ByteBuffer event = receive();
            if (event.getInt(EVENT) == ACKNOWLEDGED) {
                int error = event.getInt(EVENT + 16);
                if (error != 0) {
                    throw new IOException("refused with error " + error);
                }
                return;
            }
        }
        throw new IOException("it does not answer");
    }

    @Override
    public List<ProcessNews> poll(int millis) {
        List<ProcessNews> news = new ArrayList<>();
        int wait = millis;
        while (news.size() < 1_000 && socket.isReadableWithin(wait)) {
            try {
                read(receive()).ifPresent(news::add);
            } catch (LastErrorException e) {
                if (e.getErrorCode() != LibC.ENOBUFS) {
                    throw e;
                }
                news.add(new ProcessNews.Lost());
            }
            wait = 0;
        }
        return news;
    }

    private ByteBuffer receive() {
        int length = (int) LibC.C.recv(socket.number(), message, MESSAGE, 0);
        return ByteBuffer.wrap(message.getByteArray(0, length)).order(ByteOrder.nativeOrder());
    }

    static Optional<ProcessNews> read(ByteBuffer event) {
        int what = event.getInt(EVENT);
        long nanos = event.getLong(EVENT + 8);
        int first = event.getInt(EVENT + 16);
        int second = event.getInt(EVENT + 20);
        return switch (what) {
            case FORK -> {
                int child = event.getInt(EVENT + 24);
                int childGroup = event.getInt(EVENT + 28);
                yield child == childGroup
                        ? Optional.of(new ProcessNews.Forked(second, child, nanos))
                        : Optional.empty();
            }
            case EXEC -> Optional.of(new ProcessNews.Executed(second, nanos));
            case EXIT ->
                first == second
                        ? Optional.of(new ProcessNews.Exited(first, event.getInt(EVENT + 24), nanos))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public String name() {
        return "process connector";
    }

    @Override
    public void close() {
        socket.close();
        message.close();
    }
}
