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
    records, places, errors = [], [], []

    def add(value, place: str) -> None:
        if isinstance(value, Doubled):
            errors.append({"place": place, "reason": value.fault})
        elif isinstance(value, dict):
            records.append({clean(key): value[key] for key in value})
            places.append(place)
        else:
            errors.append({"place": place, "reason": "it is no JSON object with named fields"})

    if lines:
        for number, line in enumerate(io.StringIO(text), 1):
            if len(records) + len(errors) > MAX_ROWS:
                raise ToolkitError(
                    f"{name} is too large: it has more than {MAX_ROWS:,} rows; split it"
                )
            if line.strip():
                place = f"{name}, line {number}"
                value, problem = _load(line)
                if problem:
                    errors.append({"place": place, "reason": problem})
                else:
                    add(value, place)
    else:
        value, problem = _load(text)
        if problem or not isinstance(value, list):
            reason = _lines(text) or problem or _no_array(value, texts)
            raise ToolkitError(f"{name} can't be read: {reason}")
        for number, item in enumerate(value, 1):
            add(item, f"{name}, object {number}")
    return records, places, errors


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


class Doubled(dict):
    """An object in which `name` stands twice, so that one of its values is lost."""

    name = ""

    @property
    def fault(self) -> str:
        """What is wrong with it."""
        return f"it names {self.name!r} twice"


def object_of(pairs: list[tuple]) -> dict:
    """The object with these fields, a `Doubled` where a name comes twice."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = Doubled(found)
    found.name = next(name for name, n in Counter(name for name, _ in pairs).items() if n > 1)
    return found


def _load(text: str):
    if text.count("[") + text.count("{") > MAX_ROWS:
        return None, f"it has more than {MAX_ROWS:,} lists and objects; split it"
    try:
        value = json.loads(text, parse_constant=lambda constant: None, object_pairs_hook=object_of)
    except (ValueError, RecursionError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else "not valid JSON"
        return None, f"it is {what}"
    return value, None


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
