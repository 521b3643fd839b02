"""Give a list of routines the keys that make and change them."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from spasmtui.relief.routines.model import Routine
from spasmtui.ui.messages import EditRoutine
from spasmtui.ui.option_list import SafeOptionList


class EditableRoutines(SafeOptionList):
    """A list whose chosen routine can be copied or changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy_routine", "copy", tooltip="Copy it to a routine of your own, and change it", id="own.copy"),
        Binding("e", "edit_routine", "change", tooltip="Change it; a shipped one as a copy", id="own.edit"),
        Binding("p", "app.plan", "plan", show=False, tooltip="The plan: today, and its weeks", id="relief.list.plan"),
        Binding("n", "new_routine", "new", tooltip="Make a routine of your own", id="own.new"),
    ]

    @property
    def highlighted_routine(self) -> Routine | None:
        """The routine under the cursor; None where there is none."""
        return None

    def action_copy_routine(self) -> None:
        """Ask for a copy of the chosen routine."""
        self._edit(copies=True)

    def action_edit_routine(self) -> None:
        """Ask for the chosen routine, to change it."""
        self._edit(copies=False)

    def _edit(self, *, copies: bool) -> None:
        if (routine := self.highlighted_routine) is not None:
            self.post_message(EditRoutine(routine.id, copies=copies))

    def action_new_routine(self) -> None:
        """Ask for a new routine at the place of the chosen one."""
        routine = self.highlighted_routine
        self.post_message(EditRoutine(place=(routine.place or "") if routine is not None else ""))
