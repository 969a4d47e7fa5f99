"""The form of lesson files as a JSON Schema, for an editor to complete and check while an author types.

Belongs here: what an editor is told that pydantic does not say by itself, and what it is spared. Does not: the keys. Loads pydantic.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from pdtutor.course.schema.lesson import STEPS, LessonKeys
from pdtutor.course.schema.values import SCALAR


class _ForEditors(GenerateJsonSchema):
    """Leaves out what says nothing to an author: titles that repeat the key, null for what may be missing, empty defaults."""

    def field_title_should_be_set(self, _: Any) -> bool:
        return False

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        is_said = isinstance(schema.get("default"), (str, int, float))
        return super().default_schema(schema) if is_said else self.generate_inner(schema["schema"])


def json_schema() -> dict[str, Any]:
    """The form as a JSON Schema (draft 2020-12), for an editor to complete and check while an author types."""
    made = LessonKeys.model_json_schema(schema_generator=_ForEditors)
    made["properties"]["steps"]["items"] = _any_step(made["properties"]["steps"]["items"]["discriminator"]["mapping"])
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": "urn:pdtutor:lesson:1", **made}


def _any_step(references: Mapping[str, str]) -> dict[str, Any]:
    """A step whose keys are those of its type: said by conditions, so that an editor speaks of this type and not of all that it is not."""
    types = {"description": "What the step is.", "enum": list(STEPS), "enumDescriptions": [model.__doc__ for model in STEPS.values()]}
    cases = [{"if": {"required": ["type"], "properties": {"type": {"const": type}}}, "then": {"$ref": references[type]}} for type in STEPS]
    return {"type": "object", "required": ["id", "type"], "properties": {"id": SCALAR, "type": types}, "allOf": cases}
