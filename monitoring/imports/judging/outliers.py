"""Values unlike a district's earlier ones: the modified z-score of Iglewicz and Hoaglin."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from statistics import fmean, median

from monitoring.rules import OUTLIER_MINIMUM_VALUES, OUTLIER_SCORE

MEDIAN_SCALE = 0.6745
MEAN_SCALE = 1.253314

SAFE_SCORE = 0.999 * OUTLIER_SCORE / MEDIAN_SCALE
"""So many median deviations from the middle nothing is an outlier, however the arithmetic rounds."""

Value = int | float


def is_outlier(value: Value, earlier: Sequence[Value]) -> bool:
    """Tell whether `value` is far from the `earlier` ones, itself left out. Never with too few of them."""
    if len(earlier) < OUTLIER_MINIMUM_VALUES:
        return False
    middle = median(earlier)
    off = abs(value - middle)
    deviations = [abs(each - middle) for each in earlier]
    if spread := median(deviations):
        return MEDIAN_SCALE * off / spread > OUTLIER_SCORE
    if spread := fmean(deviations):
        return off / (MEAN_SCALE * spread) > OUTLIER_SCORE
    return off > 1


def outliers(values: Sequence[Value]) -> Iterator[int]:
    """Yield the places of values that are outliers among those before them."""
    if values and values.count(values[0]) == len(values):
        return
    earlier = sorted(values[:OUTLIER_MINIMUM_VALUES])
    low, high, until = 0.0, 0.0, 0
    for count, value in enumerate(values[OUTLIER_MINIMUM_VALUES:], OUTLIER_MINIMUM_VALUES):
        if count >= until:
            more = count // 8
            low, high = safe_range(earlier, more)
            until = count + more + 1
        if not low < value < high and not _is_among(value, earlier, count) and is_outlier(value, earlier):
            yield count
        insort(earlier, value)


def safe_range(earlier: Sequence[Value], more: int) -> tuple[float, float]:
    """Return a range in which nothing is an outlier among the sorted `earlier` and up to `more` others.

    Wherever the others lie, the middle lies between two of the earlier values. So many of those are at least
    `spread` away from it, on either side, that the median deviation is not smaller. The range may be empty.
    """
    count = len(earlier)
    within = (count + more - 1) // 2 - more
    first_middle, last_middle = earlier[within], earlier[(count + more) // 2]
    left = (count - within - 2) // 2
    spread = min(first_middle - earlier[left], earlier[left + within + 1] - last_middle)
    return last_middle - SAFE_SCORE * spread, first_middle + SAFE_SCORE * spread


def _is_among(value: Value, earlier: Sequence[Value], count: int) -> bool:
    """Tell cheaply that a value is no outlier: half of the sorted `earlier` ones are far from the middle.

    Then their median deviation is large enough, and the score cannot be reached. False tells nothing.
    """
    half, quarter = count // 2, count // 4
    middle = earlier[half] if count % 2 else (earlier[half - 1] + earlier[half]) / 2
    near = abs(value - middle) * MEDIAN_SCALE / OUTLIER_SCORE
    low, high = middle - near, middle + near
    if near == 0 or (earlier[quarter] <= low and high <= earlier[-1 - quarter]):
        return True
    return bisect_left(earlier, high) - bisect_right(earlier, low) <= (count - 1) // 2
