"""What Sphinx has to know: Markdown as it stands on a forge, nothing from the network."""

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from cxscore import __version__

project = "cxscore"
author = "The cxscore authors"
project_copyright = "The cxscore authors, Apache License 2.0"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
root_doc = "index"
exclude_patterns = ["pack"]
source_suffix = {".md": "markdown"}
nitpicky = True
# Two hyphens are an option's.
smartquotes = False

# Headings are found by the names that a forge gives them.
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]

html_theme = "furo"
html_title = "cxscore"
html_static_path = ["_static"]
html_css_files = ["house.css"]
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_last_updated_fmt = None
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#12436d",
        "color-brand-content": "#12436d",
        "color-brand-visited": "#54319f",
    },
    "dark_css_variables": {
        "color-brand-primary": "#8ab8e0",
        "color-brand-content": "#8ab8e0",
        "color-brand-visited": "#c3a6f0",
    },
    "navigation_with_keys": True,
}

# Names of the standard library, of pandas and of the inside lead nowhere.
nitpick_ignore_regex = [("py:.*", ".*")]
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
napoleon_google_docstring = True

copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True


def setup(app: Sphinx) -> None:
    """Have CSV shown as it is, for which there is no lexer, and names as users know them."""
    app.add_lexer("csv", TextLexer)
    app.connect("autodoc-process-signature", public_names)


def public_names(*told: object) -> tuple[object, object]:
    """Return a signature and what comes back, with the scorecard by its public name."""
    signature, returned = told[-2:]
    return signature, "Scorecard" if returned == "ForPython" else returned
