"""The pages in a real browser: what a person sees first, at the width of a telephone and of a desk."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from tests.browser.chromium import ABSENT, PROGRAM, Chromium
from tests.verify_service.conftest import Running
from tests.verify_service.examples import an_id
from tests.verify_service.laboratory import found_laboratory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(PROGRAM is None, reason=ABSENT),
]

WIDTHS = (360, 1280)
VALID, VOID, SUSPENDED, OLD, NEW, UNKNOWN = map(an_id, range(1, 7))
LONG_NUMBER = "LX2026字第0000000000000000000000000000000000004711号"
HEADLINES = {
    (VALID, "zh"): "登记系统中证书 T-VALID 为有效状态",
    (VALID, "en"): "The register lists certificate T-VALID as valid",
    (VALID, "de"): "Im Register steht Schein T-VALID als gültig",
    (VOID, "zh"): "证书 T-VOID 已作废",
    (VOID, "en"): "Certificate T-VOID is VOID",
    (VOID, "de"): "Schein T-VOID ist UNGÜLTIG",
    (UNKNOWN, "zh"): "本登记系统中没有这份证书",
    (UNKNOWN, "en"): "This certificate is not in this register",
    (UNKNOWN, "de"): "Dieser Schein steht nicht in diesem Register",
}


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


class Threads(ThreadingMixIn, WSGIServer):
    """One thread for each connection: a browser opens several."""

    daemon_threads = True


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A service with a certificate in each state, and the file of the valid one."""
    folder = tmp_path_factory.mktemp("site")
    running = Running(folder, found_laboratory())
    published = running.publish(number="T-VALID", verification_id=VALID, instrument_code=an_id(7))
    (folder / "certificate.xml").write_bytes(published["xml"])
    running.publish(number="T-VOID", verification_id=VOID, instrument_code=an_id(7))
    running.publish(number="T-SUSPENDED", verification_id=SUSPENDED)
    running.publish(number=LONG_NUMBER, verification_id=OLD)
    running.publish(number="T-NEW", verification_id=NEW)
    running.end(VOID)
    running.event(SUSPENDED, "suspend", reason="standard-out-of-tolerance")
    running.approve(running.event(OLD, "replace", by=NEW))
    server = make_server("127.0.0.1", 0, running.app, server_class=Threads, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    thread.join()
    server.server_close()
    running.store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium() as opened:
        yield opened


def look(browser: Chromium, name: str) -> dict[str, Any]:
    """Measure the page, and keep a picture of it where DCC_SCREENSHOTS names a folder."""
    folder = os.environ.get("DCC_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.png").write_bytes(browser.screenshot())
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
                on_top: document.elementFromPoint(box.left + 5, box.top + 5)?.tagName,
            };
        })()"""
    )
    return measured


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("identifier", "language"), HEADLINES)
def test_the_verdict_is_what_one_sees_first(
    browser: Chromium, site: tuple[str, Path], identifier: str, language: str, width: int
) -> None:
    address, _ = site
    browser.open(f"{address}/c/{identifier}?lang={language}", width=width)
    kind = {VALID: "valid", VOID: "void", UNKNOWN: "unknown"}[identifier]
    seen = look(browser, f"{kind}-{language}-{width}")
    assert seen["headline"] == HEADLINES[identifier, language]
    assert seen["title"].startswith(seen["headline"])
    assert seen["language"].startswith(language)
    assert seen["width"] == width
    assert seen["scroll"] == width, seen["too_wide"]
    assert seen["too_wide"] == []
    assert 0 <= seen["top"] < seen["bottom"] < 400  # in view without scrolling
    assert seen["on_top"] == "H1"
    assert seen["size"] >= 22
    assert seen["icon"] >= 40
    assert bool(seen["stamp"]) == (identifier == VOID)


def test_each_verdict_has_a_colour_and_a_shape_of_its_own(browser: Chromium, site: tuple[str, Path]) -> None:
    address, _ = site
    colours, shapes = set(), set()
    for identifier in (VALID, VOID, SUSPENDED, UNKNOWN):
        browser.open(f"{address}/c/{identifier}", width=360)
        colours.add(look(browser, f"tone-{identifier[-1]}")["colour"])
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
    const worst = [99, ""];
    for (const e of document.querySelectorAll("h1, h2, p, li, dt, dd, a, label, button, summary, strong")) {
        if (!e.textContent.trim()) continue;
        const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < worst[0]) { worst[0] = ratio; worst[1] = e.tagName + " " + e.textContent.trim(); }
    }
    return worst;
})()"""


@pytest.mark.parametrize("identifier", [VALID, VOID, SUSPENDED, OLD, UNKNOWN])
def test_all_text_has_enough_contrast(browser: Chromium, site: tuple[str, Path], identifier: str) -> None:
    address, _ = site
    browser.open(f"{address}/c/{identifier}", width=1280)
    ratio, text = browser.evaluate(CONTRAST)
    assert ratio >= 4.5, text


@pytest.mark.parametrize("width", [320, *WIDTHS])
@pytest.mark.parametrize(
    "path", ["/", f"/c/{OLD}?lang=de", f"/c/{SUSPENDED}?lang=zh", f"/i/{an_id(7)}", "/c/x", "/nowhere"]
)
def test_no_page_is_wider_than_its_window(
    browser: Chromium, site: tuple[str, Path], path: str, width: int
) -> None:
    address, _ = site
    browser.open(address + path, width=width)
    seen = look(browser, f"page{path.replace('/', '_').partition('?')[0]}-{width}")
    assert seen["scroll"] == width, seen["too_wide"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_file_is_checked_without_javascript(browser: Chromium, site: tuple[str, Path], width: int) -> None:
    address, folder = site
    browser.open(f"{address}/c/{VALID}?lang=zh", width=width, scripts=False)
    browser.choose_file("#file", folder / "certificate.xml")
    browser.press(".upload button")
    seen = look(browser, f"file-{width}")
    assert seen["headline"] == "此文件真实，证书有效"
    assert seen["scroll"] == width
