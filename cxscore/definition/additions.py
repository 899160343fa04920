"""Adding datasets and KPIs to a kpis.yaml as it is written, its comments and order untouched."""

from collections.abc import Mapping, Sequence

import yaml

INDENT = 2
"""Columns by which the lines that are added are indented."""


class NoPlace(ValueError):  # noqa: N818 (it says what there is not)
    """A part of the file takes no further lines: it is written in braces, or is no mapping."""


def ids_in(text: str, part: str) -> list[str]:
    """Return the keys below *part* of the kpis.yaml *text*, in order; none where there are none."""
    node = _parts(text).get(part)
    if not isinstance(node, yaml.MappingNode):
        return []
    return [str(key.value) for key, _ in node.value]


def with_lines(text: str, added: Mapping[str, Sequence[str]]) -> str:
    """Return the kpis.yaml *text* with lines added at the end of its parts.

    Args:
        text: a kpis.yaml that can be read.
        added: for each part (``datasets``, ``kpis``) the lines to add,
            indented by ``INDENT``; a part that is not there is begun.

    Raises:
        NoPlace: where a part is written in braces.
        yaml.YAMLError: where *text* cannot be read.
    """
    lines = text.splitlines()
    found = _parts(text)
    inserted: dict[int, list[str]] = {}
    for part, more in added.items():
        if not more:
            continue
        node = found.get(part)
        if node is None:
            inserted.setdefault(len(lines), []).extend([f"{part}:", *more])
            continue
        if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
            raise NoPlace(part)
        indent = " " * (node.value[0][0].start_mark.column - INDENT)
        inserted.setdefault(_end(node), []).extend(_indented(line, indent) for line in more)
    for at in sorted(inserted, reverse=True):
        lines[at:at] = inserted[at]
    return "\n".join(lines) + "\n"


def _parts(text: str) -> dict[str, yaml.Node]:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in root.value}


def _end(node: yaml.Node) -> int:
    """Return the number of the line after the last one of *node*, comments behind it aside."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    # A text of several lines ends where the next line begins.
    return int(mark.line) + (mark.column > 0)


def _indented(line: str, indent: str) -> str:
    return indent + line if line else line
