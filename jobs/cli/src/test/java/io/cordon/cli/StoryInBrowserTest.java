package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Stories in a real browser, where there is one. */
class StoryInBrowserTest {
    private static final int MOST_BOXES = 250;
    private static final String SHOWN = "[...document.querySelectorAll('.detail')].filter(one => one.offsetHeight > 0)";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Chromium browser;

    @BeforeEach
    void aBrowser() throws Exception {
        Optional<Path> binary = Chromium.installed();
        assumeTrue(binary.isPresent(), "did not run: there is no Chromium on the path");
        browser = new Chromium(binary.get(), folder.resolve("profile"));
    }

    @AfterEach
    void closes() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aPageAsksForNothingAndComplainsOfNothing() throws Exception {
        Path page = story(RecordedAttack.overWmi());

        browser.open(page);

        assertThat(browser.value("document.title")).isEqualTo("Incident: 3 findings on 2 hosts");
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aClickShowsTheEvidenceOfWhatWasClicked() throws Exception {
        browser.open(story(RecordedAttack.overWmi()));
        assertThat(browser.value(SHOWN + ".length")).isEqualTo("0");

        browser.click("a.arrow rect");
        assertThat(browser.value(SHOWN + ".length")).isEqualTo("1");
        assertThat(browser.value(SHOWN + "[0].innerText"))
                .contains("Edge: wmi", "T1, both ends are proven", "events.jsonl:4", "destination ip: 10.1.0.9");

        browser.click("a.found rect");
        assertThat(browser.value(SHOWN + ".length")).isEqualTo("1");
        assertThat(browser.value(SHOWN + "[0].innerText"))
                .contains("A suspicious command", "T1059.003", "events.jsonl:2");

        browser.click(".detail:target .close");
        assertThat(browser.value(SHOWN + ".length")).isEqualTo("0");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void printShowsWhatClicksShow() throws Exception {
        browser.open(story(RecordedAttack.overWmi()));

        browser.print();

        assertThat(browser.value(SHOWN + ".length"))
                .isEqualTo(browser.value("document.querySelectorAll('.detail').length"));
    }

    @Test
    void everythingThatCanBeClickedHasANameAndShowsSomething() throws Exception {
        browser.open(story(RecordedAttack.of(300)));

        assertThat(
                        browser.value(
                                "[...document.querySelectorAll('svg a')].filter("
                                        + "one => !one.getAttribute('aria-label') || !document.querySelector(one.getAttribute('href'))).length"))
                .isEqualTo("0");
    }

    @Test
    void thousandsOfProcessesAreNotThousandsOfBoxes() throws Exception {
        Path page = story(RecordedAttack.of(2_000));

        browser.open(page);

        assertThat(Integer.parseInt(browser.value("document.querySelectorAll('svg a').length")))
                .isBetween(10, MOST_BOXES);
        assertThat(browser.value("document.querySelector('main').innerText")).contains("1,995 processes");
        // No text runs into the box below it or out of the picture.
        assertThat(
                        browser.value(
                                "[...document.querySelectorAll('svg a text')].filter(one => {"
                                        + " const b = one.getBBox(); return b.x < 0 || b.x + b.width > document.querySelector('svg').width.baseVal.value; }).length"))
                .isEqualTo("0");
        assertThat(browser.requests()).hasSize(1);
        assertThat(browser.complaints()).isEmpty();
    }

    private Path story(RecordedAttack attack) throws Exception {
        Path stories = folder.resolve("stories");
        Path events = attack.write(folder.resolve("events.jsonl"));
        Path rules = RecordedAttack.rules(folder.resolve("rules"));
        StringWriter err = new StringWriter();
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err, true));
        String[] arguments = {
            "replay", "--rules", rules.toString(), "--events", events.toString(), "--stories", stories.toString()
        };
        assertThat(command.execute(arguments)).as("%s", err).isZero();
        try (Stream<Path> pages = Files.list(stories)) {
            return pages.findFirst().orElseThrow();
        }
    }
}
