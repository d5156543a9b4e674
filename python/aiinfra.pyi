from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from os import PathLike
from typing import Any, Literal, Protocol, TypeAlias, final

from typing_extensions import Buffer

__all__ = ["Market", "batch", "project"]

_Number: TypeAlias = float | Decimal | str
_Year: TypeAlias = int | str
_ByYear: TypeAlias = Mapping[int, _Number] | Mapping[str, _Number] | Mapping[_Year, _Number]
_Interval: TypeAlias = _Number | Sequence[_Number]
_Unit: TypeAlias = Literal["million", "mn", "m", "billion", "bn", "b", "trillion", "tn", "t"]
_Columns: TypeAlias = dict[str, list[Any]]

class _Array(Protocol):
    def __array__(self) -> Any: ...

@final
class Market:
    @staticmethod
    def embedded() -> Market: ...
    @staticmethod
    def from_toml(source: str | PathLike[str]) -> Market: ...
    @property
    def name(self) -> str: ...
    @property
    def publisher(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def unit(self) -> str: ...
    def forecast(
        self,
        *,
        year: _Year | Iterable[_Year] | None = None,
        from_: _Year | None = None,
        to: _Year | None = None,
        unit: _Unit | None = None,
        decimal: bool = False,
        cagr: _Number | None = None,
        base: _Number | None = None,
        actual: _ByYear | None = None,
        target: _Number | _ByYear | None = None,
        growth: _ByYear | None = None,
        shape: str | None = None,
        extend: _Year | None = None,
        follow: Literal["sizes", "cagr"] = "sizes",
        keep: Literal["growth", "end"] = "growth",
    ) -> _Columns: ...
    def segments(
        self,
        dimension: str | None = None,
        *,
        year: _Year | Iterable[_Year] | None = None,
        from_: _Year | None = None,
        to: _Year | None = None,
        unit: _Unit | None = None,
        decimal: bool = False,
        segment_cagr: Mapping[str, _Number] | Literal["published"] | None = None,
        segment_share: Mapping[str, _Number] | None = None,
        total: Literal["fixed", "sum"] = "fixed",
        normalize: bool = False,
        cagr: _Number | None = None,
        base: _Number | None = None,
        actual: _ByYear | None = None,
        target: _Number | _ByYear | None = None,
        growth: _ByYear | None = None,
        shape: str | None = None,
        extend: _Year | None = None,
        follow: Literal["sizes", "cagr"] = "sizes",
        keep: Literal["growth", "end"] = "growth",
    ) -> _Columns: ...
    def compare(
        self,
        scenarios: Mapping[str, _Number | Mapping[str, Any]],
        *,
        year: _Year | Iterable[_Year] | None = None,
        from_: _Year | None = None,
        to: _Year | None = None,
        unit: _Unit | None = None,
        decimal: bool = False,
        cagr: _Number | None = None,
        base: _Number | None = None,
        actual: _ByYear | None = None,
        target: _Number | _ByYear | None = None,
        growth: _ByYear | None = None,
        shape: str | None = None,
        extend: _Year | None = None,
        follow: Literal["sizes", "cagr"] = "sizes",
        keep: Literal["growth", "end"] = "growth",
    ) -> _Columns: ...
    def check(self) -> _Columns: ...
    def range(
        self,
        *,
        year: _Year | Iterable[_Year] | None = None,
        from_: _Year | None = None,
        to: _Year | None = None,
        unit: _Unit | None = None,
        decimal: bool = False,
        base: _Interval | None = None,
        cagr: _Interval | None = None,
        within: _Number = 90,
        quantiles: Iterable[_Number] = (5, 25, 50, 75, 95),
        reach: _Number | None = None,
        independent_years: bool = False,
        correlation: _Number | None = None,
        actual: _ByYear | None = None,
        target: _Number | _ByYear | None = None,
        growth: _ByYear | None = None,
        shape: str | None = None,
        extend: _Year | None = None,
        follow: Literal["sizes", "cagr"] = "sizes",
        keep: Literal["growth", "end"] = "growth",
    ) -> _Columns: ...
    def consensus(
        self,
        others: Sequence[Market],
        *,
        year: _Year | Iterable[_Year] | None = None,
        from_: _Year | None = None,
        to: _Year | None = None,
        unit: _Unit | None = None,
        decimal: bool = False,
        editions: Literal["latest", "all"] = "latest",
        without: str | Iterable[str] = (),
    ) -> _Columns: ...

def batch(
    data: Buffer,
    *,
    digits: int | None = None,
    layout: Literal["wide", "long"] = "wide",
    separator: str | None = None,
    from_: _Year | None = None,
    to: _Year | None = None,
    follow: Literal["sizes", "cagr"] = "sizes",
    unit: _Unit | None = None,
    skip_errors: bool = False,
    market: Market | None = None,
    threads: int | None = None,
) -> bytes: ...
def project(
    base: float | Buffer | _Array,
    cagr: float | Buffer | _Array,
    *,
    market: Market | None = None,
    from_: _Year | None = None,
    to: _Year | None = None,
    threads: int | None = None,
) -> dict[int, memoryview[float]]: ...
