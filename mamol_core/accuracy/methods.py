"""The paragraph on methods, with citations, as it can be put into a paper."""

from __future__ import annotations

from typing import Any

from .population import NONE, OTHER_STRATA, RANDOM, STRATIFIED

COCHRAN = "Cochran, W.G., 1977. Sampling Techniques, 3rd ed. Wiley, New York."
OLOFSSON = (
    "Olofsson, P., Foody, G.M., Herold, M., Stehman, S.V., Woodcock, C.E., Wulder, M.A., 2014. Good practices for "
    "estimating area and assessing accuracy of land change. Remote Sensing of Environment 148, 42–57. "
    "https://doi.org/10.1016/j.rse.2014.02.015"
)
STEHMAN = (
    "Stehman, S.V., 2014. Estimating area and map accuracy for stratified random sampling when the strata are "
    "different from the map classes. International Journal of Remote Sensing 35, 4923–4939. "
    "https://doi.org/10.1080/01431161.2014.930207"
)


def methods_text(value: dict[str, Any]) -> dict[str, Any]:
    """``{"text", "references"}`` for the result of an assessment."""
    estimator, design = value["estimator"], value["design"]
    if estimator == NONE:
        kind = "reference polygons" if value["reference_kind"] == "polygons" else "clustered reference points"
        text = (
            f"The map was compared with {value['points']:,} pixels of {kind}, which are not a probability sample. The "
            "confusion matrix was weighted by the mapped area of each class (Olofsson et al., 2014); no standard "
            "errors are given, and the figures describe the places of the reference, not the map as a whole."
        )
        return {"text": text, "references": [OLOFSSON]}
    strata = [stratum for stratum in value["strata"] if stratum["points"]]
    sizes = ", ".join(f"{stratum['name']} {stratum['points']}" for stratum in strata[:30])
    where = {
        STRATIFIED: f"stratified by the {len(strata)} map classes ({sizes})",
        OTHER_STRATA: f"stratified by {len(strata)} strata other than the map's classes ({sizes})",
        RANDOM: "selected by simple random sampling",
    }[estimator]
    drawn = f"Accuracy and area were estimated from {value['points']:,} reference points, {where}."
    if design is None:
        drawn += " [Say here how the points were selected.]"
    else:
        drawn += f" Pixels were drawn at random without replacement (seed {design['seed']})"
        rules = {
            "equal": "the same number in each stratum",
            "proportional": "in proportion to the strata's areas, with a minimum in each stratum",
            "optimal": "by Neyman's optimal allocation (Cochran, 1977)",
        }
        drawn += f", {rules[design['allocation']]}" if estimator != RANDOM and design["allocation"] in rules else ""
        drawn += f", at least {design['distance']:g} m apart" if design["distance"] else ""
        drawn += "; the interpreter did not see the map's class."
    formulas = {
        STRATIFIED: "the stratified estimators of Olofsson et al. (2014), with weights from the area of each class on "
        "the whole map",
        OTHER_STRATA: "the estimators of Stehman (2014) for strata that differ from the map classes",
        RANDOM: "the estimators of simple random sampling (Cochran, 1977; Stehman, 2014)",
    }[estimator]
    overall = value["overall"]
    result = ""
    if overall["high"] is not None:
        result = (
            f" Overall accuracy was {100 * overall['estimate']:.1f} % (95 % confidence interval "
            f"{100 * overall['low']:.1f}–{100 * overall['high']:.1f} %)."
        )
    text = (
        f"{drawn} Overall, user's and producer's accuracy and the area of each class, all with standard errors and 95 "
        f"% confidence intervals (± 1.96 standard errors), were computed with {formulas}. {value['areas']}{result} "
        f"Areas are those by the reference classification, not pixel counts of the map. Computed with MaMOL Land Cover "
        f"{value['engine']}."
    )
    references = {STRATIFIED: [OLOFSSON], OTHER_STRATA: [STEHMAN], RANDOM: [COCHRAN, STEHMAN]}[estimator]
    if design is not None and design["allocation"] == "optimal" and COCHRAN not in references:
        references = [COCHRAN, *references]
    return {"text": text, "references": references}
