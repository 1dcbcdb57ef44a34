"""What spreads, on one page that a phone shows: figures, days, claims, channels, the desk."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from bot.models import Rating
from bot.replies import statistics_bars as bars
from bot.replies.chart_text import DRAWING, drawable
from bot.replies.labels import label
from bot.replies.statistics_page import INSIDE, MARGIN, SOFT, WIDTH, Page
from bot.replies.voice import Voice
from bot.services.statistics.values import Statistics, StatisticsCard

TITLE, HEADING, TEXT, SMALL, NUMBER = 32, 20, 18, 16, 36  # points
GAP = 26  # pixels between parts
MOST_CLAIMS, MOST_CHANNELS = 4, 3  # shown; the file has more
FALSE = "#b3261e"
WRONG = (Rating.FALSE, Rating.MOSTLY_FALSE, Rating.MISLEADING)
RIGHT = (Rating.TRUE, Rating.MOSTLY_TRUE)
BAR, ROOM = 16, 440  # pixels: how high the bar of a claim is, and the longest one


@dataclass(frozen=True, slots=True)
class Claim:
    """A line of what is asked most."""

    words: str
    state: str
    colour: str
    people: int
    posts: int


def draw(card: StatisticsCard, voice: Voice) -> bytes:
    """Draw the statistics as PNG; it takes about half a second: for worker threads."""
    with DRAWING:
        return _page(card.statistics, voice).png()


def composed(card: StatisticsCard, voice: Voice) -> Figure:
    """Return the picture before it is a file, to look at where its texts are."""
    with DRAWING:
        return _page(card.statistics, voice).finished()


def _page(found: Statistics, voice: Voice) -> Page:
    page = Page()
    _head(page, found, voice)
    _figures(page, found, voice)
    page.top += GAP
    bars.put(page, found, voice)
    page.top += GAP
    _claims(page, found, voice)
    page.top += GAP
    _channels(page, found, voice)
    page.top += GAP
    _desk(page, found, voice)
    return page


def _head(page: Page, found: Statistics, voice: Voice) -> None:
    """Put the title, and the days beside it where there is room."""
    days = voice.period(found.days[0].day, found.days[-1].day)
    width = page.writing.width(drawable(days), TEXT)
    title = voice.gettext("What spreads").plain
    used = page.text(title, MARGIN, page.top, TITLE, weight="bold")
    line = page.writing.line(TITLE)
    beside = used + width + 40 < INSIDE
    x, y = (WIDTH - MARGIN - width, page.top + 20) if beside else (MARGIN, page.top + line)
    page.text(days, x, y, TEXT, colour=SOFT)
    page.top += line + (0 if beside else page.writing.line(TEXT)) + 14


def _figures(page: Page, found: Statistics, voice: Voice) -> None:
    """Put the four figures that matter most, each over its words."""
    new = voice.gettext("{count} of them new", count=found.new_people).plain
    people = voice.ngettext("person", "people", found.people).plain
    share, median = found.answered, found.pace.median
    columns = (
        (voice.brief_number(found.posts), voice.ngettext("post", "posts", found.posts).plain),
        (voice.brief_number(found.people), f"{people}, {new}" if found.new_people else people),
        (
            voice.percent(share) if share is not None else "–",
            voice.gettext("of claims have an answer").plain,
        ),
        (
            voice.short_age(median) if median is not None else "–",
            voice.gettext("median time to a verdict").plain,
        ),
    )
    column, start = (INSIDE + 20) / len(columns), page.top
    end = start
    for at, (number, words) in enumerate(columns):
        x = MARGIN + at * column
        room = column - 20
        size = next(
            (size for size in range(NUMBER, 20, -2) if _fits(page, number, size, room)), 20
        )
        page.text(number, x, start + (NUMBER - size), size, weight="bold", colour=bars.ANSWERED)
        page.top = start + page.writing.line(NUMBER) - 10
        page.paragraph(words, x, room, SMALL, most=3)
        end = max(end, page.top)
    page.top = end


def _fits(page: Page, text: str, size: int, room: float) -> bool:
    return page.writing.width(drawable(text), size, "bold") <= room


def _claims(page: Page, found: Statistics, voice: Voice) -> None:
    """Put what most people ask about, checked or not, each with a bar of its people."""
    page.paragraph(voice.gettext("Most asked").plain, MARGIN, INSIDE, HEADING, weight="bold")
    page.top += 2
    asked = _asked(found, voice)
    if not asked:
        words = voice.gettext("Nobody asked about any claim in these days.")
        page.paragraph(words.plain, MARGIN, INSIDE, TEXT)
        return
    most = max(claim.people for claim in asked) or 1
    room = min(ROOM, INSIDE - max(_side(page, claim, voice) for claim in asked))
    for at, claim in enumerate(asked):
        page.top += 10 if at else 0
        page.paragraph(claim.words, MARGIN, INSIDE, TEXT)
        width = max(6.0, room * claim.people / most)
        page.box(MARGIN, page.top + 6, width, BAR, claim.colour)
        x = MARGIN + width + 14
        x += page.text(claim.state, x, page.top, SMALL, weight="bold", colour=claim.colour)
        page.text(_people(claim, voice), x + 8, page.top, SMALL)
        page.top += page.writing.line(SMALL)


def _side(page: Page, claim: Claim, voice: Voice) -> float:
    """Return how much room a claim's bar has to leave for the words beside it."""
    width = page.writing.width
    return width(claim.state, SMALL, "bold") + width(_people(claim, voice), SMALL) + 30


