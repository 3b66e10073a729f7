package io.cordon.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another program's main class and ends with the process that started it, however that one ended: the pipe to standard input
 * ends with its writer. Needs nothing but the JDK, since it stands on the class path of that program.
 */
public final class Tether {
    private static final int LEFT_ALONE = 1;

    private Tether() {}

    /**
     * Runs the program.
     *
     * @param arguments the main class, and what it takes
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread watch = new Thread(Tether::endWithInput, "tether");
        watch.setDaemon(true);
        watch.start();
        Method main = Class.forName(arguments[0]).getMethod("main", String[].class);
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            Runtime.getRuntime().halt(LEFT_ALONE);
        }
        // Not exit: nobody is left to kill a program whose shutdown hangs.
        Runtime.getRuntime().halt(LEFT_ALONE);
    }
}
