"""What patients of two trusts wrote: the real rows, and a page that counts them."""

import csv

import cxscore

OTHERS = ("Not assigned", "Labelling not possible")
FIRST_THEME = "Not assigned"


def header_and_rows(real_data):
    """Return the header and the rows of the file, a bare None blank.

    It is what pandas takes for missing, by which the numbers were worked out; here it is an
    answer: "What could we do better?" — "None".
    """
    path = real_data / "data" / "nhs-fft-comments.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    answer = header.index("FFT answer")
    for row in rows:
        row[answer] = "" if row[answer] == "None" else row[answer]
    return header, rows


def built(folder, header, rows, period=None):
    """Build the quarter of *rows*; without a *period* all are of one quarter."""
    with (folder / "comments.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    page = page_of(header, {"file": str(folder / "comments.csv")}, period)
    definition = cxscore.read(page, allow=[folder])
    return cxscore.build(definition, period=period, as_of="2022-12-31")


def page_of(header, dataset, period=None):
    """Return a kpis.yaml for columns of *header*, in the *dataset*."""
    themes = [name for name in header[header.index(FIRST_THEME) :] if name not in OTHERS]
    date = {"column": "Date", "format": "%d/%m/%Y"} if period else {"fixed": "2022-06-30"}
    return {
        "version": 1,
        "scorecard": {"title": "What patients say"},
        "calendar": {"period": "quarter"},
        "owners": {"ada": {"name": "Ada Field"}},
        "datasets": {"fft": {"date": date} | dataset},
        "comments": {
            "dataset": "fft",
            "text": "FFT answer",
            "respondent": "Respondent ID",
            "themes": {"columns": themes},
            "no_comment": ["did not answer"],
            "sentiment": {"column": "Comment sentiment", "negative": [4, 5], "positive": [1]},
            "publish": "Trust <> ''",
        },
        "kpis": {
            "staff": {
                "name": "Staff",
                "owner": "ada",
                "measure": {"comments": "Staff manner & personal attributes"},
                "polarity": "neutral",
            }
        },
    }
