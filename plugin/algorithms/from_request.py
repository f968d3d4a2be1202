"""Parameters of an algorithm from the fields of the engine's request, and the values that were given for them.

A parameter is called like its field, in capitals; its choices, limits and default are the contract's.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, Callable, Dict, Sequence, Type

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ...mamol_core import contract
from ...mamol_core.fields import is_optional, kind
from .layer_parameters import is_given

_MOST_INT = 2**31 - 1  # of QGIS's whole numbers
_BY_TYPE: Dict[str, str] = {
    "enum": "parameterAsString",
    "string": "parameterAsString",
    "field": "parameterAsString",
    "file": "parameterAsFile",
    "boolean": "parameterAsBoolean",
    "fileDestination": "parameterAsFileOutput",
    "folderDestination": "parameterAsFileOutput",
    "rasterDestination": "parameterAsOutputLayer",
    "vectorDestination": "parameterAsOutputLayer",
}


def number(request: Type[contract.Request], name: str, title: str, help_text: str = "") -> QgsProcessingParameterNumber:
    """The parameter for a field that holds a number."""
    entry = _field(request, name)
    whole = kind(entry) == "int"
    kinds = QgsProcessingParameterNumber.Type
    parameter = QgsProcessingParameterNumber(
        name.upper(),
        title,
        kinds.Integer if whole else kinds.Double,
        defaultValue=None if entry.default is MISSING else entry.default,
        optional=is_optional(entry),
    )
    least, most = entry.metadata.get("limits", (0, _MOST_INT))
    parameter.setMinimum(least)
    if whole or "limits" in entry.metadata:
        parameter.setMaximum(min(most, _MOST_INT))
    parameter.setHelp(help_text)
    return parameter


def choice(name: str, title: str, choices: Sequence[str], default: Any, help_text: str) -> QgsProcessingParameterEnum:
    """The parameter for a field that holds one of the contract's words, so that models and scripts stay readable."""
    parameter = QgsProcessingParameterEnum(
        name.upper(), title, options=list(choices), defaultValue=default, optional=not default, usesStaticStrings=True
    )
    parameter.setHelp(help_text)
    return parameter


def given_values(
    algorithm: QgsProcessingAlgorithm,
    request: Type[contract.Request],
    parameters: Dict[str, Any],
    context: QgsProcessingContext,
) -> Dict[str, Any]:
    """The values that were given for fields which hold a number, a text, a choice, a file or an output."""
    values: Dict[str, Any] = {}
    for entry in fields(request):
        name = entry.name.upper()
        definition = algorithm.parameterDefinition(name)
        if definition is None or not is_given(parameters.get(name)):
            continue
        how = _BY_TYPE.get(definition.type(), "")
        if definition.type() == "number":
            how = "parameterAsInt" if kind(entry) == "int" else "parameterAsDouble"
        if how:
            read: Callable[..., Any] = getattr(algorithm, how)
            values[entry.name] = read(parameters, name, context)
    return values


def _field(request: Type[contract.Request], name: str) -> "Field[Any]":
    return next(entry for entry in fields(request) if entry.name == name)
