"""What the provider's algorithms share: translation, icon, the engine's run and the checks on outputs."""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext
from functools import cached_property
from tempfile import TemporaryDirectory, gettempdir
from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProject,
    QgsProviderRegistry,
)
from qgis.PyQt.QtGui import QIcon

from ...mamol_core import contract
from ...mamol_core.fields import absolute
from ...mamol_core.shell import command_line
from ..engine import client, leftovers, places
from ..help import page_url
from ..layers.inputs import InputError
from ..layers.label_files import LabelFiles
from ..paths import ICON, ROOT, free_name
from ..texts import tr


class MamolAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that asks the engine to do the work, unless it is there to mend the engine.

    ``help_page``: the page of the guide about it. ``refused_sensor``: whose layer the parameters were refused for.
    ``problem``: why the preparation failed.
    """

    needs_engine = True
    refused_sensor: Optional[str] = None
    problem: Optional[InputError] = None
    _label_files: Optional[LabelFiles] = None
    help_page = "index"

    @cached_property
    def _folder(self) -> "TemporaryDirectory[str]":
        """For temporary files; made where the first is wanted."""
        return TemporaryDirectory(prefix="mamol-")

    def createInstance(self) -> "MamolAlgorithm":
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(ICON)

    def helpUrl(self) -> str:
        return page_url(self.help_page)

    def canExecute(self) -> Tuple[bool, str]:
        problem = places.setup_hint() if self.needs_engine else ""
        return not problem, problem

    def prepareAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        # What is wrong ends the run, not the preparation: the batch of QGIS 3.40 waits for ever for such a row.
        try:
            self.prepare_layers(parameters, context)
        except InputError as error:
            self.problem = error
        return True

    def prepare_layers(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        """Take from layers of the project what can only be had in the GUI's thread. Raises InputError."""

    @contextmanager
    def prepared(self) -> Iterator[str]:
        """The folder for temporary files, which lasts as long. An InputError becomes a QgsProcessingException."""
        with self._folder as folder:
            try:
                if self.problem is not None:
                    raise self.problem
                yield folder
            except InputError as error:
                raise QgsProcessingException(str(error)) from None

    def build_request(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> contract.Request:
        """The engine's request, after ``prepareAlgorithm``; ``folder`` takes temporary files. Raises InputError."""
        raise NotImplementedError

    def refuse(self, error: InputError) -> Tuple[bool, str]:
        """What ``checkParameterValues`` answers where the parameters can't be used."""
        self.refused_sensor = error.sensor
        return False, str(error)

    def check(
        self,
        parameters: Dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        label_files: Optional[LabelFiles] = None,
    ) -> Dict[str, Any]:
        """What the engine would say to a run, instead of running: see the contract. After ``prepareAlgorithm``.

        ``label_files``: those of the state that the labels are in. Raises InputError, where there is nothing the engine
        could be asked about, and EngineError.
        """
        self._label_files = label_files
        with self._folder as folder, label_files or nullcontext():
            request = absolute(self.build_request(parameters, context, feedback, folder))
            return client.run(contract.CheckRequest(request), feedback)

    def ask_engine(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Tuple[Any, Dict[str, Any]]:
        """The request, and what the engine answered."""
        with self.prepared() as folder:
            request = self.build_request(parameters, context, feedback, folder)
            return request, self.run_engine(request, feedback, repeatable=False)

    def run_engine(
        self, request: contract.Request, feedback: QgsProcessingFeedback, repeatable: bool = True
    ) -> Dict[str, Any]:
        """The engine's result. Raises QgsProcessingException with what went wrong, what to do and what stays.

        ``repeatable``: the same request may be made again, and go on from parts that are finished.
        """
        request = absolute(request)  # the engine runs in another folder than QGIS
        command = command_line(request, places.python(), str(ROOT))
        feedback.pushInfo(tr("Equivalent command line:"))
        feedback.pushCommandInfo(command)
        if os.path.realpath(gettempdir()) in command or gettempdir() in command:
            feedback.pushInfo(
                tr("It names temporary files, which are deleted later. Export the layers you want to keep.")
            )
        try:
            return client.run(request, feedback)
        except client.EngineError as error:
            words = [str(error)] if repeatable else [str(error), *leftovers.drop_parts(request)]
            words.append(leftovers.what_stays(request))
            raise QgsProcessingException(" ".join(filter(None, words))) from None


def effort_parameter() -> QgsProcessingParameterEnum:
    """EFFORT, whose values are the contract's words, so that models and scripts stay readable."""
    parameter = QgsProcessingParameterEnum(
        "EFFORT", tr("Effort"), options=list(contract.EFFORTS), defaultValue="standard", usesStaticStrings=True
    )
    parameter.setHelp(tr("quick: a first look; standard: for most purposes; thorough: more accurate, but slower"))
    return parameter


def device_parameter() -> QgsProcessingParameterEnum:
    """DEVICE, whose values are the contract's words."""
    parameter = QgsProcessingParameterEnum(
        "DEVICE", tr("Device"), options=list(contract.DEVICES), defaultValue="auto", usesStaticStrings=True
    )
    parameter.setHelp(
        tr("auto: the GPU where it works, else the CPU; cpu: the CPU; cuda: the GPU; cuda:1: the second GPU")
    )
    return parameter


def as_advanced(parameter: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    """The parameter, shown only among the advanced ones."""
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter


def named_files(parameters: Dict[str, Any], names: Iterable[str]) -> List[str]:
    """The files that the user named for these outputs; temporary ones are left out."""
    files = []
    for name in names:
        value = parameters.get(name)
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink.staticValue()
        if isinstance(value, str) and value and value != QgsProcessing.TEMPORARY_OUTPUT:
            files.append(value)
    return files


def geopackage_problem(paths: Iterable[str]) -> str:
    """What to do where an output is to be another kind of file; empty where all are GeoPackages."""
    for path in paths:
        if not path.lower().endswith(".gpkg"):
            return tr("'{0}' is no GeoPackage, which is what is written. Give it a name that ends in .gpkg.").format(
                os.path.basename(path)
            )
    return ""


def output_problem(paths: Iterable[str], context: QgsProcessingContext) -> str:
    """Why the outputs can't be written as named, with a free name; empty where they can."""
    given = [os.path.realpath(path) for path in paths]
    for path in given:
        if given.count(path) > 1:
            return tr("Two outputs were given the same file, {0}. Name them differently.").format(path)
        layer_name = _open_as(path, context.project())
        if layer_name:
            return tr(
                "{0} is open in the project as layer '{1}', so it can't be overwritten. "
                "Choose another name, for example {2}, or remove the layer first."
            ).format(os.path.basename(path), layer_name, os.path.basename(free_name(path)))
    return ""


def _open_as(path: str, project: Optional[QgsProject]) -> str:
    """Name of the project's layer that reads the file; empty where none does."""
    for layer in project.mapLayers().values() if project else ():
        provider = layer.dataProvider()
        if provider is None:
            continue
        parts = QgsProviderRegistry.instance().decodeUri(provider.name(), layer.source())
        source = str(parts.get("path") or "")
        if source and os.path.normcase(os.path.realpath(source)) == os.path.normcase(path):
            return layer.name()
    return ""
