"""The pages in a real browser: what a person sees first, at the width of a telephone and of a desk.

With DCC_SCREENSHOTS=FOLDER each page that is opened here is kept as a picture, and the printed ones as PDF.
"""

from __future__ import annotations

import itertools
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from tests.browser.chromium import ABSENT, PROGRAM, Chromium
from tests.verify_service.conftest import Running
from tests.verify_service.examples import an_id
from tests.verify_service.laboratory import a_document, found_laboratory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason=ABSENT),
]

WIDTHS = (360, 1280)
VALID, VOID, SUSPENDED, OLD, NEW, EXPIRED, REJECTED, UNKNOWN = map(an_id, range(1, 9))
INSTRUMENT = an_id(9)
LONG_NUMBER = "LX2026字第0000000000000000000000000000000000004711号"
PAGES = {
    "valid": f"/c/{VALID}",
    "void": f"/c/{VOID}",
    "suspended": f"/c/{SUSPENDED}",
    "replaced": f"/c/{OLD}",
    "supplemented": f"/c/{NEW}",
    "expired": f"/c/{EXPIRED}",
    "rejected": f"/c/{REJECTED}",
    "unknown": f"/c/{UNKNOWN}",
    "mistyped": "/c/x",
    "instrument": f"/i/{INSTRUMENT}",
    "home": "/",
    "nowhere": "/nowhere",
}
HEADLINES = {
    "valid": {
        "zh": "校准证书 T-VALID 登记状态：有效",
        "en": "Calibration certificate T-VALID is listed as valid",
        "de": "Kalibrierschein T-VALID ist als gültig eingetragen",
    },
    "expired": {
        "zh": "检定证书 T-EXPIRED 已超过有效期",
        "en": "Verification certificate T-EXPIRED is past its valid-until date",
        "de": "Eichschein T-EXPIRED: Gültigkeitsdauer abgelaufen",
    },
    "rejected": {
        "zh": "检定不合格（检定结果通知书 T-REJECTED）",
        "en": "Notice of verification result T-REJECTED: the item did NOT pass",
        "de": "Mitteilung über das Eichergebnis T-REJECTED: Eichung NICHT bestanden",
    },
    "suspended": {
        "zh": "校准证书 EX-P-2026-0231 已暂停使用",
        "en": "Calibration certificate EX-P-2026-0231 is suspended",
        "de": "Kalibrierschein EX-P-2026-0231 ist ausgesetzt",
    },
    "void": {
        "zh": "校准证书 T-VOID 已作废",
        "en": "Calibration certificate T-VOID is VOID",
        "de": "Kalibrierschein T-VOID ist UNGÜLTIG",
    },
    "unknown": {
        "zh": "本系统中没有这份证书",
        "en": "This certificate is not in this register",
        "de": "Dieses Zertifikat steht nicht in diesem Register",
    },
    "mistyped": {
        "zh": "识别码有误",
        "en": "This id cannot be right",
        "de": "Diese Kennung kann nicht stimmen",
    },
    "genuine": {
        "zh": "文件真实，证书有效",
        "en": "The file is genuine, the certificate is valid",
        "de": "Die Datei ist echt, das Zertifikat ist gültig",
    },
    "changed": {
        "zh": "该文件与登记的证书不符！",
        "en": "This file is NOT the registered certificate",
        "de": "Diese Datei ist NICHT das eingetragene Zertifikat",
    },
    "twin": {
        "zh": "该文件与登记的证书不符！",
        "en": "This file is NOT the registered certificate",
        "de": "Diese Datei ist NICHT das eingetragene Zertifikat",
    },
    "unsigned": {
        "zh": "该文件没有电子签名，来源不明",
        "en": "This file is not signed: anybody may have written it",
        "de": "Diese Datei ist nicht signiert: Jeder kann sie geschrieben haben",
    },
    "stranger": {
        "zh": "无法确认该文件的真伪",
        "en": "We cannot tell whether this file is genuine",
        "de": "Ob diese Datei echt ist, lässt sich nicht sagen",
    },
    "broken": {
        "zh": "该文件在签名后被改动",
        "en": "This file was CHANGED after it was signed",
        "de": "Diese Datei wurde nach dem Signieren VERÄNDERT",
    },
    "picture": {
        "zh": "该文件不是可读取的证书文件",
        "en": "This file cannot be read as a certificate",
        "de": "Diese Datei ist nicht als Zertifikat lesbar",
    },
    "too-large": {
        "zh": "文件太大",
        "en": "The file is too large",
        "de": "Die Datei ist zu groß",
    },
}
FILES = ("genuine", "changed", "twin", "unsigned", "stranger", "broken", "picture", "too-large")
STAMPED = ("void", "changed", "twin")


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


class Threads(ThreadingMixIn, WSGIServer):
    """One thread for each connection: a browser opens several."""

    daemon_threads = True


@dataclass(frozen=True)
class Site:
    """A running service with certificates in every state, and files to check there."""

    address: str
    folder: Path

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.xml"


