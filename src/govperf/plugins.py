"""Layouts from other packages, found by their entry points.

A package offers a layout with::

    [project.entry-points."govperf.layouts"]
    mycity = "mypackage.mycity:MyCity"

A plugin that cannot be loaded gives a warning and is listed with its fault; it never stops the reading.
"""

from __future__ import annotations

import warnings
from functools import lru_cache

from attrs import frozen

__all__ = ["GROUP", "Plugin", "PluginWarning", "load_plugins"]

GROUP = "govperf.layouts"
"""The entry-point group."""


class PluginWarning(UserWarning):
    """A plugin is broken, or has the name of another."""


@frozen(slots=True)
class Plugin:
    """An entry point and what came of loading it.

    Attributes:
        name: the name of the entry point.
        value: where it points, `mypackage.mycity:MyCity`.
        layout: an instance of what it names; None if it could not be made.
        fault: why not; None if it was made.
    """

    name: str
    value: str
    layout: object = None
    fault: str | None = None


@lru_cache(maxsize=1)
def load_plugins() -> tuple[Plugin, ...]:
    """All plugins, sorted by name; loaded once. `load_plugins.cache_clear()` looks again."""
    # It costs 20 ms, and who only imports govperf needs no plugin.
    from importlib.metadata import entry_points

    found = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    return tuple(_load(point.name, point.value, point.load) for point in found)


def _load(name: str, value: str, load: object) -> Plugin:
    try:
        layout = load()()  # type: ignore[operator]  # whatever it is, a fault in it is the plugin's.
    except Exception as fault:  # noqa: BLE001 - a plugin may raise anything, and must not stop its host.
        message = f"{type(fault).__name__}: {fault}"
        warnings.warn(f"layout plugin {name} ({value}) cannot be used: {message}", PluginWarning, stacklevel=2)
        return Plugin(name, value, fault=message)
    return Plugin(name, value, layout)
