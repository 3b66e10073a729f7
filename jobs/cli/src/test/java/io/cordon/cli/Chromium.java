package io.cordon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with one page, spoken to by the DevTools protocol. */
final class Chromium implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 90;
    private static final String LISTENING = "DevTools listening on ";

    private final Process browser;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final String session;
    private volatile CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
    private int commands;

    /** Where a browser is on this machine, if it is. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Chromium(Path binary, Path profile) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--headless=new",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--window-size=1400,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox"); // it does not start otherwise
        }
        this.browser = new ProcessBuilder(command).start();
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(browser), this)
                .get(SECONDS, TimeUnit.SECONDS);
        String target = send("", "Target.createTarget", JSON.createObjectNode().put("url", "about:blank"))
                .path("targetId")
                .asText();
        ObjectNode attach = JSON.createObjectNode().put("targetId", target).put("flatten", true);
        this.session =
                send("", "Target.attachToTarget", attach).path("sessionId").asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(session, domain + ".enable", JSON.createObjectNode());
        }
    }

    private static URI address(Process browser) throws IOException {
        BufferedReader says =
                new BufferedReader(new InputStreamReader(browser.getErrorStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length()));
            }
            said.add(line);
        }
        throw new IOException("Chromium did not start: " + said);
    }

    /** Opens a page and waits until all of it is there. */
    void open(Path page) {
        loaded = new CompletableFuture<>();
        ask("Page.navigate", JSON.createObjectNode().put("url", page.toUri().toString()));
        await(loaded);
    }

    /** The value of an expression in the page. */
    String value(String expression) {
        JsonNode answer = ask(
                "Runtime.evaluate",
                JSON.createObjectNode().put("expression", expression).put("returnByValue", true));
        return answer.path("result").path("value").asText();
    }

    /** Clicks into the middle of the first element that a selector finds. */
    void click(String selector) {
        String place = value(
                "(() => { const e = document.querySelector('" + selector + "'); e.scrollIntoView();"
                        + " const b = e.getBoundingClientRect(); return (b.x + b.width / 2) + ' ' + (b.y + b.height / 2); })()");
        String[] point = place.split(" ", 2);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            ask(
                    "Input.dispatchMouseEvent",
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("x", Double.parseDouble(point[0]))
                            .put("y", Double.parseDouble(point[1]))
                            .put("button", "left")
                            .put("clickCount", 1));
        }
    }

    /** Shows the page as a printer gets it. */
    void print() {
        ask("Emulation.setEmulatedMedia", JSON.createObjectNode().put("media", "print"));
    }

    /** What was written to the console or its log, and what threw. */
    List<String> complaints() {
        return complaints;
    }

    /** Every address that the page asked for. */
    List<String> requests() {
        return requests;
    }

    private JsonNode ask(String method, ObjectNode parameters) {
        return send(session, method, parameters);
    }

    private JsonNode send(String to, String method, ObjectNode parameters) {
        int id = ++commands;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (!to.isEmpty()) {
            message.put("sessionId", to);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        await(socket.sendText(message.toString(), true));
        JsonNode answered = await(answer);
        if (answered.has("error")) {
            throw new IllegalStateException(method + ": " + answered.get("error"));
        }
        return answered.path("result");
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String whole = partial.toString();
            partial.setLength(0);
            try {
                heard(JSON.readTree(whole));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void heard(JsonNode message) {
        CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt());
        if (answer != null) {
            answer.complete(message);
            return;
        }
        JsonNode said = message.path("params");
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(said);
            case "Network.requestWillBeSent" ->
                requests.add(said.path("request").path("url").asText());
            case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown" ->
                complaints.add(said.toString());
            default -> {}
        }
    }

    /** Returns when the browser has gone, so that nothing writes into its profile any more. */
    @Override
    public void close() {
        send("", "Browser.close", JSON.createObjectNode());
        browser.onExit().completeOnTimeout(browser, SECONDS, TimeUnit.SECONDS).join();
        browser.destroyForcibly();
    }
}
