"""The sandbox's page in a real browser, in front of a real bot that polls the sandbox."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from bot.sandbox.values import Origin, Person
from tests.sandbox.browser import Screen, opened, staged

pytestmark = pytest.mark.slow

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>&amp;'
SMALLEST_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all tests: each test's sandbox is a site of its own."""
    with opened(tmp_path_factory.mktemp("profile")) as chrome:
        yield chrome


@pytest.fixture
def screen(chrome: Chrome) -> Iterator[Screen]:
    """A page that must end without a complaint in its console or a request to elsewhere."""
    with staged() as stage:
        screen = Screen(chrome, stage)
        chrome.get("about:blank")
        screen.errors()
        screen.requested()
        yield screen
        complaints, requested = screen.errors(), screen.requested()
        chrome.get("about:blank")
    assert complaints == []
    assert {url for url in requested if not url.startswith((stage.url, "blob:"))} == set()


def begun(screen: Screen) -> Person:
    """Open the page on somebody who has started the bot."""
    emma = screen.stage.person("Emma")
    screen.stage.do(screen.stage.world.say(emma, "/start"))
    screen.visit()
    screen.says("public", "Welcome!")
    return emma


def test_a_written_message_reaches_the_bot_and_its_answer_is_shown(screen: Screen) -> None:
    screen.visit()

    screen.one("#say-public").send_keys("Is it true?")
    screen.one('[data-seat="public"] .send').click()

    screen.says("public", "Said  heard")
    assert screen.texts('[data-seat="public"] .own .text') == ["Is it true?"]
    assert screen.texts('[data-seat="public"] .bubble strong') == ["Said"]
    assert screen.texts('[data-seat="public"] .quote span') == ["Is it true?"]
    assert screen.one("#say-public").get_attribute("value") == ""


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("channel", "Forwarded from channel Дзвін"),
        ("user", "Forwarded from Дзвін"),
        ("hidden_user", "Forwarded from hidden account Дзвін"),
        ("chat", "Forwarded from group Дзвін"),
    ],
)
def test_a_post_is_forwarded_from_each_kind_of_origin(
    screen: Screen, kind: str, shown: str
) -> None:
    screen.visit()

    screen.one('[data-seat="public"] .do-forward').click()
    screen.one("#forward textarea").send_keys("They hide it from you")
    Select(screen.one("#forward select")).select_by_value(kind)
    screen.one("#forward input").clear()
    screen.one("#forward input").send_keys("Дзвін")
    screen.one("#forward .main").click()

    screen.says("public", f"Forwarded {kind} heard")
    assert screen.texts('[data-seat="public"] .origin') == [shown]


def test_a_sample_is_forwarded_with_one_click_in_the_language_of_its_reader(
    screen: Screen,
) -> None:
    screen.visit()

    screen.all('[data-seat="public"] .pick')[1].click()
    screen.wait(lambda: "Олена" in screen.one("#samples-hint").text)
    samples = screen.texts(".sample")
    screen.one(".sample").click()

    screen.says("public", "Forwarded channel heard")
    assert samples == ["Жодного солдата з КНДР на фронті немає."]
    assert len(screen.stage.world.history(screen.stage.person("Олена").id)) == 2


def test_a_button_shows_the_bots_word_as_a_toast_or_a_dialog(screen: Screen) -> None:
    screen.stage.do(screen.stage.world.say(screen.stage.person("Emma"), "Hello"))
    screen.visit()
    screen.says("public", "Said  heard")

    toast, alert, _, site = screen.all('[data-seat="public"] .key')
    toast.click()
    screen.wait(lambda: screen.texts('[data-seat="public"] .toast') == ["A word in passing"])
    alert.click()
    screen.wait(lambda: screen.one("#alert").is_displayed())

    assert screen.one("#alert-text").text == "A word to stop at"
    screen.chrome.switch_to.active_element.send_keys(Keys.ESCAPE)
    screen.wait(lambda: not screen.one("#alert").is_displayed())
    assert site.get_attribute("href") == "https://example.org/why"
    assert site.get_attribute("target") == "_blank"
    assert site.get_attribute("rel") == "noopener noreferrer"


def test_a_button_that_changes_its_message_changes_it_in_place(screen: Screen) -> None:
    screen.stage.do(screen.stage.world.say(screen.stage.person("Emma"), "Hello"))
    screen.visit()
    screen.says("public", "Said  heard")

    screen.all('[data-seat="public"] .key')[2].click()

    screen.says("public", "Changed by the button")
    assert len(screen.all('[data-seat="public"] .message')) == 2
    assert screen.texts('[data-seat="public"] .edited') == ["edited"]


