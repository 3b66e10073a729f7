package io.cordon.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** How much of some files was read, as a bar on a terminal's standard error; elsewhere nothing is shown. */
final class ReadProgress implements AutoCloseable {
    private final @Nullable ProgressBar bar;

    private ReadProgress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Begins a bar.
     *
     * @param times how often the files are read
     */
    static ReadProgress of(String task, List<Path> files, int times) throws IOException {
        if (!Boolean.getBoolean("cordon.terminal")) {
            return new ReadProgress(null);
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += times * Files.size(file);
        }
        return new ReadProgress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(bytes)
                .setUnit(" MB", 1 << 20)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build());
    }

    /** A file's bytes, whose reading steps the bar. */
    InputStream watched(InputStream in) {
        return bar == null ? in : new Watched(in, bar);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static final class Watched extends FilterInputStream {
        private final ProgressBar progress;

        Watched(InputStream in, ProgressBar progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            progress.stepBy(Math.max(0, read));
            return read;
        }
    }
}
