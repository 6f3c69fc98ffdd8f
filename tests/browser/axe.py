"""axe-core judges a screen: nothing serious may be found, in light and in dark."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
_SERIOUS = ("serious", "critical")
_RUN = """async only => {
  // What a new scheme changes is there after a frame.
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const options = {resultTypes: ["violations"], ...(only ? {runOnly: [only]} : {})};
  return (await axe.run(document, options)).violations;
}"""


@dataclass(frozen=True)
class Judge:
    """axe-core, read from its file."""

    source: str

    async def __call__(self, page: Page, screen: str) -> list[str]:
        """Return what axe finds serious on a screen that stands in light: where, and what."""
        await page.evaluate(self.source)
        found = await page.evaluate(_RUN, None)
        await page.emulate_media(color_scheme="dark")
        # Nothing but colours changes with the scheme.
        found += await page.evaluate(_RUN, "color-contrast")
        await page.emulate_media(color_scheme="light")
        return [_said(screen, one) for one in found if one["impact"] in _SERIOUS]


def _said(screen: str, violation: dict[str, Any]) -> str:
    nodes = [f"{node['target']} {node['failureSummary']}" for node in violation["nodes"][:3]]
    return f"{screen}: {violation['id']}: {' | '.join(nodes)}"
