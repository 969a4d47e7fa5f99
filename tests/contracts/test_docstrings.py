"""Whoever reads the code or calls it from a program finds every public name explained.

Belongs here: that explanations are there, and what those of the Python interface have to say. Does not: that they are
true (each name's own tests).
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest

import pdtutor

MODULES = sorted(each.name for each in pkgutil.walk_packages(pdtutor.__path__, "pdtutor.") if not each.name.endswith("__main__"))
INTERFACE = [name for name in pdtutor.__all__ if name != "__version__"]
CALLS = [name for name in INTERFACE if inspect.isfunction(getattr(pdtutor, name))]


def public(module: ModuleType) -> Iterator[tuple[str, object]]:
    """The functions, classes and methods that a module defines, by their names."""
    for name, thing in vars(module).items():
        if getattr(thing, "__module__", None) != module.__name__ or getattr(thing, "__name__", None) != name or name.startswith("_"):
            continue
        if inspect.isfunction(thing):
            yield name, thing
        elif inspect.isclass(thing):
            yield name, thing
            yield from ((f"{name}.{method}", getattr(thing, method)) for method in vars(thing) if is_method(thing, method))


def is_method(owner: type, name: str) -> bool:
    found = vars(owner)[name]
    is_written_here = inspect.isfunction(found) and found.__name__ == name
    return not name.startswith("_") and (is_written_here or isinstance(found, staticmethod | classmethod | property))


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_of_a_module_is_explained_here_or_where_it_is_first_declared(name: str) -> None:
    module = import_module(name)
    assert module.__doc__
    assert [each for each, thing in public(module) if not inspect.getdoc(thing)] == []


@pytest.mark.parametrize("name", CALLS)
def test_each_function_of_the_interface_tells_its_parameters_what_it_returns_and_what_it_raises(name: str) -> None:
    function = getattr(pdtutor, name)
    text = inspect.getdoc(function) or ""
    named = [each for each in inspect.signature(function).parameters.values() if each.kind is not each.VAR_KEYWORD]
    assert [each.name for each in named if each.name not in re.findall(r"\w+", text)] == []
    assert "Returns" in text
    assert "Raises" in text
