"""The control API as an OpenAPI document, made of what the code checks."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.standin.control.order import Order, Sight
from bot.standin.shape import Json

_REF = "#/components/schemas/{model}"
_DONE: Json = {
    "description": "Done; further keys are named in the description.",
    "content": {
        "application/json": {
            "schema": {"type": "object", "properties": {"ok": {"const": True}}, "required": ["ok"]}
        }
    },
}
_REFUSED: Json = {
    "description": "Not done, and why.",
    "content": {"application/json": {"schema": {"$ref": _REF.format(model="Refusal")}}},
}
_REFUSAL: Json = {
    "type": "object",
    "properties": {
        "ok": {"const": False},
        "error": {"const": "invalid_order"},
        "message": {"type": "string"},
    },
    "required": ["ok", "error", "message"],
}


def document(orders: dict[str, Order], sights: dict[str, Sight], address: str) -> Json:
    """Return the OpenAPI 3.1 document of these orders and sights.

    Args:
        orders: By the last part of their path.
        sights: By the last part of their path.
        address: Where the server is.
    """
    models: list[tuple[type[BaseModel], Any]] = [
        (order.body, "validation") for order in orders.values()
    ]
    refs, schemas = models_json_schema(models, ref_template=_REF)
    paths = {f"/control/{name}": {"get": _sight(sight)} for name, sight in sights.items()}
    for name, order in orders.items():
        body = refs[order.body, "validation"]
        paths.setdefault(f"/control/{name}", {})["post"] = _order(order, body)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Control API of the stand-in for Slack", "version": "1"},
        "servers": [{"url": address}],
        "paths": paths,
        "components": {"schemas": {**schemas.get("$defs", {}), "Refusal": _REFUSAL}},
    }


def _order(order: Order, body: Json) -> Json:
    return {
        "summary": order.about,
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {"200": _DONE, "400": _REFUSED},
    }


def _sight(sight: Sight) -> Json:
    schema = sight.query.model_json_schema()
    required = schema.get("required", [])
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": about.pop("description", ""),
            "schema": about,
        }
        for name, about in schema["properties"].items()
    ]
    return {
        "summary": sight.about,
        "parameters": parameters,
        "responses": {"200": _DONE, "400": _REFUSED},
    }
