"""The stages of a run, as progress events name them. The plugin shows them translated and has no list of its own."""

from __future__ import annotations


def stage(text: str) -> str:
    """The name of a stage. .ci/translations.py collects what this is called with."""
    return text


READING_LABELS = stage("Reading the labels")
READING_LAYERS = stage("Reading the layers")
LINING_UP = stage("Comparing edges")
TRYING_HELPERS = stage("Trying helper classifiers in new places")
HELPERS_FOR_ASSESSMENT = stage("Training helper classifiers (random forest)")
FITTING_FOR_ASSESSMENT = stage("Training for the accuracy assessment")
ASSESSING = stage("Assessing every combination of sensors")
HELPERS = stage("Training helper classifiers on all labels")
FITTING = stage("Training on all labels")
TRAINING = stage("Training")
COMPARING = stage("Comparing the model as it is and fitted")
ADAPTING_FOR_ASSESSMENT = stage("Adapting for the accuracy assessment")
ADAPTING = stage("Adapting to all labels")
OPENING = stage("Opening model and layers")
MAPPING = stage("Mapping")
MAPPING_ON_CLUSTER = stage("Mapping on the cluster")
WRITING_MAP = stage("Writing the map")
CHOOSING_PLACES = stage("Choosing places to label")
DRAWING_LANDSCAPE = stage("Drawing the landscape")
READING_MAP = stage("Reading the map")
DRAWING_POINTS = stage("Drawing the points")
WRITING_DIFFERENCE = stage("Writing the difference")
