"""Say of every key of the program what a second press of it, or its repetition while it is held, may do.

The keys are named by the ids of their bindings, so that an action keeps its class when a person gives it another key. A
`#` stands for a number.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding


class KeyClass(Enum):
    """The effects that a key may have when it comes again before it has surely been released."""

    MOVING = """
        favourites.down favourites.up page.down page.up page.pagedown page.pageup
        drink.down drink.up drink.right drink.left
        conflict.next conflict.before conflict.down conflict.up day.before day.after form.next form.before
        card.next card.before card.down card.up card.page-down card.page-up
        insights.down insights.up insights.left insights.right insights.page-down insights.page-up
        trial.down trial.up trial.older trial.newer trial.page-down trial.page-up
        report.down report.up report.right report.left report.page-down report.page-up
        list.down list.up list.page-down list.page-up list.first list.last
        outline.down outline.up guide.list.down guide.list.up guide.words.next guide.words.before
        checkup.down checkup.up checkup.page-down checkup.page-up
        figures.right figures.left figures.down figures.up figures.pagedown figures.pageup editor.up editor.down
        relief.longer relief.shorter bodymap.up bodymap.down bodymap.left bodymap.right
        plan.down plan.up plan.older plan.newer choose.down choose.up
        relief.list.down relief.list.up rows.less rows.more rows.down rows.up keyhelp.down keyhelp.up
        palette.down palette.up palette.page-down palette.page-up
        reader.down reader.up reader.next reader.back reader.top reader.end reader.link reader.last_link
        reader.hit reader.last_hit
        reminders.down reminders.up remind.down remind.up remind.page-down remind.page-up
    """
    """It moves a cursor or a page, or turns a value: a held key repeats it while it stays where it was pressed."""

    STEPPING = """
        relief.next relief.back urgent.no urgent.up bodymap.digit_# log.order report.period report.pages
    """
    """It shows the next of several: taps repeat it where it was pressed, a held key does not."""

    HARMLESS = """
        go.home go.relief go.log go.guide go.drink
        app.urgent app.palette app.settings app.search app.undo app.redo app.back app.leave app.redraw app.keys
        page.back page.copy favourites.back
        drink.type drink.steps drink.warnings drink.copy drink.buy drink.label drink.favourites drink.read
        typing.enter typing.escape conflict.back conflict.undo day.back
        form.type form.map form.back form.keep form.as-it-was note.done import.read_on import.back
        trial.new trial.back trialstart.read_on trialstart.back insights.trial
        card.back insights.numbers insights.method insights.open insights.back night.edit night.choose night.back
        notice.read notice.back report.omit report.back report.questions
        questions.back questions.edit questions.new
        log.filtered log.unfilter log.new log.edit log.day log.filter log.insights log.report log.choose list.open
        guide.search guide.search_all guide.back guide.outline guide.list guide.list.open guide.list.into guide.find
        guide.words.down guide.words.open guide.words.stay outline.back checkup.back
        urgent.yes urgent.enter urgent.more urgent.back urgent.#
        plan.done plan.rate plan.new plan.edit plan.end plan.remind plan.back item.back choose.back relief.list.plan
        practice.clear practice.back home.plan home.log home.night home.ended home.insights home.sheet home.read
        home.choose figures.take figures.back own.copy own.edit own.new editor.undo editor.back
        step.back step.words step.figure
        interrupted.later relief.list.map relief.list.all newkey.back keylist.back keylist.find settings.back
        bodymapdialog.back bodymap.choose bodymap.turn rows.open rows.enter confirm.no text.leave keyhelp.back
        leaving.stay palette.back log.filtered.down reader.follow reader.letters reader.letter
        reminders.new reminders.back remind.back unlock.open unlock.later
    """
    """It opens, closes or shows something, types, or takes back: each press counts, on whatever screen it comes."""

    ANSWERING = """
        conflict.choose editor.add editor.double editor.remove relief.how.# relief.how.skip
        relief.how.next relief.how.back
    """
    """It answers the next of several questions of one screen, as do the keys that a widget takes without a binding,
    such as the digits of a form: each press counts, but none on a screen, or in a phase, that one before has opened."""

    GUARDED = """
        favourites.keep favourites.forget drink.reset form.clear form.save import.take night.delete report.save
        trial.end trialstart.agree home.next plan.handout
        log.delete guide.start guide.mark home.start home.free home.bedtime home.mistake home.decline morning.back
        editor.save editor.repeat editor.delete plan.start plan.skip plan.go-on plan.leave-ended item.save practice.save
        interrupted.resume interrupted.then interrupted.unknown interrupted.practice relief.list.start
        relief.gone relief.done relief.stop relief.worse relief.hurts relief.help relief.pause relief.yes relief.no
        relief.finish relief.finish.practice relief.skip relief.discard relief.version relief.swap relief.exchange
        relief.leave relief.leave.practice relief.mute relief.breathe relief.pain.#
        relief.helped.no relief.helped.some relief.helped.most relief.helped.gone relief.to_list relief.again
        relief.move relief.resume relief.settle.then relief.settle.unknown
        relief.settle.practice relief.another
        keylist.reset keylist.all settings.reset confirm.yes palette.do leaving.now questions.remove
        reminders.remove remind.install
    """
    """It starts, stores, deletes or ends something, or switches it on and off: it counts once until it was released."""


_CLASS_OF = {name: each for each in KeyClass for name in each.value.split()}
_FRAMEWORK_MOVES = re.compile(r"(cursor|page|scroll|delete)_\w+|first$|last$")
"""Actions of Textual's own lists and lines, whose bindings have no id."""


def class_of(binding: Binding) -> KeyClass:
    """Return the class of a key by its binding."""
    name = binding.id or ""
    found = _CLASS_OF.get(name) or _CLASS_OF.get(f"{name.rstrip('0123456789')}#")
    return found or (KeyClass.MOVING if _FRAMEWORK_MOVES.match(binding.action) else KeyClass.ANSWERING)
