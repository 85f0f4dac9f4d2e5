from samarkand.errors import SamarkandError as SamarkandError
from samarkand.opened import Archive as Archive
from samarkand.opened import open as open

__version__: str