def publish_everything(running: Running) -> bytes:
    """A certificate in each state; the file of the valid one."""
    genuine: bytes = running.publish(number="T-VALID", verification_id=VALID, instrument_code=INSTRUMENT)[
        "xml"
    ]
    running.publish(number="T-VOID", verification_id=VOID, instrument_code=INSTRUMENT)
    running.publish(number="EX-P-2026-0231", verification_id=SUSPENDED)
    running.publish(number=LONG_NUMBER, verification_id=OLD)
    new = running.publish(number="T-NEW", verification_id=NEW)["id"]
    supplement = running.publish(number="T-SUPPLEMENT")["id"]
    running.publish(
        number="T-EXPIRED",
        verification_id=EXPIRED,
        kind="verification",
        valid_until="2026-11-19",
        instrument_code=INSTRUMENT,
    )
    running.publish(number="T-REJECTED", verification_id=REJECTED, kind="rejection-notice")
    running.end(VOID)
    running.event(SUSPENDED, "suspend", reason="standard-out-of-tolerance")
    running.approve(running.event(OLD, "replace", by=new))
    running.event(NEW, "supplement", by=supplement)
    return genuine


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    running = Running(folder, found_laboratory())
    genuine = publish_everything(running)
    contents = {
        "genuine": genuine,
        "changed": genuine.replace(b"20.012", b"20.013"),
        "twin": running.laboratory.sign(a_document("T-VALID", verification_id=VALID, value="20.5")),
        "unsigned": a_document("T-DRAFT"),
        "stranger": found_laboratory().sign(a_document("T-STRANGER")),
        "broken": running.laboratory.sign(a_document("T-BROKEN")).replace(b"20.012", b"20.013"),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "too-large": b"<a>" + b" " * 33 * 1024 * 1024,
    }
    site = Site(address="", folder=folder)
    for name, content in contents.items():
        site.file(name).write_bytes(content)
    server = make_server("127.0.0.1", 0, running.app, server_class=Threads, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(address=f"http://127.0.0.1:{server.server_port}", folder=folder)
    server.shutdown()
    thread.join()
    server.server_close()
    running.store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium() as opened:
        yield opened


def open_page(browser: Chromium, site: Site, name: str, language: str, width: int) -> None:
    """Open a page by its name, or check the file of that name on the page of the valid certificate."""
    if name in PAGES:
        browser.open(f"{site.address}{PAGES[name]}?lang={language}", width=width)
        return
    browser.open(f"{site.address}/c/{VALID}?lang={language}", width=width, scripts=False)
    browser.choose_file("#file", site.file(name))
    browser.press(".upload button")


def keep(name: str, content: bytes) -> None:
    folder = os.environ.get("DCC_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / name).write_bytes(content)


def look(browser: Chromium, name: str) -> dict[str, Any]:
    """Measure the page, and keep a picture of it."""
    if "DCC_SCREENSHOTS" in os.environ:
        keep(f"{name}.png", browser.screenshot())
    measured: dict[str, Any] = browser.evaluate(
        """(() => {
            const h1 = document.querySelector("h1"), box = h1.getBoundingClientRect();
            const icon = document.querySelector(".verdict .icon");
            const card = document.querySelector(".verdict");
            const too_wide = [...document.querySelectorAll("body *")]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && !e.closest(".skip"))
                .map(e => e.tagName + "." + e.className);
            return {
                width: innerWidth, scroll: document.documentElement.scrollWidth, too_wide,
                headline: h1.textContent, top: box.top, bottom: box.bottom, left: box.left,
                size: parseFloat(getComputedStyle(h1).fontSize),
                icon: icon ? icon.getBoundingClientRect().width : 0,
                colour: card ? getComputedStyle(card).backgroundColor : "",
                title: document.title, language: document.documentElement.lang,
                stamp: document.querySelector(".stamp")?.textContent ?? "",
                advice: document.querySelector(".do")?.getBoundingClientRect().top ?? null,
                headings: [...document.querySelectorAll("h1, h2, h3, h4")].map(e => +e.tagName[1]),
                on_top: document.elementFromPoint(box.left + 5, box.top + 5)?.tagName,
            };
        })()"""
    )
    return measured


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["zh", "en", "de"])
@pytest.mark.parametrize("name", HEADLINES)
def test_the_verdict_is_what_one_sees_first(
    browser: Chromium, site: Site, name: str, language: str, width: int
) -> None:
    open_page(browser, site, name, language, width)
    seen = look(browser, f"{name}-{language}-{width}")
    assert seen["headline"] == HEADLINES[name][language]
    assert seen["title"].startswith(seen["headline"])
    assert seen["language"].startswith(language)
    assert seen["width"] == width
    assert seen["scroll"] == width, seen["too_wide"]
    assert seen["too_wide"] == []
    assert 0 <= seen["top"] < seen["bottom"] < 400  # in view without scrolling
    assert seen["on_top"] == "H1"
    assert seen["size"] >= 22
    assert seen["icon"] >= 40
    assert bool(seen["stamp"]) == (name in STAMPED)
    if name != "too-large":
        assert seen["advice"] < 700
    headings = seen["headings"]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(headings))


