"""The raster inputs that training and classifying share: a layer per role, more sensors, and masks."""

from __future__ import annotations

import re
from dataclasses import replace
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
from ...mamol_core.matching import bands_said, check_sensor
from ...mamol_core.presets import parse_bands
from ...mamol_core.roles import ROLES, role_of, split_date
from ...mamol_core.shell import parse_metres
from ..layers import guess, inputs
from ..layers.bands import Bands, codes_of
from ..layers.dates import date_of, wrong_dates
from ..layers.inputs import InputError
from ..layers.sensors import role_texts
from ..texts import tr
from .base import as_advanced

ROLE_PARAMETERS = {role.upper(): role for role in ROLES}
MORE_LAYERS = "MORE_LAYERS"
MASKS = "MASKS"
BANDS = "BANDS"
MASK_CODES = "MASK_CODES"
LAYER_SHIFTS = "LAYER_SHIFTS"


def add_layer_parameters(algorithm: QgsProcessingAlgorithm) -> None:
    """Declare OPTICAL, SAR and so on for each role, MORE_LAYERS, and MASKS and others by sensor, all optional."""
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
    more.setHelp(
        tr(
            "For several dates of one sensor, a series, give each layer a row: optical@2024-05-03, or optical@ where "
            "the date is to be read from the layer's name, tags or temporal properties."
        )
    )
    masks = QgsProcessingParameterMatrix(
        MASKS,
        tr("Masks of layers: 0 where not to be used, or cloud masks"),
        numberRows=1,
        headers=[tr("Sensor (role or role:name)"), tr("Mask layer (name, id or path)")],
        optional=True,
    )
    bands = QgsProcessingParameterMatrix(
        BANDS,
        tr("Bands of layers whose files do not name them"),
        numberRows=1,
        headers=[tr("Sensor (role or role:name)"), tr("A preset, or names with ; between them")],
        optional=True,
    )
    bands.setHelp(
        tr(
            "A preset such as sentinel-2-12, or what each band of the file is: B02;B03;-;B08, where - leaves one out, "
            "or a table of wavelengths (.csv, .txt)"
        )
    )
    codes = QgsProcessingParameterMatrix(
        MASK_CODES,
        tr("What in a mask must not be used, where that is not recognised"),
        numberRows=1,
        headers=[tr("Sensor (role or role:name)"), tr("Codes with ; between them, or a kind of mask")],
        optional=True,
    )
    codes.setHelp(
        tr("Values such as 3;8..10, bits such as bits:1;3, none, or scl, qa_pixel, udm2, probability, flags or plain")
    )
    shifts = QgsProcessingParameterMatrix(
        LAYER_SHIFTS,
        tr("Layers to move, where they do not line up with others"),
        numberRows=1,
        headers=[tr("Sensor (role or role:name)"), tr("Metres east and north, with ; between them")],
        optional=True,
    )
    shifts.setHelp(tr("Such as 0;-12.5 for 12.5 m to the south. Check alignment of layers and labels tells how far."))
    algorithm.addParameter(more)
    for parameter in (masks, bands, codes, shifts):
        algorithm.addParameter(as_advanced(parameter))


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
        if sensors.count(sensor) > 1 and "@" in sensor:
            twice = [(layer.name(), split_date(key)[1] or "") for key, layer in chosen if key == sensor]
            raise InputError(wrong_dates(twice), sensor)
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


def collect_bands(
    algorithm: QgsProcessingAlgorithm, parameters: Dict, context: QgsProcessingContext
) -> Dict[str, Bands]:
    """What each band of a sensor's layer is. Raises InputError, in the engine's words, for what can't be."""
    found = {}
    for sensor, value in _rows(algorithm, parameters, BANDS, context):
        try:
            found[sensor] = parse_bands(str(value).replace(";", ","))
        except ValueError as error:
            raise InputError(str(error), sensor) from None
    return found


