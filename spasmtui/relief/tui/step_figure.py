"""Read the figure that a step shows, and the side of the body that it is for."""

from pathlib import Path

from spasmtui.errors import SpasmError
from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.figures.model import Figure
from spasmtui.relief.figures.motion import eased
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.timeline import figure_segment, figure_side


def read_step_figure(folder: Path, session: Session) -> tuple[Figure | None, str | None]:
    """Return the figure of the present step and its side; a step without one shows the way back from the one before.

    Args:
        folder: the folder of the drawings; one that cannot be read is left out, since a drawing is never needed.
        session: the running session.
    """
    segment = figure_segment(session.plan, session.step_index)
    if segment is None or segment.figure is None:
        return None, None
    try:
        figure = read_figure(folder, segment.figure)
    except SpasmError:
        return None, None
    side = figure_side(session.plan, session.step_index)
    return (figure if session.segment.figure else eased(figure)), side
