"""Values unlike a district's earlier ones: the modified z-score of Iglewicz and Hoaglin, the value itself left out."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean, median

from monitoring.rules import OUTLIER_MINIMUM_VALUES, OUTLIER_SCORE

MEDIAN_SCALE = 0.6745
MEAN_SCALE = 1.253314

Value = int | float


def is_outlier(value: Value, earlier: Sequence[Value]) -> bool:
    """Tell whether `value` is far from the `earlier` ones, which are sorted. Never with too few of them."""
    count = len(earlier)
    if count < OUTLIER_MINIMUM_VALUES:
        return False
    half = count // 2
    middle = earlier[half] if count % 2 else (earlier[half - 1] + earlier[half]) / 2
    off = abs(value - middle)
    # With half of the values at least so far away, the median deviation is too, and the score cannot be reached.
    near = off * MEDIAN_SCALE / OUTLIER_SCORE
    inside = bisect_left(earlier, middle + near) - bisect_right(earlier, middle - near)
    return inside > (count - 1) // 2 and _score(off, middle, earlier)


def _score(off: Value, middle: Value, earlier: Sequence[Value]) -> bool:
    deviations = [abs(each - middle) for each in earlier]
    if spread := median(deviations):
        return MEDIAN_SCALE * off / spread > OUTLIER_SCORE
    if spread := fmean(deviations):
        return off / (MEAN_SCALE * spread) > OUTLIER_SCORE
    return off > 1


def outliers(values: Iterable[Value], *, since: int = 0) -> Iterator[int]:
    """Yield the places, from `since` on, of values that are outliers among those before them."""
    earlier: list[Value] = []
    for at, value in enumerate(values):
        if at >= since and is_outlier(value, earlier):
            yield at
        insort(earlier, value)