def metres(text: str) -> Tuple[float, float]:
    """Metres east and north of ``0;-12.5``, or ``0,-12.5`` as the engine writes it. Raises InputError.

    A comma that may be a decimal one is refused: ``12,5``.
    """
    east, semicolon, north = text.partition(";")
    apart = (semicolon and "," not in east + north) or re.fullmatch(r"[^,]*,\s*[+-][^,]*", text)
    try:
        return parse_metres(text.replace(";", ",") if apart else "")
    except ValueError:
        raise InputError(
            tr("'{0}' is not a shift; write metres east and north, for example 0;-12.5.").format(text)
        ) from None


def contract_layers(
    algorithm: QgsProcessingAlgorithm, parameters: Dict, context: QgsProcessingContext, folder: str
) -> Tuple[contract.Layer, ...]:
    """The layers as the engine's request holds them; ``folder`` takes temporary files. Raises InputError."""
    layers = collect_layers(algorithm, parameters, context)
    masks = collect_masks(algorithm, parameters, context)
    bands = collect_bands(algorithm, parameters, context)
    codes = dict(_rows(algorithm, parameters, MASK_CODES, context))
    whole = {split_date(sensor)[0] for sensor, _ in layers}  # what is said of a series holds for each of its dates
    strangers = set(masks) - {sensor for sensor, _ in layers}
    if strangers:
        raise InputError(
            tr("A mask was given for {0}, but no layer. Give the mask the sensor of its layer.").format(
                ", ".join(sorted(strangers))
            )
        )
    shifts = {sensor: metres(str(value)) for sensor, value in _rows(algorithm, parameters, LAYER_SHIFTS, context)}
    others = (set(bands) | set(codes) | set(shifts)) - {sensor for sensor, _ in layers} - whole
    if others:
        raise InputError(
            tr("Bands, codes or a shift were given for {0}, but no layer.").format(", ".join(sorted(others)))
        )
    found = []
    for sensor, layer in layers:
        entry = inputs.to_contract(
            sensor, layer, inputs.as_displayed(masks[sensor], folder) if sensor in masks else None
        )
        kept = codes_of(masks[sensor]) if sensor in masks else None
        code = codes.get(sensor, codes.get(split_date(sensor)[0]))
        said = kept if code is None else str(code).replace(";", ",")
        named = bands.get(sensor, bands.get(split_date(sensor)[0], entry.bands))
        shift = shifts.get(sensor, shifts.get(split_date(sensor)[0]))
        found.append(replace(entry, bands=named, mask_codes=said, shift=shift))
    return tuple(found)


def check_bands(
    layers: List[Tuple[str, QgsRasterLayer]], said: Dict[str, Bands], model: str, continuing: bool = False
) -> None:
    """Raise InputError, in the engine's words, where the model has no such sensor or the layer not its bands.

    ``said``: what the parameters say of bands; they hold more than what is kept with a layer.

    By the engine's own matcher, without the engine, so that a dialog or a batch says it at once. A model that can't be
    read is left to the engine. ``continuing``: the model is to be trained further, and may get new sensors.
    """
    try:
        card = read_card(model)
        wanted = {entry.sensor: entry for entry in guess.wanted_from_card(card)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
    for sensor, layer in layers:
        whole = split_date(sensor)[0]
        if continuing and whole not in wanted:
            continue
        try:
            check_sensor(whole, list(wanted))
        except LayerError as error:
            raise InputError(str(error), sensor) from None
        facts = guess.facts_of(layer)
        names = said.get(sensor, said.get(whole))
        if names is not None:
            facts = replace(facts, bands=tuple(bands_said([name for name in names if name is not None])))
        problem = guess.misfit(facts, wanted[whole])
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
        if sensor.endswith("@") and is_given(value):
            sensor += _date_of(value, context)
        try:
            role_of(sensor)
        except ValueError as error:
            raise InputError(str(error)) from None
        if not is_given(value):
            raise InputError(tr("No layer was chosen for sensor '{0}'.").format(sensor))
        rows.append((sensor, value))
    return rows


def _date_of(value: object, context: QgsProcessingContext) -> str:
    """When the layer of a series was taken. Raises InputError where nothing tells it."""
    layer = checked_raster(_find(value, context), value)
    date = date_of(layer)
    if not date:
        raise InputError(wrong_dates([(layer.name(), "")]))
    return date


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
