<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>MamolLandCover</name>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>{0} needs pairs of sensor and layer; %n value(s) were given.</source>
            <translation>
                <numerusform>{0} needs pairs of sensor and layer; %n value was given.</numerusform>
                <numerusform>{0} needs pairs of sensor and layer; %n values were given.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>%n polygon(s) hold no pixel of the map, and have no class.</source>
            <translation>
                <numerusform>%n polygon holds no pixel of the map, and has no class.</numerusform>
                <numerusform>%n polygons hold no pixel of the map, and have no class.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>In %n polygon(s) two classes are equally frequent; the one with the lower code was taken.</source>
            <translation>
                <numerusform>In %n polygon two classes are equally frequent; the one with the lower code was taken.</numerusform>
                <numerusform>In %n polygons two classes are equally frequent; the one with the lower code was taken.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Writing %n polygon(s)</source>
            <translation>
                <numerusform>Writing %n polygon</numerusform>
                <numerusform>Writing %n polygons</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>%n point(s) in all.</source>
            <translation>
                <numerusform>%n point in all.</numerusform>
                <numerusform>%n points in all.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' has %n band(s); a map of classes has one.</source>
            <translation>
                <numerusform>Layer '{0}' has %n band; a map of classes has one.</numerusform>
                <numerusform>Layer '{0}' has %n bands; a map of classes has one.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/check.py"></location>
            <source>… and %n more warning(s), which the log shows.</source>
            <translation>
                <numerusform>… and %n more warning, which the log shows.</numerusform>
                <numerusform>… and %n more warnings, which the log shows.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>%n label(s) of '{0}' were added to layer '{1}'.</source>
            <translation>
                <numerusform>%n label of '{0}' was added to layer '{1}'.</numerusform>
                <numerusform>%n labels of '{0}' were added to layer '{1}'.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>%n polygon(s) were left out, as the layer has them with another class or none.</source>
            <translation>
                <numerusform>%n polygon was left out, as the layer has it with another class or none.</numerusform>
                <numerusform>%n polygons were left out, as the layer has them with another class or none.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Layer '{0}': %n polygon(s) with a class</source>
            <translation>
                <numerusform>Layer '{0}': %n polygon with a class</numerusform>
                <numerusform>Layer '{0}': %n polygons with a class</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>, %n without</source>
            <translation>
                <numerusform>, %n without</numerusform>
                <numerusform>, %n without</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The model learned from %n place(s). Add their labels, or training further may undo what they taught.</source>
            <translation>
                <numerusform>The model learned from %n place. Add its label, or training further may undo what it taught.</numerusform>
                <numerusform>The model learned from %n places. Add their labels, or training further may undo what they taught.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>%n date(s), {first} to {last}</source>
            <translation>
                <numerusform>%n date, {first} to {last}</numerusform>
                <numerusform>%n dates, {first} to {last}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>%n with a mask</source>
            <translation>
                <numerusform>%n with a mask</numerusform>
                <numerusform>%n with a mask</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/engine/leftovers.py"></location>
            <source>%n finished part(s) of the map stay(s) in {0}: the same run goes on from there.</source>
            <translation>
                <numerusform>%n finished part of the map stays in {0}: the same run goes on from there.</numerusform>
                <numerusform>%n finished parts of the map stay in {0}: the same run goes on from there.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/engine/words.py"></location>
            <source>CPU, %n core(s)</source>
            <translation>
                <numerusform>CPU, %n core</numerusform>
                <numerusform>CPU, %n cores</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>%n point(s) without a reference.</source>
            <translation>
                <numerusform>%n point without a reference.</numerusform>
                <numerusform>%n points without a reference.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n different value(s): this does not look like classes.</source>
            <translation>
                <numerusform>%n different value: this does not look like classes.</numerusform>
                <numerusform>%n different values: this does not look like classes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n class(es)</source>
            <translation>
                <numerusform>%n class</numerusform>
                <numerusform>%n classes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>{classes} on {total} pixel(s).</source>
            <translation>
                <numerusform>{classes} on {total} pixel.</numerusform>
                <numerusform>{classes} on {total} pixels.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>{classes} in {total} feature(s).</source>
            <translation>
                <numerusform>{classes} in {total} feature.</numerusform>
                <numerusform>{classes} in {total} features.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n feature(s) have no class and are left out.</source>
            <translation>
                <numerusform>%n feature has no class and is left out.</numerusform>
                <numerusform>%n features have no class and are left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>%n band(s)</source>
            <translation>
                <numerusform>%n band</numerusform>
                <numerusform>%n bands</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/about.py"></location>
            <source>{} pixel(s)</source>
            <translation>
                <numerusform>{} pixel</numerusform>
                <numerusform>{} pixels</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source> and %n more class(es)</source>
            <translation>
                <numerusform> and %n more class</numerusform>
                <numerusform> and %n more classes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>… and %n more in the report</source>
            <translation>
                <numerusform>… and %n more in the report</numerusform>
                <numerusform>… and %n more in the report</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>, from %n place(s)</source>
            <translation>
                <numerusform>, from %n place</numerusform>
                <numerusform>, from %n places</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: none of {of} pixel(s) found</source>
            <translation>
                <numerusform>{name}: none of {of} pixel found</numerusform>
                <numerusform>{name}: none of {of} pixels found</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: {share} of {of} pixel(s) found</source>
            <translation>
                <numerusform>{name}: {share} of {of} pixel found</numerusform>
                <numerusform>{name}: {share} of {of} pixels found</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: none of {of} mapped pixel(s) right</source>
            <translation>
                <numerusform>{name}: none of {of} mapped pixel right</numerusform>
                <numerusform>{name}: none of {of} mapped pixels right</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: {share} of {of} mapped pixel(s) right</source>
            <translation>
                <numerusform>{name}: {share} of {of} mapped pixel right</numerusform>
                <numerusform>{name}: {share} of {of} mapped pixels right</numerusform>
            </translation>
        </message>
    </context>
</TS>
