"""Say what of the plan is done today and what comes next; imported where there is a plan."""

from __future__ import annotations

from textual.content import Content

from spasmtui.home.blocks import KEY, OFF_WEEK, Block, Writer, clickable, cut
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.text_wrap import cell_width
from spasmtui.ui.diary_summary import DiarySummary, NextPractice, PlanSummary

ALL_DONE = "nothing more is due today"


def plan_block(summary: DiarySummary, write: Writer) -> Block:
    """Return today's part of the plan, with the keys that open the plan, start what is next, and say not tonight."""
    plan = summary.plan or PlanSummary()
    label = "Your plan" if plan.notice else "Today"
    is_off = summary.bedtime.trial_week == "off" and plan.has_bedtime and not plan.planned
    head = plan.notice or (OFF_WEEK if is_off else _done_words(plan))
    lines = write.row(label, head, "{t:home.plan}", "app.plan")
    following = plan.following
    if following is None:
        return Block(tuple(lines), rank=2)
    words = Content(_next_words(following, write.room))
    if not (plan.has_bedtime and summary.can_decline is not None):
        return Block((*lines, *write.row("", words, "{s:home.next}", "start_next")), rank=2)
    decline = clickable(Content.assemble((with_keys("{n:home.decline}"), KEY), " not tonight"), "decline")
    beside = Content.assemble(words, "   ", decline)
    if beside.cell_length <= write.room:
        return Block((*lines, *write.row("", beside, "{s:home.next}", "start_next")), rank=2)
    return Block((*lines, *write.row("", words, "{s:home.next}", "start_next"), *write.more(decline)), rank=2)


def _done_words(plan: PlanSummary) -> str:
    if not plan.planned:
        return ALL_DONE
    done = f"{plan.done} of {plan.planned} done"
    return done if plan.following is not None or plan.done == plan.planned else f"{done}, {ALL_DONE}"


def _next_words(following: NextPractice, room: int) -> str:
    """Return what is next: with its time, side and sets as far as they have room."""
    at = f", at {following.at}" if following.at else ""
    words = f", {following.words}" if following.words else ""
    for text in (
        f"Next: {following.title}{words}{at}",
        f"Next: {following.title}{at}",
        f"{following.title}{at}",
        following.title,
    ):
        if cell_width(text) <= room:
            return text
    return cut(following.title, room)
