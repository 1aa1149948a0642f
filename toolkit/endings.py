"""The kinds of files, by the endings of their names."""

from __future__ import annotations

import re

TEXT_ENDINGS = ("", ".txt", ".text", ".md", ".markdown")
PAGE_ENDINGS = (".html", ".htm", ".xhtml")
OFFICE_ENDINGS = (".docx", ".pdf")
DOCUMENT_ENDINGS = (*TEXT_ENDINGS, *PAGE_ENDINGS, *OFFICE_ENDINGS)
TABLE_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx")
UNREADABLE = {
    ".doc": "an old Word document; save it as .docx",
    ".xls": "an old spreadsheet; save it as .xlsx or .csv",
    ".rtf": "Rich Text; save it as .docx or .txt",
    ".odt": "an OpenDocument text; save it as .docx or .txt",
    ".ods": "an OpenDocument spreadsheet; save it as .xlsx or .csv",
    ".pages": "a Pages document; export it as .docx",
    ".epub": "an e-book; save the text as .txt",
    ".mht": "a web archive; save the page as 'web page, HTML only'",
    ".mhtml": "a web archive; save the page as 'web page, HTML only'",
    ".webarchive": "a web archive; save the page as HTML",
    ".eml": "an e-mail; save its text as .txt",
    ".msg": "an e-mail of Outlook; save its text as .txt",
    ".ipynb": "a notebook; open it in JupyterLab",
}
KNOWN_ENDINGS = tuple(filter(None, (*DOCUMENT_ENDINGS, *TABLE_ENDINGS, *UNREADABLE)))
ANY_ENDING = f"(?:{'|'.join(map(re.escape, KNOWN_ENDINGS))})"  # in a regular expression