def test_ones_own_message_is_corrected_and_deleted(screen: Screen) -> None:
    screen.visit()
    field = screen.one("#say-public")
    field.send_keys("Two captered", Keys.ENTER)
    screen.says("public", "Said  heard")

    field.send_keys(Keys.ARROW_UP)
    screen.wait(lambda: field.get_attribute("value") == "Two captered")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("Two captured", Keys.ENTER)

    screen.says("public", "Corrected: Two captured")
    own = '[data-seat="public"] .own'
    screen.wait(lambda: screen.texts(f"{own} .text") == ["Two captured"])
    assert screen.texts(f"{own} .edited") == ["edited"]
    ActionChains(screen.chrome).move_to_element(screen.one(own)).perform()
    screen.one(f'{own} [aria-label="Delete"]').click()
    screen.wait(lambda: screen.all(own) == [])


def test_a_photo_reaches_the_bot_with_its_caption(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "seen.png").write_bytes(SMALLEST_PNG)
    screen.visit()

    screen.one('[data-seat="public"] .do-attach').click()
    screen.one("#attach input").send_keys(str(tmp_path / "seen.png"))
    screen.one("#attach textarea").send_keys("Seen today")
    screen.one("#attach .main").click()

    screen.says("public", f"A photo of {len(SMALLEST_PNG)} bytes: Seen today")
    loaded = "return document.querySelector('.photo').naturalWidth"
    screen.wait(lambda: screen.run(loaded) == 1)


def test_the_language_of_the_app_is_what_the_bot_is_told(screen: Screen) -> None:
    screen.visit()

    Select(screen.one('[data-seat="public"] .language')).select_by_visible_text("Macedonian")
    screen.wait(lambda: screen.stage.person("Emma").language == "mk")
    screen.one("#say-public").send_keys("/language", Keys.ESCAPE, Keys.ENTER)

    screen.says("public", "You read mk.")


def test_who_has_blocked_the_bot_cannot_write_until_they_unblock_it(screen: Screen) -> None:
    screen.visit()
    block = screen.one('[data-seat="public"] .block')

    block.click()
    screen.wait(lambda: not screen.one("#say-public").is_enabled())
    blocked = screen.stage.person("Emma").blocked
    block.click()
    screen.wait(lambda: screen.one("#say-public").is_enabled())

    assert blocked
    assert not screen.stage.person("Emma").blocked


def test_the_reviewers_group_is_beside_the_private_chats(screen: Screen) -> None:
    screen.visit()

    for role in ("reviewer", "admin"):
        screen.all(f'[data-seat="{role}"] .rooms .pick')[1].click()
    screen.one("#say-reviewer").send_keys("I take this one", Keys.ENTER)

    screen.says("admin", "I take this one")
    assert "Rosa" in screen.texts('[data-seat="admin"] .from')
    assert screen.texts('[data-seat="public"] .rooms .pick') == []


def test_keys_alone_are_enough(screen: Screen) -> None:
    screen.visit()

    def press(*keys: str) -> None:
        ActionChains(screen.chrome).send_keys(*keys).perform()

    press(Keys.TAB, Keys.ENTER)
    screen.wait(lambda: screen.run("return document.activeElement.id") == "say-public")
    press("/")
    screen.wait(lambda: screen.texts("#commands-public b") == ["/start", "/language"])
    press(Keys.ARROW_DOWN, Keys.ENTER)
    screen.says("public", "You read en.")
    press("line one")
    ActionChains(screen.chrome).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(
        Keys.SHIFT
    ).perform()
    press("line two", Keys.ENTER)
    screen.says("public", "line one\nline two")
    screen.says("public", "Said  heard")
    press(Keys.TAB, Keys.TAB, Keys.ENTER)
    screen.wait(lambda: screen.one("#forward").is_displayed())
    press(Keys.ESCAPE)
    screen.wait(lambda: not screen.one("#forward").is_displayed())
    assert "do-forward" in str(screen.run("return document.activeElement.className"))


def test_typing_is_shown_until_the_message_comes(screen: Screen) -> None:
    emma = begun(screen)
    typing = screen.one('[data-seat="public"] .typing')

    hidden_at_first = not typing.is_displayed()
    screen.stage.call("sendChatAction", chat_id=emma.id, action="typing")
    screen.wait(typing.is_displayed)
    words = typing.text
    screen.stage.call("sendMessage", chat_id=emma.id, text="Here you are")

    screen.says("public", "Here you are")
    assert hidden_at_first
    assert words == "Tipline is typing"
    screen.wait(lambda: not typing.is_displayed())


