package io.cordon.agent.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The C library's functions that Java has none for. Each fails with the number that Linux gives the error. */
interface LibC extends Library {
    LibC C = Native.load("c", LibC.class);

    // The same on every architecture.
    long PIDFD_SEND_SIGNAL = 424;
    long PIDFD_OPEN = 434;

    int ESRCH = 3;
    int EINTR = 4;
    int ENOBUFS = 105;

    int SIGKILL = 9;
    int SIGCONT = 18;
    int SIGSTOP = 19;

    short POLLIN = 1;

    long syscall(long number, Object... arguments) throws LastErrorException;

    int socket(int domain, int type, int protocol) throws LastErrorException;

    int bind(int socket, Pointer address, int length) throws LastErrorException;

    int setsockopt(int socket, int level, int name, Pointer value, int length) throws LastErrorException;

    long send(int socket, Pointer bytes, long length, int flags) throws LastErrorException;

    long recv(int socket, Pointer bytes, long length, int flags) throws LastErrorException;

    long read(int descriptor, Pointer bytes, long length) throws LastErrorException;

    long write(int descriptor, Pointer bytes, long length) throws LastErrorException;

    int fanotify_init(int flags, int eventFlags) throws LastErrorException;

    int fanotify_mark(int group, int flags, long mask, int directory, String path) throws LastErrorException;

    int poll(Pointer descriptors, long count, int timeoutMillis) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
}
