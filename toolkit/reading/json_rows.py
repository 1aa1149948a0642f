"""JSON -> objects with named fields, each with the place it came from."""

from __future__ import annotations

import io
import json
from collections import Counter

from ..errors import ToolkitError
from .decoding import clean

MAX_ROWS = 1_000_000


def json_records(
    text: str, name: str, texts: set[str], lines: bool
) -> tuple[list[dict], list[str], list[dict[str, str]]]:
    """Objects, their places, and what is none: one object per line, or one array of objects.

    `texts` are names of fields that may hold texts: by them a single object is told from a table.
    """
    if lines:
        filled = [(n, line) for n, line in enumerate(io.StringIO(text), 1) if line.strip()]
        if len(filled) > MAX_ROWS:
            raise ToolkitError(f"{name} is too large: it has more than {MAX_ROWS:,} rows; split it")
        found = ((f"{name}, line {n}", *record_of(line)) for n, line in filled)
    else:
        value, problem = _load(text)
        if problem or not isinstance(value, list):
            reason = _lines(text) or problem or _no_array(value, texts)
            raise ToolkitError(f"{name} can't be read: {reason}")
        found = ((f"{name}, object {n}", *_checked(item)) for n, item in enumerate(value, 1))
    records, places, errors = [], [], []
    for place, record, problem in found:
        if problem:
            errors.append({"place": place, "reason": problem})
        else:
            records.append({clean(key): cell for key, cell in record.items()})
            places.append(place)
    return records, places, errors


def record_of(line: str) -> tuple[dict, str]:
    """The object that a line holds, and what is wrong with it ("": nothing)."""
    value, problem = _load(line)
    return ({}, problem) if problem else _checked(value)


def _checked(value) -> tuple[dict, str]:
    if not isinstance(value, dict):
        return {}, "it is no JSON object with named fields"
    return value, value.fault if isinstance(value, _Doubled) else ""


def _no_array(value, texts: set[str]) -> str:
    """What stands where an array of objects is wanted, and how to make it one."""
    no_array = "it is no JSON array of objects"
    if not isinstance(value, dict):
        return no_array
    lists = [key for key, inner in value.items() if isinstance(inner, list) and inner]
    lists = [key for key in lists if all(isinstance(item, dict) for item in value[key])]
    if lists:
        return f"{no_array}; save the one in {lists[0]!r} as a file of its own"
    if any(key.strip().casefold() in texts and isinstance(value[key], str) for key in value):
        return f"{no_array} but a single object; put it in brackets: [{{...}}]"
    return f"{no_array} but one object; pandas writes them by to_json(path, orient='records')"


def _lines(text: str) -> str:
    """What to do where an array of objects is wanted and each line is an object; "" if not."""
    first, _, rest = text.strip().partition("\n")
    are_lines = rest and isinstance(_load(first)[0], dict)
    return "it has an object a line, and no array of them; name it .jsonl" if are_lines else ""


class _Doubled(dict):
    """An object in which `name` stands twice, so that one of its values is lost."""

    name = ""

    @property
    def fault(self) -> str:
        """What is wrong with it."""
        return f"it names {self.name!r} twice"


def _object_of(pairs: list[tuple]) -> dict:
    """The object with these fields, a `_Doubled` where a name comes twice."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = _Doubled(found)
    found.name = next(name for name, n in Counter(name for name, _ in pairs).items() if n > 1)
    return found


def _load(text: str):
    if text.count("[") + text.count("{") > MAX_ROWS:
        return None, f"it has more than {MAX_ROWS:,} lists and objects; split it"
    try:
        value = json.loads(text, parse_constant=_constant, object_pairs_hook=_object_of)
    except (ValueError, RecursionError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else "not valid JSON"
        return None, f"it is {what}"
    return value, None


def _constant(name: str) -> float | None:
    return None if name == "NaN" else float(name)


def plain_records(records: list[dict], texts: set[str]) -> list[dict]:
    """The records with lists and objects as JSON text, so that columns can be compared and saved.

    But in the fields `texts` a list holds paragraphs, and an object is refused as no text.
    """
    return [{key: _plain(cell, key in texts) for key, cell in one.items()} for one in records]


def _plain(cell, is_text: bool):
    if is_text and isinstance(cell, list):
        return [clean(item) if isinstance(item, str) else item for item in cell]
    if isinstance(cell, (list, dict)) and not is_text:
        cell = json.dumps(cell, ensure_ascii=False)
    return clean(cell) if isinstance(cell, str) else cell
