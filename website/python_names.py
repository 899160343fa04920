"""The reference for Python: every public name, by its docstring."""

import inspect

import cxscore

HEAD = """# Python

What `cxscore.__all__` names is public; everything else may change with any version. A first example
is in [the README](../README.md#from-python).

"""


def python_page() -> str:
    """Return the page of all public names, as Markdown: functions first, then what they give."""
    functions = [name for name in cxscore.__all__ if inspect.isfunction(getattr(cxscore, name))]
    order = sorted(functions, key=("read", "build", "render").index)
    classes = [name for name in cxscore.__all__ if inspect.isclass(getattr(cxscore, name))]
    return HEAD + "\n".join(
        [*(_function(name) for name in order), *(_class(name) for name in sorted(classes))]
    )


def _function(name: str) -> str:
    return _directive(name, "autofunction", [])


def _class(name: str) -> str:
    own = getattr(cxscore, name)
    options = [":exclude-members: __init__, __new__"]
    if name == "Definition":
        options.append(":no-members:")
    else:
        options.append(":members:")
    if issubclass(own, cxscore.Scorecard):
        options.append(":inherited-members: object")
    return _directive(name, "autoclass", options)


def _directive(name: str, directive: str, options: list[str]) -> str:
    lines = [f"## {name}", "", "```{eval-rst}", f".. {directive}:: cxscore.{name}"]
    lines += [f"   {option}" for option in options]
    return "\n".join([*lines, "```", ""])
