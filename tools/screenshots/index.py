"""Write the page that shows all pictures."""

from tools.screenshots.scenes import SCENES, Scene

HEAD = """# What it looks like

Made by `make screenshots` from a made-up diary, with a clock that stands still. Every screen is shown in windows of
80 by 24 and of 120 by 40 characters, in the dark, the light and the night theme.

![A night with spasmtui: the cramp, what to do, it is gone, the morning, the sheet](loop.svg)
"""

PAPER = """
## The sheet on paper

![The sheet for an appointment, printed](sheet-page.png)
"""

FIGURES = """
## The figures

The pose that is held, for the right side; the left is mirrored. The muscle that works or lets go is lit.

![All figures of the routines, as they are drawn in a terminal](figures.png)
"""


def write_index() -> str:
    """Return the page as Markdown."""
    return HEAD + "".join(_part(scene) for scene in SCENES) + PAPER + FIGURES


def _part(scene: Scene) -> str:
    def cell(size: str, theme: str) -> str:
        return f"![{scene.says}; {theme} theme, {size.replace('x', ' by ')}]({scene.id}-{size}-{theme}.svg)"

    return (
        f"\n## {scene.says}\n\n{cell('80x24', 'dark')}\n\n{cell('120x40', 'dark')}\n\n"
        "<details><summary>light and night</summary>\n\n"
        + "\n\n".join(cell(size, theme) for theme in ("light", "night") for size in ("80x24", "120x40"))
        + "\n\n</details>\n"
    )
