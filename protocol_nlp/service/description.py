"""What OpenAPI says of the service: bodies, answers, and the schema of the minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from protocol_nlp import codec

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["EXTRACT", "HEALTH", "SCHEMA", "with_schemas"]

_ID = {"type": "string", "minLength": 1, "maxLength": 200, "description": "names the document"}
_DATE = {
    "type": "string", "format": "date", "description": "the document's day where it tells none",
}  # fmt: skip
_ERROR = {
    "type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"],
    "additionalProperties": False,
}  # fmt: skip
_JSON_BODY = {
    "type": "object", "required": ["text"], "additionalProperties": False,
    "properties": {
        "text": {"type": "string"},
        "id": {**_ID, "type": ["string", "null"]},
        "date": {**_DATE, "type": ["string", "null"]},
    },
    "example": {"text": "РЕШИЛИ: 1. Поручить Зуевой Т.П. подготовить план до 1 июня 2021 года."},
}  # fmt: skip
_FORM_BODY = {
    "type": "object", "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}, "id": _ID, "date": _DATE},
}  # fmt: skip
_FAILURES = {
    400: "The body is damaged", 408: "The body did not arrive in time",
    413: "The body is too large", 415: "A body of another kind",
    422: "A wrong value, or a file that cannot be read", 500: "The document cannot be processed",
    503: "Too many documents are waiting", 504: "The document takes too long",
}  # fmt: skip


def _answer(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


EXTRACT: dict[str, Any] = {
    "summary": "What a document decides",
    "description": "A text as JSON, or a file of any supported format as a form.",
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": _JSON_BODY},
                "multipart/form-data": {"schema": _FORM_BODY},
            },
        }
    },
    "responses": {
        200: _answer("The minutes", _reference("Minutes")),
        **{code: _answer(said, _reference("Error")) for code, said in _FAILURES.items()},
    },
}
"""How ``POST /extract`` is declared."""

SCHEMA: dict[str, Any] = {
    "summary": "The JSON Schema of the minutes",
    "responses": {200: _answer("A JSON Schema, draft 2020-12", {"type": "object"})},
}
"""How ``GET /schema`` is declared."""

HEALTH: dict[str, Any] = {
    "summary": "Whether the service works, and how much",
    "responses": {200: _answer("Counts", {"type": "object", "required": ["status"]})},
}
"""How ``GET /health`` is declared."""


def with_schemas(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The application's own ``openapi`` with the records of the contract among its schemas."""
    own = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = own()
            schemas = described.setdefault("components", {}).setdefault("schemas", {})
            whole = codec.json_schema()
            records = {**whole.pop("$defs"), "Minutes": whole, "Error": _ERROR}
            whole.pop("$schema")
            schemas.update({name: _moved(schema) for name, schema in records.items()})
            app.openapi_schema = described
        return app.openapi_schema

    return openapi


def _moved(schema: Any) -> Any:  # noqa: ANN401 - JSON
    """A schema whose references lead to the components of OpenAPI."""
    if isinstance(schema, dict):
        return {
            k: v.replace("#/$defs/", "#/components/schemas/") if k == "$ref" else _moved(v)
            for k, v in schema.items()
        }
    return [_moved(s) for s in schema] if isinstance(schema, list) else schema