def test_an_answer_taller_than_the_screen_is_shown_from_its_first_line(screen: Screen) -> None:
    emma = begun(screen)
    lines = "\n".join(f"Line {number}" for number in range(60))

    screen.stage.call(
        "sendMessage", chat_id=emma.id, text=f"<b>False</b>\n{lines}", parse_mode="HTML"
    )

    screen.wait(lambda: "False" in screen.texts('[data-seat="public"] .bubble strong'))
    below_top = (
        "const top = (one) => document.querySelector('[data-seat=public] ' + one)"
        ".getBoundingClientRect().top; return top('.bubble strong') - top('.log')"
    )
    assert 0 < screen.run(below_top) < 40  # type: ignore[operator]
    screen.one('[data-seat="public"] .jump').click()
    screen.wait(lambda: not screen.one('[data-seat="public"] .jump').is_displayed())


def test_formatting_becomes_the_elements_that_mean_it(screen: Screen) -> None:
    emma = begun(screen)
    html = (
        "<b>bold <i>both</i></b> <u>under</u> <s>gone</s> <code>x &lt; y</code> 🟢 "
        '<a href="https://example.org/a?b=1&amp;c=2">there</a> <tg-spoiler>hidden</tg-spoiler>'
        "<blockquote>said</blockquote>"
    )
    screen.stage.call("sendMessage", chat_id=emma.id, text=html, parse_mode="HTML")

    screen.wait(lambda: screen.texts(".text strong") == ["bold both"])
    found = {tag: screen.texts(f".text {tag}") for tag in ("em", "u", "s", "code", "blockquote")}
    assert found == {
        "em": ["both"],
        "u": ["under"],
        "s": ["gone"],
        "code": ["x < y"],
        "blockquote": ["said"],
    }
    assert screen.one(".text a").get_attribute("href") == "https://example.org/a?b=1&c=2"
    screen.one(".spoiler").click()
    assert screen.one(".spoiler").get_attribute("aria-expanded") == "true"


def test_a_reply_names_the_message_that_it_answers(screen: Screen) -> None:
    emma = begun(screen)

    ActionChains(screen.chrome).move_to_element(screen.all(".bubble")[1]).perform()
    screen.all('[data-seat="public"] [aria-label="Reply"]')[0].click()
    about = screen.texts('[data-seat="public"] .about')
    ActionChains(screen.chrome).send_keys("Thank you", Keys.ENTER).perform()

    screen.says("public", "Thank you")
    sent = next(one for one in screen.stage.world.history(emma.id) if one["text"] == "Thank you")
    assert about == ["Replying to: Welcome!"]
    assert sent["reply_to_message"]["text"] == "Welcome!"
    assert "Welcome!" in screen.texts('[data-seat="public"] .quote span')
    assert not screen.one('[data-seat="public"] .about').is_displayed()


def test_every_place_that_takes_the_focus_shows_it(screen: Screen) -> None:
    screen.visit()

    rings = []
    for _ in range(25):
        ActionChains(screen.chrome).send_keys(Keys.TAB).perform()
        script = (
            "const s = getComputedStyle(document.activeElement);"
            "return [document.activeElement.tagName, s.outlineStyle, s.outlineWidth]"
        )
        rings.append(screen.run(script))

    assert [ring for ring in rings if ring[1:] != ["solid", "3px"]] == []  # type: ignore[index]


@pytest.mark.parametrize("width", [360, 390, 768, 900, 1199, 1440])
def test_no_width_scrolls_sideways(screen: Screen, width: int) -> None:
    emma = screen.stage.person("Emma")
    screen.stage.do(screen.stage.world.say(emma, "Н" * 500 + " https://example.org/" + "a" * 400))
    screen.visit(width=width, height=740)
    screen.says("public", "Said  heard")

    for tab in ("samples", "public"):
        if width < 900:
            screen.one(f"#tab-{tab}").click()
        wide = "return [document.documentElement.scrollWidth, innerWidth]"
        assert screen.run(wide) == [width, width]
    inside = "const l = document.querySelector('.log'); return l.scrollWidth - l.clientWidth"
    assert screen.run(inside) == 0


