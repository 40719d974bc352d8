"""The pages that ``dcc show`` makes of the samples. ``python -m tests.render.goldens`` writes them anew; look
at them before committing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dcc.render.terminal import show
from dcc.xml.reading import read

PROJECT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A sample, shown to a reader of some language."""

    sample: str
    language: str

    @property
    def name(self) -> str:
        return f"show-{self.sample}-{self.language}"

    @property
    def golden(self) -> Path:
        return PROJECT / "tests" / "golden" / f"{self.name}.txt"


STORIES = (
    Story(sample="platinum-resistance-thermometer", language="zh"),
    Story(sample="pressure-gauge", language="en"),
    Story(sample="fuel-dispenser-rejected", language="zh"),
    Story(sample="weights-e2", language="en"),
)


def page(story: Story) -> str:
    """What ``dcc show`` prints of the sample today."""
    document = PROJECT / "samples" / story.sample / "certificate.xml"
    return show(read(document.read_bytes()), languages=(story.language,))


if __name__ == "__main__":
    for story in STORIES:
        story.golden.write_text(page(story), "utf-8")
