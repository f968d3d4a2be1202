"""The raster inputs that training and classifying share: a layer per role, more sensors, and masks."""

from __future__ import annotations

from typing import Dict, List, Optional, Tuple, cast

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterRasterLayer,
    QgsProcessingUtils,
    QgsRasterLayer,
)

from ...mamol_core import contract
from ...mamol_core.cards import read_card
from ...mamol_core.errors import LayerError
from ...mamol_core.matching import check_sensor
from ...mamol_core.roles import ROLES, role_of
from ..layers import guess, inputs
from ..layers.inputs import InputError
from ..layers.sensors import role_texts
from ..texts import tr
from .base import as_advanced

ROLE_PARAMETERS = {role.upper(): role for role in ROLES}
MORE_LAYERS = "MORE_LAYERS"
MASKS = "MASKS"


def add_layer_parameters(algorithm: QgsProcessingAlgorithm) -> None:
    """Declare OPTICAL, SAR and so on for each role, MORE_LAYERS and MASKS, all optional."""
    texts = role_texts()
    for name, role in ROLE_PARAMETERS.items():
        algorithm.addParameter(QgsProcessingParameterRasterLayer(name, texts[role].layer, optional=True))
    more = QgsProcessingParameterMatrix(
        MORE_LAYERS,
        tr("Additional layers of a kind given above"),
        numberRows=1,
        headers=[tr("Sensor (role:name)"), tr("Layer (name, id or path)")],
        optional=True,
    )
    masks = QgsProcessingParameterMatrix(
        MASKS,
        tr("Masks, such as clouds: rasters that are 0 where a sensor's layer must not be used"),
        numberRows=1,
        headers=[tr("Sensor (role or role:name)"), tr("Mask layer (name, id or path)")],
        optional=True,
    )
    algorithm.addParameter(more)
    algorithm.addParameter(as_advanced(masks))


def collect_layers(
    algorithm: QgsProcessingAlgorithm, parameters: Dict, context: QgsProcessingContext
) -> List[Tuple[str, QgsRasterLayer]]:
    """(sensor, layer) for every layer given. Raises InputError for what can't be used, in a sentence."""
    chosen: List[Tuple[str, QgsRasterLayer]] = []
    for name, role in ROLE_PARAMETERS.items():
        value = parameters.get(name)
        if is_given(value):
            layer = algorithm.parameterAsRasterLayer(parameters, name, context)
            chosen.append((role, checked_raster(layer or _find(value, context), value)))
    for sensor, value in _rows(algorithm, parameters, MORE_LAYERS, context):
        chosen.append((sensor, checked_raster(_find(value, context), value)))
    if not chosen:
        names = ", ".join(texts.name for texts in role_texts().values())
        raise InputError(tr("No layer was given. Choose at least one raster ({0}).").format(names))
    sensors = [sensor for sensor, _ in chosen]
    for sensor in sensors:
        if sensors.count(sensor) > 1:
            raise InputError(
                tr("Sensor '{0}' was given twice. Name the second one, for example {1}:second.").format(
                    sensor, role_of(sensor)
                )
            )
    return chosen


def collect_masks(
    algorithm: QgsProcessingAlgorithm, parameters: Dict, context: QgsProcessingContext
) -> Dict[str, QgsRasterLayer]:
    """The mask layer of each sensor that has one. Raises InputError for what can't be used."""
    return {
        sensor: checked_raster(_find(value, context), value)
        for sensor, value in _rows(algorithm, parameters, MASKS, context)
    }


def contract_layers(
    layers: List[Tuple[str, QgsRasterLayer]], masks: Dict[str, QgsRasterLayer], folder: str
) -> Tuple[contract.Layer, ...]:
    """Layers and masks as the engine's request holds them; ``folder`` takes temporary files. Raises InputError."""
    strangers = set(masks) - {sensor for sensor, _ in layers}
    if strangers:
        raise InputError(
            tr("A mask was given for {0}, but no layer. Give the mask the sensor of its layer.").format(
                ", ".join(sorted(strangers))
            )
        )
    return tuple(
        inputs.to_contract(sensor, layer, inputs.as_displayed(masks[sensor], folder) if sensor in masks else None)
        for sensor, layer in layers
    )


def check_bands(layers: List[Tuple[str, QgsRasterLayer]], model: str, continuing: bool = False) -> None:
    """Raise InputError, in the engine's words, where the model has no such sensor or the layer not its bands.

    By the engine's own matcher, without the engine, so that a dialog or a batch says it at once. A model that can't be
    read is left to the engine. ``continuing``: the model is to be trained further.
    """
    try:
        card = read_card(model)
        wanted = {entry.sensor: entry for entry in guess.wanted_from_card(card)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
    for sensor, layer in layers:
        try:
            check_sensor(sensor, list(wanted), continuing)
        except LayerError as error:
            raise InputError(str(error), sensor) from None
        problem = guess.misfit(guess.facts_of(layer), wanted[sensor])
        if problem:
            raise InputError(problem, sensor)


def is_given(value: object) -> bool:
    """Whether a parameter has a value: not None, an empty text, a null QVariant or an output without a file."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue() or value.sink.expressionString()  # a batch's table hands over empty ones
    return not (value is None or value == "" or (hasattr(value, "isNull") and value.isNull()))


def _rows(
    algorithm: QgsProcessingAlgorithm, parameters: Dict, name: str, context: QgsProcessingContext
) -> List[Tuple[str, object]]:
    """Rows (sensor, layer value) of a two-column matrix, without the empty ones."""
    cells = algorithm.parameterAsMatrix(parameters, name, context) if is_given(parameters.get(name)) else []
    if not any(is_given(cell) for cell in cells):
        return []  # a dialog whose table nobody touched hands over one NULL
    if len(cells) % 2:
        raise InputError(tr("{0} needs pairs of sensor and layer; %n value(s) were given.", n=len(cells)).format(name))
    rows = []
    for sensor, value in zip(cells[::2], cells[1::2]):
        sensor = str(sensor or "").strip()
        if not sensor and not is_given(value):
            continue
        try:
            role_of(sensor)
        except ValueError as error:
            raise InputError(str(error)) from None
        if not is_given(value):
            raise InputError(tr("No layer was chosen for sensor '{0}'.").format(sensor))
        rows.append((sensor, value))
    return rows


def _find(value: object, context: QgsProcessingContext) -> Optional[QgsMapLayer]:
    if isinstance(value, QgsMapLayer):
        return value
    return QgsProcessingUtils.mapLayerFromString(str(value), context)


def checked_raster(layer: Optional[QgsMapLayer], value: object) -> QgsRasterLayer:
    """The layer, if the engine can read it; InputError with the next step otherwise."""
    if layer is None or not layer.isValid():
        text = value.name() if isinstance(value, QgsMapLayer) else str(value)
        if text.lower().endswith((".las", ".laz", ".copc")):
            raise InputError(
                tr("'{0}' is a point cloud; a raster is needed. Make a surface raster of it and choose that.").format(
                    text
                )
            )
        raise InputError(
            tr("QGIS can't open '{0}' as a raster. Check the path, or choose a layer of the project.").format(text)
        )
    inputs.raster_path(layer)
    return cast(QgsRasterLayer, layer)
