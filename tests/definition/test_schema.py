"""The JSON Schema that editors use agrees with what is read."""

import jsonschema
import pytest

from cxscore.definition import json_schema
from cxscore.definition.schema import fitting, words_of
from cxscore.documents import read_document
from cxscore.model import measures
from tests.definition.pages import PAGE, examined, lines, page

WHOLE = """\
version: 1
scorecard:
  title: Customer experience scorecard
  organisation: Northwind Home
  board: Board of Directors
  agenda_item: "7"
  purpose: assurance
  sponsor: amara
  meeting: 2026-07-23
  as_of: 2026-07-06
  classification: Board confidential
  paper: a4
  number_format: en_GB
  history: 36
calendar: {period: month, fiscal_year_starts: april, timezone: Europe/London}
currency: GBP
owners:
  amara: {name: Amara Osei, role: Chief Customer Officer, team: Customer, email: amara@example.com}
  jonas: {name: Jonas Lindqvist, role: Chief Operating Officer, team: Operations, deputy: amara}
journey:
  - {id: buy, name: Buy, moments: [{id: checkout, name: Checking out}]}
  - {id: help, name: Get help}
groups: [{id: loyalty, name: Loyalty}, {id: service, name: Service}]
datasets:
  surveys:
    files:
      - samples/surveys-2025.csv
      - {file: samples/surveys-2026.csv, columns: {score: {from: "Q1  "}}}
    columns:
      score: {from: Q1, type: number, scale: [0, 10], missing: ["11"]}
      region: {from: Region, rename: {Nth: North}}
      share: {type: number, times: 100}
    date: {column: responded_at, format: "%Y-%m-%d"}
    delimiter: ","
    missing: ["", "N/A"]
    where: "channel <> 'test'"
    survey_weight: w
    frequency: n
    unique: respondent_id
    on_duplicate: error
    bad_rows: error
    arrives_within_days: 5
    wide: {label: A, months: "%b-%y", rows: {opening: Opening customers, lost: Lost}}
kpis:
  nps:
    name: Net promoter score
    description: Would you recommend us to a friend or colleague? (0 to 10)
    owner: amara
    contributors: {jonas: keeps deliveries on time}
    group: loyalty
    journey: checkout
    kind: outcome
    dataset: surveys
    date: closed_on
    measure: {nps: score}
    where: "channel = 'app'"
    by: [region, channel, [region, channel]]
    period: quarter
    window: 3
    over_time: pool
    unit: points
    decimals: 0
    polarity: higher_is_better
    target: [{from: 2025-04, value: 40, reason: Board plan}, {from: 2026-04, value: 42}]
    at_risk_within: 3
    minimum_base: 30
    breaks: [{from: 2026-01, reason: New courier, comparable: true}]
    ignore: [{period: 2025-12, reason: Strike}]
    benchmark: {value: 38, source: UKCSI July 2026, date: 2026-07}
    per_day: true
registers: {actions: samples/actions.csv, commentary: samples/commentary.csv}
"""


@pytest.fixture(scope="module")
def validator():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _typed(text):
    return read_document(text.encode(), "kpis.yaml").data


def test_the_whole_page_is_read_and_fits(validator):
    found = examined(WHOLE)
    assert [problem.code for problem in found.problems] == ["CX117"]
    assert found.definition is not None
    validator.validate(_typed(WHOLE))


def test_the_smallest_page_fits(validator):
    validator.validate(_typed(PAGE))


GOOD = [
    "measure: {count: rows}",
    "measure: {share: {that: a > 1, of: b}}",
    "measure: {ratio: {numerator: a, denominator: {dataset: surveys, count: rows}, per: 1000}}",
    "measure: {within: {from: a, to: b, days: 10}}",
    "measure: {nps: {promoters: a, passives: b, detractors: c}}",
    "measure: {top_box: {column: a, good: [Likely, 5], of: [Likely, 5, 6]}}",
]
GOOD_KEYS = [
    "target: 40",
    "target: {column: plan}",
    "target: {file: t.csv}",
    "target: {high: 3}",
    "by: a",
]


@pytest.mark.parametrize("text", GOOD)
def test_measures_fit(validator, text):
    validator.validate(_typed(page(old="measure: {nps: score}", new=text)))


@pytest.mark.parametrize("text", GOOD_KEYS)
def test_keys_fit(validator, text):
    validator.validate(_typed(page(text)))


