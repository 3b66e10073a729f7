package io.cordon.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import io.cordon.agent.Hook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The kernel's question whether an image may run. It is answered once; from then on its descriptor may be another file's. */
final class ImageQuestion {
    private static final int RESPONSE = 8;
    private static final int ALLOW = 1;
    private static final int DENY = 2;

    private final Descriptor group;
    private final int image;
    private final int pid;
    private boolean answered;

    ImageQuestion(Descriptor group, int image, int pid) {
        this.group = group;
        this.image = image;
        this.pid = pid;
    }

    int pid() {
        return pid;
    }

    /** Who runs it, for people: the sensor names it otherwise. */
    String process() {
        return "pid " + pid;
    }

    private Path file() throws IOException {
        if (answered) {
            throw new IOException("answered");
        }
        return Path.of("/proc/self/fd", Integer.toString(image));
    }

    synchronized String path() throws IOException {
        return Files.readSymbolicLink(file()).toString();
    }

    synchronized String hostPath() throws IOException {
        return HostPath.of(file());
    }

    /** What tells the image's content from another's, as long as nobody lies about times. */
    synchronized Map<String, Object> stamp() throws IOException {
        return Files.readAttributes(file(), "unix:dev,ino,size,lastModifiedTime,ctime");
    }

    synchronized InputStream content() throws IOException {
        return Files.newInputStream(file());
    }

    synchronized boolean isAnswered() {
        return answered;
    }

    synchronized void answer(Hook.Answer answer) {
        if (answered) {
            return;
        }
        answered = true;
        try (Memory response = new Memory(RESPONSE)) {
            response.setInt(0, image);
            response.setInt(Integer.BYTES, answer == Hook.Answer.HOLD ? DENY : ALLOW);
            LibC.C.write(group.number(), response, RESPONSE);
        } catch (LastErrorException e) {
            // nobody waits for it any more
        } finally {
            LibC.C.close(image);
        }
    }
}
