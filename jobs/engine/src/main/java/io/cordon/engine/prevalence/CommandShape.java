package io.cordon.engine.prevalence;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command line with a placeholder for each thing that differs from run to run and from endpoint to endpoint: GUIDs, numbers,
 * addresses, runs of hex and Base64, users' folders, names of temporary files.
 */
final class CommandShape {
    /** As much as process entries keep. */
    private static final int LONGEST = 4096;

    private static final int LONGEST_ENDING = 5;

    /**
     * All that may be replaced, in one pass. Every repetition is possessive or counted, so the time is linear in the text: none can give
     * back what it took.
     */
    private static final Pattern VARIABLE = Pattern.compile(
            "(?<guid>\\{?\\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b\\}?)"
                    + "|(?<=[\\\\/](?:users|home)[\\\\/])(?<user>[^\\\\/\"]++)(?=[\\\\/])"
                    + "|(?<=[\\\\/](?:temp|tmp)[\\\\/])(?<temp>[^\\\\/\"'\\s]++)"
                    + "|(?<hex>\\b(?:0x[0-9a-f]++|[0-9a-f]{8,}+)\\b)"
                    + "|(?<base64>[a-z0-9+/]{24,}+={0,2})"
                    + "|(?<number>(?<![a-z0-9_])[0-9]++(?:[.:,][0-9]++)*+(?![a-z0-9_]))",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SPACES = Pattern.compile("\\s++");

    private CommandShape() {}

    static String of(String commandLine) {
        String text = commandLine.length() <= LONGEST ? commandLine : commandLine.substring(0, LONGEST);
        StringBuilder shape = new StringBuilder(text.length());
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            String replaced = placeholder(variable);
            variable.appendReplacement(shape, Matcher.quoteReplacement(replaced == null ? variable.group() : replaced));
        }
        variable.appendTail(shape);
        String unquoted = shape.toString().replace("\"", "");
        return SPACES.matcher(unquoted.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    /** What stands for what was found; null where it only looks variable. */
    private static @Nullable String placeholder(Matcher found) {
        if (found.group("guid") != null) {
            return "<guid>";
        }
        if (found.group("user") != null) {
            return "<user>";
        }
        if (found.group("temp") != null) {
            return "<temp>" + ending(found.group("temp"));
        }
        if (found.group("number") != null) {
            return "<n>";
        }
        String hex = found.group("hex");
        if (hex != null) {
            return hex.chars().allMatch(CommandShape::isDigit)
                    ? "<n>"
                    : hex.chars().anyMatch(CommandShape::isDigit) ? "<hex>" : null;
        }
        return isBase64(found.group("base64")) ? "<base64>" : null;
    }

    /** A file's ending says what it is, whatever it is called. */
    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 || name.length() - dot - 1 > LONGEST_ENDING ? "" : name.substring(dot);
    }

    /** Long words and paths are made of the same letters, but hardly ever of both cases and digits with few slashes. */
    private static boolean isBase64(String run) {
        long slashes = run.chars().filter(c -> c == '/').count();
        return run.endsWith("=")
                || (slashes * 16 <= run.length()
                        && run.chars().anyMatch(Character::isUpperCase)
                        && run.chars().anyMatch(Character::isLowerCase)
                        && run.chars().anyMatch(CommandShape::isDigit));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