def _people(claim: Claim, voice: Voice) -> str:
    people = voice.ngettext("{count} person", "{count} people", claim.people)
    return f"· {people.plain}"


def _asked(found: Statistics, voice: Voice) -> list[Claim]:
    """Return claims with a verdict and open cases together, by how many people ask."""
    claims = [
        Claim(
            _words(one.claim, voice.gettext("Verdict {number}", number=str(one.verdict_id)).plain),
            label(voice, one.rating).plain,
            FALSE if one.rating in WRONG else bars.ANSWERED if one.rating in RIGHT else SOFT,
            one.people,
            one.posts,
        )
        for one in found.verdicts
    ]
    open_state = voice.gettext("not checked yet").plain
    claims += [
        Claim(
            _words(one.words, voice.gettext("Case {number}", number=str(one.case_id)).plain),
            open_state[:1].upper() + open_state[1:],
            bars.OPEN,
            one.people,
            one.posts,
        )
        for one in found.cases
    ]
    return sorted(claims, key=lambda one: (-one.people, -one.posts))[:MOST_CLAIMS]


def _words(text: str, instead: str) -> str:
    """Return a text of which something can be drawn, or else what stands for it."""
    shown = drawable(text)
    return shown if any(letter.isalnum() for letter in shown) else instead


def _channels(page: Page, found: Statistics, voice: Voice) -> None:
    """Name the channels whose posts carried what is false, with how many did."""
    heading = voice.gettext("False or misleading, forwarded from")
    page.paragraph(heading.plain, MARGIN, INSIDE, HEADING, weight="bold")
    page.top += 2
    if not found.channels:
        words = voice.gettext("None that at least two people forwarded.")
        page.paragraph(words.plain, MARGIN, INSIDE, TEXT)
        return
    most = found.channels[0].posts
    for channel in found.channels[:MOST_CHANNELS]:
        posts = voice.ngettext("{count} post", "{count} posts", channel.posts).plain
        room = INSIDE * 0.5
        name = page.writing.wrapped(
            _words(channel.name, voice.gettext("a channel").plain), TEXT, room, most=1
        )[0]
        page.text(name, MARGIN, page.top, TEXT)
        left = MARGIN + room + 24
        side = page.writing.width(posts, SMALL) + 14
        width = max(6.0, (WIDTH - MARGIN - left - side) * channel.posts / most)
        page.box(left, page.top + 8, width, BAR, FALSE)
        page.text(posts, left + width + 14, page.top + 2, SMALL)
        page.top += page.writing.line(TEXT)


def _desk(page: Page, found: Statistics, voice: Voice) -> None:
    """Say in a line or two how the desk keeps up."""
    page.rule(page.top)
    page.top += 14
    queue = found.queue
    said = [voice.gettext("Open cases: {count}", count=queue.open).plain]
    if queue.overdue:
        said.append(voice.gettext("overdue: {count}", count=queue.overdue).plain)
    if queue.oldest is not None:
        said.append(voice.gettext("the oldest: {age}", age=voice.age(queue.oldest)).plain)
    decided = sum(one.total for one in found.reviewers)
    said.append(voice.gettext("decisions: {count}", count=decided).plain)
    page.paragraph(" · ".join(said), MARGIN, INSIDE, SMALL, most=3)
