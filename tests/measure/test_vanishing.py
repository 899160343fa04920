import os
from pathlib import Path

import pytest

from cxscore.measure import answering
from cxscore.measure.scanning import scan_all
from tests.measure.measuring import measured  # noqa: F401 (see below)