def test_each_verdict_has_a_colour_and_a_shape_of_its_own(browser: Chromium, site: Site) -> None:
    colours, shapes = set(), set()
    for name in ("valid", "suspended", "void", "unknown"):
        open_page(browser, site, name, "en", 360)
        colours.add(look(browser, f"tone-{name}")["colour"])
        shapes.add(browser.evaluate("document.querySelector('.verdict .shape').outerHTML"))
    assert len(colours) == len(shapes) == 4


CONTRAST = """(() => {
    const parse = c => c.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = e => {
        for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] > 0) return c;
        }
        return [255, 255, 255];
    };
    document.querySelectorAll("details").forEach(e => e.open = true);
    const worst = [99, ""];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let count = 0; texts.nextNode(); ++count) {
        const e = texts.currentNode.parentElement;
        if (!texts.currentNode.textContent.trim() || !e.checkVisibility()) continue;
        const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < worst[0]) { worst[0] = ratio; worst[1] = e.tagName + " " + e.textContent.trim(); }
    }
    return worst;
})()"""


@pytest.mark.parametrize("name", [*PAGES, *FILES])
def test_all_text_has_enough_contrast(browser: Chromium, site: Site, name: str) -> None:
    open_page(browser, site, name, "en", 1280)
    ratio, text = browser.evaluate(CONTRAST)
    assert 4.5 <= ratio < 99, text


@pytest.mark.parametrize("width", [320, *WIDTHS])
@pytest.mark.parametrize("name", [*PAGES, "changed"])
def test_no_page_is_wider_than_its_window(browser: Chromium, site: Site, name: str, width: int) -> None:
    open_page(browser, site, name, "de", width)
    browser.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    seen = look(browser, f"open-{name}-de-{width}")
    assert seen["scroll"] == width, seen["too_wide"]


FOCUSED = """(() => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
    return e === document.body ? null : {
        what: e.tagName + " " + (e.id || e.textContent.trim()),
        outline: style.outlineStyle, width: parseFloat(style.outlineWidth),
        seen: box.right > 0 && box.bottom > 0 && box.width > 0,
    };
})()"""


@pytest.mark.parametrize("name", ["home", "valid", "changed"])
def test_the_keyboard_reaches_everything_and_one_sees_where_it_is(
    browser: Chromium, site: Site, name: str
) -> None:
    open_page(browser, site, name, "en", 360)
    usable = browser.evaluate(
        "[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]"
        ".filter(e => e.checkVisibility()).length"
    )
    reached = []
    for _ in range(usable):
        browser.press_tab()
        focused = browser.evaluate(FOCUSED)
        assert focused, reached
        assert (focused["outline"], focused["width"], focused["seen"]) == ("solid", 3, True), focused
        reached.append(focused["what"])
    assert len(set(reached)) > 5


@pytest.mark.parametrize("name", ["valid", "void", "instrument", "changed", "unknown"])
def test_in_forced_colours_the_verdict_keeps_its_frame_and_its_shape(
    browser: Chromium, site: Site, name: str
) -> None:
    browser.imitate(forced_colors="active")
    try:
        open_page(browser, site, name, "zh", 360)
        look(browser, f"forced-{name}-360")
        frame, shape, sign = browser.evaluate(
            """(() => {
                const style = selector => getComputedStyle(document.querySelector(selector));
                const card = style(".verdict, .list > li");
                const frame = card.borderTopStyle + card.borderTopWidth;
                return [frame, style(".shape").fill, style(".sign").stroke];
            })()"""
        )
    finally:
        browser.imitate()
    assert frame == "solid2px"
    assert shape != sign


@pytest.mark.parametrize("name", ["valid", "void", "expired", "changed", "genuine", "unknown"])
def test_a_printed_page_says_what_when_and_where_and_leaves_the_forms_out(
    browser: Chromium, site: Site, name: str
) -> None:
    open_page(browser, site, name, "de", 1280)
    printed = browser.print_to_pdf()
    keep(f"print-{name}.pdf", printed)
    assert printed.startswith(b"%PDF-")
    if name in PAGES:
        assert len(re.findall(rb"/Type /Page\b", printed)) == 1
    browser.imitate(medium="print")
    try:
        look(browser, f"print-{name}-de")
        text = browser.evaluate("document.body.innerText")
        forms = browser.evaluate(
            "[...document.querySelectorAll('form')].filter(e => e.checkVisibility()).length"
        )
    finally:
        browser.imitate()
    assert HEADLINES[name]["de"] in text
    assert "2026-11-20T12:00:00Z" in text
    address = f"https://verify.example.org/c/{UNKNOWN if name == 'unknown' else VALID}"
    assert name in ("void", "expired") or address in text
    assert forms == 0
    assert ("SHA-256" in text) == (name in ("changed", "genuine"))
