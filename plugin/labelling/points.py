"""The points of a sample in order: which have a reference, which comes next, and storing what a person says."""

from __future__ import annotations

from typing import List, Optional

from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer

from ...mamol_core.contract import REFERENCE_FIELD
from ..texts import tr


class SamplePoints:
    """Features of a layer by their place in the order of their ids."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.layer = layer
        self._field = layer.fields().lookupField(REFERENCE_FIELD)
        by = layer.fields().lookupField("id")
        features = layer.getFeatures(QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry))
        ordered = sorted((one[by] if by >= 0 else one.id(), one.id()) for one in features)
        self._ids = [number for _, number in ordered]

    def __len__(self) -> int:
        return len(self._ids)

    def feature(self, place: int) -> QgsFeature:
        """The feature with its geometry, as it is in the edit buffer."""
        return self.layer.getFeature(self._ids[place])

    def reference(self, place: int) -> Optional[int]:
        """The code of the reference class; None where there is none yet."""
        value = self.feature(place)[self._field]
        return int(value) if isinstance(value, (int, float)) else None

    def open_places(self) -> List[int]:
        """Places without a reference, in order."""
        request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
        empty = {
            feature.id()
            for feature in self.layer.getFeatures(request)
            if not isinstance(feature[self._field], (int, float))
        }
        return [place for place, number in enumerate(self._ids) if number in empty]

    def next_open(self, place: int) -> Optional[int]:
        """The next place without a reference after this one, from the beginning again at the end."""
        waiting = self.open_places()
        return next((one for one in waiting if one > place), waiting[0] if waiting else None)

    def store(self, place: int, code: Optional[int]) -> str:
        """Store a reference at once; why that is impossible, else empty.

        Where the person has begun to edit the layer, it is stored with their other edits.
        """
        editing = self.layer.isEditable()
        if not editing and not self.layer.startEditing():
            return self._problem()
        done = self.layer.changeAttributeValue(self._ids[place], self._field, code)
        if editing:
            return "" if done else self._problem()
        if done and self.layer.commitChanges():
            return ""
        problem = self._problem()
        self.layer.rollBack()
        return problem

    def _problem(self) -> str:
        return "; ".join(self.layer.commitErrors()) or tr("the layer can't be edited")
