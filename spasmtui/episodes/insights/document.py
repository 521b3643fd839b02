"""Format insights as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.episodes.insights.analysis import PERIOD_NIGHTS
from spasmtui.episodes.insights.outcomes import median_of_scores
from spasmtui.episodes.insights.sentences import place_sentence
from spasmtui.episodes.insights.text import format_comparison, pending_lines
from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.shared.outcomes.eased import EasedShare, eased_share

if TYPE_CHECKING:
    from spasmtui.episodes.insights.analysis import Insights, Period
    from spasmtui.episodes.insights.statistics import Share


def insights_document(insights: Insights, names: Names = SHIPPED) -> dict[str, Any]:
    """Return all insights as one JSON object; `null` means not recorded."""
    return {
        "nights": {
            "calendar": len(insights.rows),
            **_affected(insights.affected),
            "not_recorded": insights.unrecorded,
            "only_by_day": insights.only_by_day,
            "unsaid": insights.undecided,
        },
        "episodes": insights.episodes,
        "last_weeks": _period(insights.recent),
        "weeks_before": insights.before and _period(insights.before),
        "period_nights": PERIOD_NIGHTS,
        "hours": list(insights.hours),
        "places": [{"place": place, "side": side, "episodes": count} for place, side, count in insights.places],
        "durations": {
            "median_min": insights.minutes,
            "longest_min": insights.longest_minutes,
            "recorded": insights.minutes_recorded,
            "lengths": [{"range": name, "episodes": count} for name, count in insights.lengths],
        },
        "pain": {
            "worst": _scores(insights.pain.worst),
            "after": _scores(insights.pain.after),
            "both": {
                **_medians(insights.pain.both),
                "recorded": insights.pain.both_recorded,
                "lower_after": insights.pain.eased,
            },
        },
        "tried": [
            {
                **({"routine": each.routine} if each.remedy is None else {"remedy": each.remedy}),
                "episodes": each.episodes,
                "helped": {"count": each.helped.count, **_share(each.helped)},
                "gone_or_most": {"count": each.eased.count, **_share(each.eased)},
                "median_min": each.minutes,
                "durations_recorded": each.minutes_recorded,
                "pain": {**_medians(each.pain), "recorded": each.pain_recorded},
            }
            for each in insights.tried
        ],
        "tried_at": [
            {
                "place": each.place,
                **({"routine": each.routine} if each.remedy is None else {"remedy": each.remedy}),
                "recorded": each.recorded,
                "gone_or_most": each.eased,
                **_percent(eased_share(each.eased, each.recorded)),
                "text": place_sentence(each, names),
            }
            for each in insights.tried_at
        ],
        "triggers": {"recorded": insights.triggers.recorded, "words": dict(insights.triggers.words)},
        "bedtime": insights.bedtime and {"before": _period(insights.bedtime[0]), "after": _period(insights.bedtime[1])},
        "trial_until": insights.trial_until and insights.trial_until.isoformat(),
        "comparisons": [
            {
                "about": each.about,
                "name": each.name,
                "with": _affected(each.one),
                "without": _affected(each.other),
                "difference": each.difference,
                "chance": each.p_value,
                "adjusted": each.adjusted_p_value,
                "is_finding": each.is_finding,
                "text": format_comparison(each),
            }
            for each in insights.comparisons
        ],
        "not_yet": pending_lines(insights),
    }  # fmt: skip


def _percent(share: EasedShare | None) -> dict[str, Any]:
    return {"percent": share and share.percent, "interval": share and [share.low, share.high]}


def _affected(share: Share) -> dict[str, Any]:
    return {"affected": share.count, **_share(share)}


def _share(share: Share) -> dict[str, Any]:
    return {"recorded": share.total, "share": share.value, "interval": share.interval}


def _scores(counts: tuple[int, ...]) -> dict[str, Any]:
    return {"median": median_of_scores(counts), "recorded": sum(counts), "by_score": list(counts)}


def _medians(pair: tuple[float, float] | None) -> dict[str, Any]:
    worst, after = pair or (None, None)
    return {"worst": worst, "after": after}


def _period(period: Period) -> dict[str, Any]:
    return {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "episodes": period.episodes,
        "per_week": period.per_week,
        "nights": _affected(period.affected),
    }
