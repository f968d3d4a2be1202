"""The translations: complete, in step with the texts, and shown by the real plugin in QGIS's language."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTableWidget,
    QWidget,
)

ROOT = Path(__file__).resolve().parents[2]


def _tool():
    """The program behind ``make translations``."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / ".ci" / "translations.py")
    module = sys.modules["translations"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()
MESSAGES = tool.collect()
LANGUAGES = sorted(tool.PLURAL_FORMS)
FOREIGN = sorted(set(LANGUAGES) - {tool.SOURCE_LANGUAGE})


def marks(text: str) -> Counter:
    """What a translation must keep: fields, %n, tags, codes and file patterns."""
    fields = [f"{{{name}:{spec}}}" for _, name, spec, _ in string.Formatter().parse(text) if name is not None]
    return Counter(fields + re.findall(r"%n|</?\w+>|<code>.*?</code>|\*\.\w+|mamol:\w+|&(?=\w)|…$", text))


# The files


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_should_be_in_step_with_the_texts(language):
    written = tool.path_of(language).read_text(encoding="utf-8")
    assert written == tool.render(language, MESSAGES, tool.read(language)), "run 'make translations'"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_should_be_translated(language):
    wanted = {key for key, message in MESSAGES.items() if message.plural or language in FOREIGN}
    assert wanted - set(tool.read(language)) == set()
    assert not re.search("unfinished|obsolete|vanished", tool.path_of(language).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_should_keep_fields_tags_and_mnemonics(language):
    broken = [
        (source, form)
        for (_, source), forms in tool.read(language).items()
        for form in forms
        if marks(form) != marks(source)
    ]
    assert not broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_mnemonics_of_a_form_should_differ(language):
    translations = tool.read(language)
    for path in (ROOT / "ui").glob("*.ui"):
        context = ElementTree.parse(path).getroot().findtext("class")
        texts = [translations.get(key, [key[1]])[0] for key in MESSAGES if key[0] == context]
        letters = Counter(letter.lower() for text in texts for letter in re.findall(r"&(\w)", text))
        assert [letter for letter, number in letters.items() if number > 1] == [], path.name


def test_new_and_changed_texts_should_be_noticed(tmp_path):
    (tmp_path / "plugin").mkdir()
    (tmp_path / "ui").mkdir()
    code = tmp_path / "plugin" / "some.py"
    code.write_text('tr("Kept")\ntr("%n new one(s)", n=number)\ntr("Two " "parts")\n')
    messages = tool.collect(tmp_path)
    assert [(message.source, message.plural) for message in messages.values()] == [
        ("Kept", False), ("%n new one(s)", True), ("Two parts", False),
    ]  # fmt: skip
    text = tool.render("de", messages, {(tool.CONTEXT, "Kept"): ["Behalten"], (tool.CONTEXT, "Gone"): ["Weg"]})
    assert "Behalten" in text and "Weg" not in text and text.count('type="unfinished"') == 2
    code.write_text('tr(f"{number} bands")\n')
    with pytest.raises(ValueError, match="needs the text itself"):
        tool.collect(tmp_path)


# QGIS


@pytest.fixture()
def speak():
    """A function that sets the language in QGIS's options."""
    settings = QgsSettings()
    before = settings.value("locale/userLocale")

    def choose(language: str) -> None:
        settings.setValue("locale/userLocale", language)

    yield choose
    choose(before)


@pytest.fixture(params=FOREIGN)
def translated(request, speak, provider, qgis_iface):
    """A plugin started in a QGIS of that language; its translations as (plugin, source -> translation)."""
    from mamol_landcover import classFactory

    speak(request.param)
    plugin = classFactory(qgis_iface)
    plugin.initGui()
    yield plugin, {source: forms[0] for (_, source), forms in tool.read(request.param).items()}
    plugin.unload()


def shown_by(widget: QWidget) -> set[str]:
    """Every text of a widget and what it holds; Qt's own buttons speak as Qt's translations are installed."""
    texts = {widget.windowTitle()}
    for part in widget.findChildren(QWidget):
        texts |= {part.toolTip(), part.accessibleName()}
        if isinstance(part.parent(), QDialogButtonBox):
            continue
        if isinstance(part, (QLabel, QAbstractButton)):
            texts.add(part.text())
        elif isinstance(part, QGroupBox):
            texts.add(part.title())
        elif isinstance(part, QLineEdit):
            texts.add(part.placeholderText())
        elif isinstance(part, QComboBox):
            texts |= {part.itemText(index) for index in range(part.count())}
        elif isinstance(part, QTableWidget):
            texts |= {part.horizontalHeaderItem(column).text() for column in range(part.columnCount())}
        texts |= {action.text() for action in part.actions()}
    return texts


def english_left(texts: set[str], translations: dict[str, str]) -> set[str]:
    return {text for text in texts if translations.get(text, text) != text}


def test_dock_dialog_and_options_should_speak_the_language(translated, trained, engine, qgis_new_project):
    from mamol_landcover.plugin.setup.page import EngineWidget

    plugin, translations = translated
    plugin.show_dock()
    dock = plugin.dock
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.train()
    page = EngineWidget()
    try:
        texts = shown_by(dock) | shown_by(dock.train_dialog) | shown_by(page)
        ok = dock.train_dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).text()
    finally:
        dock.train_dialog.close()
    for source in ("Classi&fy", "Sensors &used", "Full extent of the layers", "&Test the engine", "Start &from", "F1"):
        assert translations[source] in texts
    assert ok == translations["&Train"]
    assert english_left(texts, translations) == set()


def test_algorithms_should_speak_the_language_and_keep_their_words(translated):
    _, translations = translated
    names = {}
    for known in QgsApplication.processingRegistry().providerById("mamol").algorithms():
        algorithm = known.create()
        parts = [*algorithm.parameterDefinitions(), *algorithm.outputDefinitions()]
        texts = {algorithm.displayName(), algorithm.shortDescription(), algorithm.shortHelpString()}
        texts |= {part.description() for part in parts} | {part.help() for part in parts if hasattr(part, "help")}
        assert english_left(texts, translations) == set()
        names[algorithm.id()] = algorithm
    train = names["mamol:train"]
    assert train.displayName() == translations["Train a land-cover model"]
    assert train.parameterDefinition("EFFORT").options() == ["quick", "standard", "thorough"]


def test_texts_should_be_english_again_after_unload(speak, provider, qgis_iface):
    from mamol_landcover import classFactory
    from mamol_landcover.plugin.texts import tr

    speak("de")
    plugin = classFactory(qgis_iface)
    plugin.initProcessing()
    assert (tr("Land cover"), tr("%n band(s)", n=2)) == ("Landbedeckung", "2 Kanäle")
    plugin.unload()
    assert (tr("Land cover"), tr("%n band(s)", n=2)) == ("Land cover", "2 bands")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("de", "Landbedeckung"), ("de_AT", "Landbedeckung"), ("zh-Hans", "土地覆盖"), ("zh_CN", "土地覆盖"),
        ("zh-Hant", "Land cover"), ("zh_TW", "Land cover"), ("en_US", "Land cover"), ("fr", "Land cover"),
        ("C", "Land cover"),
    ],
)  # fmt: skip
def test_language_should_follow_qgis(locale, expected, speak):
    from qgis.PyQt.QtCore import QCoreApplication

    from mamol_landcover.plugin.texts import install_translator, tr

    speak(locale)
    translator = install_translator()
    try:
        assert tr("Land cover") == expected
    finally:
        QCoreApplication.removeTranslator(translator)