BAD = [
    page("polarty: x"),
    page("target: high"),
    page("decimals: two"),
    page("kind: outcom"),
    page("period: fortnight"),
    page("unit:"),
    page(old="{nps: score}", new="{npss: score}"),
    page(old="{nps: score}", new="{nps: a, mean: b}"),
    page(old="{nps: score}", new="{top_box: {colum: a}}"),
    page(old="{nps: score}", new="{percentile: {of: a}}"),
    page(old="date: answered", new="unique: []"),
    page(old="date: answered", new="bad_rows: {skip_up_to: 200%}"),
    page(old="    owner: amara\n"),
    page(old="version: 1", new="version: 2"),
    page(old="    file: surveys.csv\n"),
    page(old="    file: surveys.csv\n", new="    file: a.csv\n    files: [b.csv]\n"),
    page(old="date: answered", new="date: {year: y}"),
    page(top="registers: {benchmark: e.csv}\n"),
    page(top="groups: [{id: a b, name: A}]\n"),
]


@pytest.mark.parametrize("text", BAD)
def test_what_is_wrong_fits_neither(validator, text):
    assert lines(examined(text))
    assert list(validator.iter_errors(_typed(text)))


def test_keys_are_described(validator):
    schema = validator.schema
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["properties"]["kpis"]["description"].startswith("What is measured")
    assert "header" in schema["$defs"]["Dataset"]["properties"]["header"]["description"]
    for name, noun in [("kpis.yaml", schema), *schema["$defs"].items()]:
        assert noun.get("description"), name
        assert not [key for key in noun.get("properties", {}) if key.startswith("*")]


def nouns_of(schema):
    return {"kpis.yaml": schema, **schema["$defs"]}


def test_it_has_a_name_of_its_own(validator):
    assert validator.schema["$id"] == "urn:cxscore:schema:kpis.yaml:1"


def test_every_key_has_a_text(validator):
    bare = [
        f"{name}.{key}"
        for name, noun in nouns_of(validator.schema).items()
        for key, part in noun.get("properties", {}).items()
        if not part.get("description", "").strip()
    ]
    assert bare == []


def test_every_measure_has_a_text(validator):
    choices = validator.schema["$defs"]["Kpi"]["properties"]["measure"]["oneOf"]
    said = {
        name: part["description"] for each in choices for name, part in each["properties"].items()
    }
    assert said.keys() == measures.NAMES.keys()
    assert said["sum"] == "The sum of an expression."
    assert "median" in said["median"]


def test_defaults_are_what_could_be_written(validator):
    """And what holds where the key is left out, as far as the nouns know it."""
    found = {}
    for name, noun in nouns_of(validator.schema).items():
        for key, part in noun.get("properties", {}).items():
            if "default" in part:
                own = {**part, "$defs": validator.schema["$defs"]}
                jsonschema.Draft202012Validator(own).validate(part["default"])
                found[f"{name}.{key}"] = part["default"]
    expected = {
        "kpis.yaml.closes": "history",
        "CalendarKeys.period": "month",
        "CalendarKeys.fiscal_year_starts": "january",
        "Connection.timeout": "300 s",
        "Dataset.bad_rows": "error",
        "Heading.history": 36,
        "Heading.number_format": "en_GB",
        "Kpi.chart": "xmr",
        "Kpi.level": 0.95,
        "Kpi.screen": True,
    }
    assert expected.items() <= found.items()
    assert not {"kpis.yaml.calendar", "RatioPart.count", "Kpi.target"} & found.keys()


def test_no_key_may_be_null(validator):
    def nulls(part):
        if isinstance(part, dict):
            return part.get("type") == "null" or any(nulls(inner) for inner in part.values())
        return isinstance(part, list) and any(nulls(inner) for inner in part)

    assert not nulls(validator.schema)


@pytest.mark.parametrize(
    ("where", "said", "key"),
    [
        ((), "kpis.yaml", "owners"),
        (("kpis", "nps"), "a KPI", "polarity"),
        (("kpis", "nps", "target", 0), "a target", "from"),
        (("kpis", "nps", "measure", "within"), "within", "workdays"),
        (("datasets", "x", "files", 2), "a file", "delimiter"),
        (("datasets", "x", "columns", "y"), "a column", "scale"),
        (("journey", 0, "moments", 1), "a moment", "id"),
    ],
)
def test_names_what_fits_where(where, said, key):
    title, keys = fitting(where)
    assert title == said
    assert key in keys


def test_knows_the_words_that_fit():
    assert words_of(fitting(("kpis", "nps"))[1]["kind"]) == ["outcome", "output", "input"]
    assert fitting(("kpis", "nps", "by", 0)) == ("this part", {})
