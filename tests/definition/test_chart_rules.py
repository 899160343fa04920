"""Keys of the control chart that have no effect, one case each."""

import pytest

from tests.definition.pages import examined, lines, page

ROLLING = "has no effect: a rolling window is not control-charted"
UNCHARTED = "has no effect: the KPI has no control chart"
SHARE = {"old": "{nps: score}", "new": '{share: {that: "score >= 9"}}'}


@pytest.mark.parametrize(
    ("written", "change", "told"),
    [
        (["chart: xmr", "rules: wheeler", "screen: false", "seasonal: true"], {}, {}),
        (["chart: none"], {}, {}),
        (["chart: run", "seasonal: true"], {}, {}),
        (["chart: p_prime", "rules: wheeler", "screen: false"], SHARE, {}),
        (["window: 3", "chart: none"], {}, {}),
        (["window: 3", "chart: run"], {}, {"chart": ROLLING}),
        (
            ["window: 3", "rules: wheeler", "screen: true", "seasonal: true"],
            {},
            {"rules": ROLLING, "screen": ROLLING, "seasonal": ROLLING},
        ),
        (
            ["chart: none", "rules: wheeler", "screen: false", "seasonal: true"],
            {},
            {"rules": UNCHARTED, "screen": UNCHARTED, "seasonal": UNCHARTED},
        ),
        (["chart: none", "seasonal: false"], {}, {}),
        (
            ["chart: run", "rules: wheeler", "screen: true"],
            {},
            {
                "rules": "has no effect on a run chart, which has a rule of its own",
                "screen": "has no effect on a run chart, which has no limits",
            },
        ),
        (["chart: u_prime"], {}, {"chart": "it is for share, top_box, low_box, within and ratio"}),
        (
            ["chart: p_prime", "gap_between: region"],
            SHARE,
            {"chart": "it is for share, top_box, low_box, within and ratio"},
        ),
        (
            ["chart: p_prime", "seasonal: true"],
            SHARE,
            {"seasonal": "has no effect on a chart that is p_prime; take xmr"},
        ),
    ],
)
def test_what_has_no_effect_is_said(written, change, told):
    found = [line for line in lines(examined(page(*written, **change))) if "CX117" in line]
    assert len(found) == len(told)
    for (key, why), line in zip(told.items(), found, strict=True):
        assert f"warning: CX117: kpis.nps.{key} " in line
        assert why in line