def test_qgis_process_should_speak_the_language(tmp_path):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        pytest.skip("qgis_process is not installed")
    settings = tmp_path / "profile" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[locale]\noverrideFlag=true\nuserLocale=de\n[PythonPlugins]\nmamol_landcover=true\n")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile"),
        "QGIS_PLUGINPATH": str(ROOT / "build" / "plugins"),
    }
    answer = subprocess.run(
        [program, "help", "mamol:classify"], env=environment, capture_output=True, text=True, timeout=120
    )
    assert answer.returncode == 0, answer.stderr
    assert "Landbedeckung klassifizieren" in answer.stdout and "EFFORT: Aufwand" in answer.stdout


def test_stages_of_the_engine_should_be_translated(translated):
    from mamol_landcover.plugin import texts

    _, translations = translated
    engine = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "mamol_core").rglob("*.py"))
    assert not re.findall(r'\.stage\(\s*"', engine), "stages are constants of stages.py"
    stages = dict(re.findall(r'^([A-Z_]+) = stage\("(.+)"\)$', engine, re.MULTILINE))
    assert set(re.findall(r"\.stage\(\s*([A-Z_]+)", engine)) <= set(stages), "stages shown in English"
    for stage in stages.values():
        assert texts.translated(stage) == translations[stage] != stage
    assert texts.translated("Waiting") == "Waiting"


def test_units_and_devices_of_the_engine_should_be_translated(translated):
    """G12: "8-bit counts" and the line about the device stayed English."""
    from mamol_landcover.plugin.engine import words

    _, translations = translated
    said = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "mamol_core").rglob("*.py"))
    shown = Path(words.__file__).read_text(encoding="utf-8")
    units = re.findall(r'"([^"]+)": tr\(', shown)
    for text in ("8-bit counts", "reflectance x 10000", "linear power"):
        assert text in units and f'"{text}"' in said
        assert words.units_text(text) != text
    assert words.device_text("CPU, 1 core") == translations["CPU, %n core(s)"].replace("%n", "1")
    reason = "No GPU is used: this PyTorch is built without CUDA."
    assert "this PyTorch is built without CUDA." in said and words.reason_text(reason) == translations[reason] != reason
    assert words.device_text("NVIDIA H100") == "NVIDIA H100"
