"""WeasyPrint, loaded without what our papers do not need of it; OSError where it has no Pango."""

from contextlib import suppress
from importlib import import_module

from cxscore.rendering.library_calls import kept_declarations
from cxscore.rendering.postponed_modules import postponed
from cxscore.rendering.shared_libraries import by_file_name

FONT_TOOLS = {"fontTools.subset": (), "fontTools.varLib.instancer": ("instantiateVariableFont",)}
"""What fonts are cut with where HarfBuzz cannot, and variable ones: a fifth of a second."""

with suppress(OSError), by_file_name(), kept_declarations(), postponed(FONT_TOOLS):
    import_module("weasyprint")
# As it does by itself, which finds libraries that have other names or says that there are none.
import_module("weasyprint")
