"""Format insights as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.episodes.insights.analysis import PERIOD_NIGHTS
from spasmtui.episodes.insights.text import format_comparison, pending_lines

if TYPE_CHECKING:
    from spasmtui.episodes.insights.analysis import Insights, Period
    from spasmtui.episodes.insights.statistics import Share


def insights_document(insights: Insights) -> dict[str, Any]:
    """Return all insights as one JSON object; `null` means not recorded."""
    return {
        "nights": {
            "calendar": len(insights.rows),
            **_share(insights.affected),
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
        },
        "tried": [
            {
                **({"routine": each.routine} if each.remedy is None else {"remedy": each.remedy}),
                "episodes": each.episodes,
                "helped": {"count": each.helped.count, "recorded": each.helped.total, "interval": each.helped.interval},
                "median_min": each.minutes,
                "durations_recorded": each.minutes_recorded,
            }
            for each in insights.tried
        ],
        "triggers": {"recorded": insights.triggers_recorded, "words": dict(insights.triggers)},
        "bedtime": insights.bedtime and {"before": _period(insights.bedtime[0]), "after": _period(insights.bedtime[1])},
        "comparisons": [
            {
                "about": each.about,
                "name": each.name,
                "with": _share(each.one),
                "without": _share(each.other),
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


def _share(share: Share) -> dict[str, Any]:
    return {"affected": share.count, "recorded": share.total, "share": share.value, "interval": share.interval}


def _period(period: Period) -> dict[str, Any]:
    return {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "episodes": period.episodes,
        "per_week": round(period.per_week, 2),
        "nights": _share(period.affected),
    }
