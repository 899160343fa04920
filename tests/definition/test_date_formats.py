"""Date formats: what both readers of dates understand, and what is said of the rest."""

import duckdb
import pytest

from cxscore.definition.date_formats import format_fault


@pytest.mark.parametrize(
    "text",
    [
        "%d/%m/%Y",
        "%Y-%m",
        "%b-%y",
        "%Y",
        "%d.%m.%Y %H:%M:%S",
        "%m/%d/%Y %I:%M:%S %p",
        "%-d %B %Y",
        "%Y-%j",
        "%a %d %b %Y %T %z",
        "%x %X",
        "100%% %Y",
    ],
)
def test_formats_that_are_read(text):
    assert format_fault(text) is None
    duckdb.sql(f"SELECT TRY_STRPTIME('x', '{text.replace('%z', '').replace('%Z', '')}')")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("day", "'day' is not a date format"),
        ("%%", "'%%' is not a date format"),
        ("%Y%Y", "'%Y%Y' has the year twice"),
        ("%Y-%m-%b", "'%Y-%m-%b' has the month twice"),
        ("%x %d", "'%x %d' has the day twice"),
        ("%H:%M %T %Y", "has the hour twice"),
        ("%F", "'%F' has %F, which no date is read by"),
        ("%Y-Q%q", "'%Y-Q%q' has %q, which no date is read by"),
        ("%I %P %Y", "has %P, which no date is read by"),
        ("%e.%m.%Y", "has %e, which no date is read by"),
        ("%Y-%m-%", "ends in a % with no letter"),
        ("%d/%m", "'%d/%m' has no year"),
        ("%H:%M", "'%H:%M' has no year"),
    ],
)
def test_formats_that_are_not(text, says):
    found = format_fault(text)
    assert found is not None
    assert says in found[0]
    assert found[1]