def test_markup_in_names_and_texts_is_shown_and_never_run(screen: Screen) -> None:
    world = screen.stage.world
    mallory = world.add_user(HOSTILE, username="mallory")
    link = {"type": "text_link", "offset": 0, "length": 5, "url": "javascript:window.hacked=1"}
    origin = Origin.channel(HOSTILE)
    screen.stage.do(world.forward(mallory, HOSTILE, origin=origin, entities=[link]))
    world.add_group(HOSTILE, [mallory])
    screen.visit()

    screen.all('[data-seat="public"] .people .pick')[2].click()
    screen.says("public", HOSTILE)

    assert screen.texts('[data-seat="public"] .name') == [HOSTILE]
    assert screen.texts('[data-seat="public"] .origin bdi') == [HOSTILE]
    assert screen.all('.seat img, .seat script, .seat a[href^="javascript"]') == []
    assert screen.run("return window.hacked") is None


def test_dark_colours_follow_the_system_and_the_toggle(screen: Screen) -> None:
    def darkness() -> int:
        words = str(screen.run("return getComputedStyle(document.body).backgroundColor"))
        return sum(int(part) for part in re.findall(r"\d+", words)) // 3

    screen.visit(colours="dark")
    by_system = darkness()
    screen.one("#theme").click()
    toggled = darkness()
    screen.visit(colours="dark")
    remembered = darkness()

    assert by_system < 60
    assert toggled > 200
    assert remembered > 200


CONTRAST = """
const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = (rgb) => rgb.slice(0, 3).map((part) => part / 255)
  .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
const ground = (node) => {
  const layers = [];
  for (let at = node; at; at = at.parentElement) {
    const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor);
    layers.push([r, g, b, a]);
    if (a === 1) break;
  }
  return layers.reverse().reduce((under, [r, g, b, a]) =>
    [r, g, b].map((part, index) => part * a + under[index] * (1 - a)), [255, 255, 255]);
};
const weak = [];
for (const node of document.querySelectorAll("body *")) {
  const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  if (!own || !node.checkVisibility({ visibilityProperty: true })) continue;
  const [a, b] = [light(parts(getComputedStyle(node).color)), light(ground(node))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) weak.push(`${node.tagName}.${node.className} ${ratio.toFixed(2)}`);
}
return weak;
"""


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(screen: Screen, colours: str) -> None:
    emma = screen.stage.person("Emma")
    screen.stage.do(screen.stage.world.say(emma, "See https://example.org and /start"))
    screen.visit(colours=colours)
    screen.says("public", "Said  heard")

    assert screen.run(CONTRAST) == []


def test_nothing_but_the_conversation_moves_while_messages_arrive(screen: Screen) -> None:
    frame = "return [...document.querySelectorAll('.composer, .seat-head, .samples, .top')]"
    frame += ".map((node) => JSON.stringify(node.getBoundingClientRect()))"
    own = '[data-seat="public"] .own'
    screen.visit()
    before = screen.run(frame)

    for words in ("one", "two", "three", "four"):
        screen.one("#say-public").send_keys(words, Keys.ENTER)
        screen.says("public", words)
    screen.wait(lambda: screen.texts('[data-seat="public"] .bubble strong') == ["Said"] * 4)

    assert screen.run(frame) == before
    assert len(screen.all(own)) == 4


def test_what_happened_while_the_line_was_down_is_there_afterwards(screen: Screen) -> None:
    screen.visit()
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    online = offline | {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    loop, world = screen.stage.loop, screen.stage.world

    screen.command("Network.emulateNetworkConditions", offline)
    loop.call_soon_threadsafe(world.events.close)
    screen.wait(lambda: screen.one("#line").get_attribute("data-state") == "lost")
    screen.stage.do(world.say(screen.stage.person("Emma"), "Missed"))
    screen.command("Network.emulateNetworkConditions", online)

    screen.says("public", "Missed")
    screen.wait(lambda: screen.one("#line").get_attribute("data-state") == "live")
    screen.errors()  # the browser itself complains about the lost line


def test_new_messages_are_announced_and_counted_where_they_are_not_seen(
    screen: Screen,
) -> None:
    screen.visit(width=390, height=844)
    screen.one("#tab-admin").click()

    screen.stage.do(screen.stage.world.say(screen.stage.person("Emma"), "Hello"))

    screen.wait(lambda: screen.all("#tab-public[data-news]"))
    screen.one("#tab-public").click()
    screen.says("public", "Said  heard")
    log = screen.chrome.find_element(By.CSS_SELECTOR, '[data-seat="public"] .log')
    assert log.get_attribute("aria-live") == "polite"
    assert screen.all("#tab-public[data-news]") == []
