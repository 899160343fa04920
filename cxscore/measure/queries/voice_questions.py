"""The ids under which it is asked how many customers were heard."""

from cxscore.model.definition import Definition


def asked_under(dataset: str, count: str | None) -> str:
    """Return the id that rows of *dataset* are counted under, which no KPI can have.

    *count* is the column of how many customers a row stands for; None where a row is one.
    """
    return f"{dataset}.listening" if count is None else f"{dataset}.listening.{count}"


def ways_of(definition: Definition) -> dict[tuple[str, str | None], str]:
    """Return the ids by dataset and column of counting, for all that *definition* listens to."""
    listening = definition.listening
    ways: dict[tuple[str, str | None], str] = {}
    for source in listening.sources if listening is not None else ():
        if source.dataset is not None:
            ways[source.dataset, source.count] = asked_under(source.dataset, source.count)
    exposure = listening.exposure if listening is not None else None
    if exposure is not None:
        ways[exposure.dataset, exposure.count] = asked_under(exposure.dataset, exposure.count)
    for id_, dataset in definition.datasets.items():
        if dataset.asked is not None:
            ways[id_, None] = asked_under(id_, None)
    return ways
