"""A file of the workspace, and how Slack's API shows it."""

import mimetypes
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.standin.shape import Json

_PRETTY = {
    "png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "pdf": "PDF", "csv": "CSV",
    "txt": "Plain Text", "text": "Plain Text", "md": "Markdown (raw)", "json": "JSON",
    "pptx": "PowerPoint Presentation", "docx": "Word Document", "xlsx": "Excel Spreadsheet",
    "zip": "Zip", "html": "HTML", "svg": "SVG",
}  # fmt: skip
_PREVIEW_LINES, _PREVIEW_MOST = 5, 1000


class File(BaseModel):
    """What is known about a file; its bytes lie elsewhere."""

    model_config = ConfigDict(extra="forbid")

    id: str
    name: str
    title: str
    size: int
    user: str
    created: int
    ticket: str
    state: Literal["awaited", "received", "complete"] = "awaited"
    app_id: str | None = None
    bot_id: str | None = None
    alt_txt: str | None = None
    preview: str | None = None
    width: int | None = None
    height: int | None = None
    # Channel id -> where it was shared: the messages' ts.
    shares: dict[str, list[str]] = Field(default_factory=dict)

    @property
    def mimetype(self) -> str:
        """The media type, by the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def is_text(self) -> bool:
        """Whether Slack shows the content as text."""
        return self.mimetype.startswith("text/") or self.mimetype == "application/json"

    @property
    def filetype(self) -> str:
        """Slack's short word for what it is."""
        ending = self.name.rpartition(".")[2].lower() if "." in self.name else ""
        return {"jpeg": "jpg", "txt": "text", "md": "markdown"}.get(ending, ending or "binary")


def in_message(file: File, *, address: str, team: str) -> Json:
    """Return the file as the message shows it that shares it."""
    shown = _identity(file, team) | _addresses(file, address, team)
    if file.alt_txt:
        shown["alt_txt"] = file.alt_txt
    if file.width and file.height:
        shown |= {"original_w": file.width, "original_h": file.height}
    return shown | (_preview(file) if file.is_text else {})


def _identity(file: File, team: str) -> Json:
    ending = file.name.rpartition(".")[2].lower()
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": _PRETTY.get(ending, ending.upper() or "Binary"),
        "user": file.user,
        "user_team": team,
        "editable": file.is_text,
        "size": file.size,
        "mode": "snippet" if file.is_text else "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "has_rich_preview": False,
        "file_access": "visible",
        "media_display_type": "unknown",
    }


def _addresses(file: File, address: str, team: str) -> Json:
    private = f"{address}/files-pri/{team}-{file.id}"
    return {
        "url_private": f"{private}/{file.name}",
        "url_private_download": f"{private}/download/{file.name}",
        "permalink": f"{address}/files/{file.user}/{file.id}/{file.name}",
    }


def _preview(file: File) -> Json:
    lines = (file.preview or "").splitlines()
    shown = "\n".join(lines[:_PREVIEW_LINES])
    return {
        "preview": shown[:_PREVIEW_MOST],
        "lines": len(lines),
        "lines_more": max(0, len(lines) - _PREVIEW_LINES),
        "preview_is_truncated": len(shown) > _PREVIEW_MOST or len(lines) > _PREVIEW_LINES,
    }
