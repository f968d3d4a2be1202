<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>EngineWidget</name>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Engine: a Python of its own, apart from QGIS's</source>
            <translation>Engine: ein eigenes Python neben dem von QGIS</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Managed: download it into my data folder</source>
            <translation>&amp;Verwaltet: in meinen Datenordner herunterladen</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>My &amp;own Python (venv, conda, pixi)</source>
            <translation>&amp;Eigenes Python (venv, conda, pixi)</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Python that holds the engine's packages</source>
            <translation>Python mit den Paketen der Engine</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>O&amp;ffline, from a folder of wheels</source>
            <translation>&amp;Offline, aus einem Ordner mit Wheels</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Folder of wheels</source>
            <translation>Ordner mit Wheels</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Health</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>State of the engine</source>
            <translation>Zustand der Engine</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Load every package and map a tiny scene</source>
            <translation>Jedes Paket einmal benutzen und eine winzige Szene kartieren</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Test the engine</source>
            <translation>Engine &amp;testen</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>For a support request; without personal paths and names</source>
            <translation>Für eine Supportanfrage; ohne persönliche Pfade und Namen</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Co&amp;py diagnostics</source>
            <translation>Diagnose &amp;kopieren</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>How to install the engine, and what to do where that fails</source>
            <translation>Wie die Engine installiert wird und was zu tun ist, wenn das misslingt</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove the environments that this version of the plugin does not use</source>
            <translation>Die Umgebungen entfernen, die diese Version der Erweiterung nicht benutzt</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove o&amp;ld ones…</source>
            <translation>&amp;Alte entfernen…</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove all that was set up here</source>
            <translation>Alles entfernen, was hier eingerichtet wurde</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Remove…</source>
            <translation>Ent&amp;fernen…</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Whether the diagnostics were copied</source>
            <translation>Ob die Diagnose kopiert wurde</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Package indexes</source>
            <translation>Paketindizes</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Default index</source>
            <translation>&amp;Standardindex</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Address of the default index</source>
            <translation>Adresse des Standardindex</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>P&amp;yTorch's index</source>
            <translation>&amp;PyTorch-Index</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Address of PyTorch's index</source>
            <translation>Adresse des PyTorch-Index</translation>
        </message>
    </context>
    <context>
        <name>LabelTools</name>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Clas&amp;s</source>
            <translation>Kla&amp;sse</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>The class of what is drawn next. Type a new name for a new class</source>
            <translation>Die Klasse dessen, was als Nächstes gezeichnet wird. Für eine neue Klasse einen neuen Namen eingeben</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Class to draw</source>
            <translation>Klasse zum Zeichnen</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Draw polygons of this class: click the corners, end with a right click</source>
            <translation>Polygone dieser Klasse zeichnen: die Ecken anklicken, mit einem Rechtsklick enden</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>&amp;Draw</source>
            <translation>&amp;Zeichnen</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Add the labels of another layer of polygons, such as those that the model was trained with. Its classes are those that it is drawn by</source>
            <translation>Trainingsdaten eines anderen Polygonlayers hinzufügen, etwa die, mit denen das Modell trainiert wurde. Klassen sind die, nach denen er dargestellt wird</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>&amp;Add labels of</source>
            <translation>Trainingsdaten &amp;aus</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Suggest &amp;places</source>
            <translation>Orte &amp;vorschlagen</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Show and select the next place that has no class yet</source>
            <translation>Den nächsten Ort zeigen und wählen, der noch keine Klasse hat</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Ne&amp;xt place</source>
            <translation>Nächster &amp;Ort</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Give this class to the selected polygons, and go to the next place without one</source>
            <translation>Den gewählten Polygonen diese Klasse geben und zum nächsten Ort ohne Klasse gehen</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>&amp;Give to selected</source>
            <translation>Der Auswahl &amp;geben</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Train with these labels; with a model chosen, go on from it</source>
            <translation>Mit diesen Trainingsdaten trainieren; ist ein Modell gewählt, wird es fortgesetzt</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Train furt&amp;her…</source>
            <translation>&amp;Weiter trainieren…</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>State of the labels</source>
            <translation>Stand der Trainingsdaten</translation>
        </message>
    </context>
    <context>
        <name>MamolDock</name>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>A trained model file (.mamol.safetensors)</source>
            <translation>Eine trainierte Modelldatei (.mamol.safetensors)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Model file</source>
            <translation>Modelldatei</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Recent models</source>
            <translation>Zuletzt benutzte Modelle</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>What fits the model to another place or season: a small file beside the model, made by Train… with labels of it</source>
            <translation>Was das Modell an einen anderen Ort oder eine andere Jahreszeit anpasst: eine kleine Datei neben dem Modell, die „Trainieren…“ mit Labels von dort erstellt</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Adapter of the model</source>
            <translation>Adapter des Modells</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>About the model</source>
            <translation>Über das Modell</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Layers</source>
            <translation>Layer</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>For another date of the land that the model was trained on: optical and hyperspectral layers are standardised by their own values. They must show about the classes of the training area, in about the same shares.</source>
            <translation>Für einen anderen Zeitpunkt desselben Gebiets, auf dem das Modell trainiert wurde: Optische und hyperspektrale Layer werden nach ihren eigenen Werten standardisiert. Sie müssen etwa die Klassen des Trainingsgebiets in etwa denselben Anteilen zeigen.</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Fit the &amp;model to these layers</source>
            <translation>&amp;Modell an diese Layer anpassen</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>&amp;Area</source>
            <translation>&amp;Gebiet</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>The part of the layers to map</source>
            <translation>Der Teil der Layer, der kartiert werden soll</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Area to map</source>
            <translation>Zu kartierendes Gebiet</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Layer that gives the area</source>
            <translation>Layer, der das Gebiet vorgibt</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Selected polygons only</source>
            <translation>Nur gewählte Polygone</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Land cover</source>
            <translation>Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>GeoTIFF to write; empty for a temporary layer. What is ticked below is written beside it.</source>
            <translation>GeoTIFF, das geschrieben wird; leer für einen temporären Layer. Was unten angehakt ist, wird daneben geschrieben.</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Land cover file</source>
            <translation>Datei für die Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>The winning class's probability, in percent</source>
            <translation>Wahrscheinlichkeit der wahrscheinlichsten Klasse in Prozent</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Conf&amp;idence</source>
            <translation>K&amp;onfidenz</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>One band per class, in percent</source>
            <translation>Ein Kanal je Klasse, in Prozent</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Class pro&amp;babilities</source>
            <translation>Klassen&amp;wahrscheinlichkeiten</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Which sensors saw each pixel, one bit per sensor</source>
            <translation>Welche Sensoren jedes Pixel erfasst haben, ein Bit je Sensor</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Sensors &amp;used</source>
            <translation>Gen&amp;utzte Sensoren</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>What will happen</source>
            <translation>Was geschehen wird</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Progress in words</source>
            <translation>Fortschritt in Worten</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Stop the run; nothing is written</source>
            <translation>Anhalten; es wird nichts geschrieben</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Ca&amp;ncel</source>
            <translation>Abbr&amp;echen</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Draw training labels, have places suggested, and train further</source>
            <translation>Trainingsdaten zeichnen, Orte vorschlagen lassen und weiter trainieren</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>&amp;Label</source>
            <translation>&amp;Labeln</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Train a model with these layers, from polygons, points or a class raster</source>
            <translation>Ein Modell mit diesen Layern trainieren, anhand von Polygonen, Punkten oder einem Klassenraster</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>&amp;Train…</source>
            <translation>&amp;Trainieren…</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>More: example scene, engine, help</source>
            <translation>Mehr: Beispielszene, Engine, Hilfe</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Map land cover with these layers and open the result</source>
            <translation>Landbedeckung aus diesen Layern kartieren und das Ergebnis öffnen</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Classi&amp;fy</source>
            <translation>Klassi&amp;fizieren</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>State of the engine</source>
            <translation>Zustand der Engine</translation>
        </message>
    </context>
    <context>
        <name>MamolLandCover</name>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>After the map</source>
            <translation>Nach der Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Land cover: any raster of classes</source>
            <translation>Landbedeckung: irgendein Raster von Klassen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <location filename="../../plugin/engine/client.py"></location>
            <location filename="../../plugin/run.py"></location>
            <source>Cancelled; no result was written.</source>
            <translation>Abgebrochen; es wurde kein Ergebnis geschrieben.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Minimum mapping unit</source>
            <translation>Mindestkartierfläche</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Unit of the minimum: hectares or square metres</source>
            <translation>Einheit des Minimums: Hektar oder Quadratmeter</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Neighbours of a pixel</source>
            <translation>Nachbarn eines Pixels</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>4: pixels that share a side belong together; 8: those that touch at a corner as well</source>
            <translation>4: Pixel mit einer gemeinsamen Seite gehören zusammen; 8: auch solche, die sich an einer Ecke berühren</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>The minimum mapping unit, {0}, is not more than a pixel of the map covers, {1} m². Choose more.</source>
            <translation>Die Mindestkartierfläche, {0}, ist nicht größer als das, was ein Pixel der Karte bedeckt, {1} m². Wählen Sie mehr.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Merging patches of less than {0} ({1} pixels)</source>
            <translation>Vereine Flächen unter {0} ({1} Pixel)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Pixels cover between {0} and {1} m² on this map; the minimum is counted with {2} m².</source>
            <translation>Pixel bedecken auf dieser Karte zwischen {0} und {1} m²; das Minimum wird mit {2} m² gezählt.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>{0}: {1} pixels before, {2} after</source>
            <translation>{0}: vorher {1} Pixel, nachher {2}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>No patch of these classes is large enough, so they are gone from the result: {0}.</source>
            <translation>Keine Fläche dieser Klassen ist groß genug, darum fehlen sie im Ergebnis: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Patches of less than {0} ({1} pixels of {2} m², {3} neighbours) got the class of their largest neighbour.</source>
            <translation>Flächen unter {0} ({1} Pixel zu {2} m², {3} Nachbarn) bekamen die Klasse ihres größten Nachbarn.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/area_parameters.py"></location>
            <source>Area of interest</source>
            <translation>Interessengebiet</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/area_parameters.py"></location>
            <source>CRS of the map</source>
            <translation>KBS der Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/area_parameters.py"></location>
            <source>Resolution of the map, in units of its CRS</source>
            <translation>Auflösung der Karte, in Einheiten ihres KBS</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Area of each class</source>
            <translation>Fläche je Klasse</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>area,hectares,zonal,histogram,statistics,class</source>
            <translation>Fläche,Hektar,zonal,Histogramm,Statistik,Klasse</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Hectares of each class of a map, in all and in each zone.</source>
            <translation>Hektar jeder Klasse einer Karte, insgesamt und je Zone.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>&lt;p&gt;Sums up the hectares of each class of a map, in all and in each zone: polygons, such as municipalities, or a raster of zones. A pixel belongs to the zone that holds its centre. Of a map in degrees, areas are those on the ellipsoid.&lt;/p&gt;&lt;p&gt;These are areas of the map, errors included. &lt;i&gt;Assess a map&lt;/i&gt; estimates what the classes really cover.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Summiert die Hektar jeder Klasse einer Karte, insgesamt und je Zone: Polygone, etwa Gemeinden, oder ein Raster von Zonen. Ein Pixel gehört zu der Zone, in der seine Mitte liegt. Bei einer Karte in Grad gelten die Flächen auf dem Ellipsoid.&lt;/p&gt;&lt;p&gt;Das sind Flächen der Karte, samt ihren Fehlern. &lt;i&gt;Karte bewerten&lt;/i&gt; schätzt, was die Klassen wirklich bedecken.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Map</source>
            <translation>Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Zones</source>
            <translation>Zonen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Field that names the zones</source>
            <translation>Feld mit den Namen der Zonen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Or a raster of zones</source>
            <translation>Oder ein Raster von Zonen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Table of areas</source>
            <translation>Tabelle der Flächen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>HTML files (*.html)</source>
            <translation>HTML-Dateien (*.html)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Table as CSV</source>
            <translation>Tabelle als CSV</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>CSV files (*.csv)</source>
            <translation>CSV-Dateien (*.csv)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Hectares in all</source>
            <translation>Hektar insgesamt</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Both polygons and a raster of zones were given. Choose one of the two.</source>
            <translation>Sowohl Polygone als auch ein Raster von Zonen sind angegeben. Wählen Sie eines davon.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Area of each class, {0}</source>
            <translation>Fläche je Klasse, {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Whole map</source>
            <translation>Ganze Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Zone</source>
            <translation>Zone</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/model/card_view.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Class</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Pixels</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Hectares</source>
            <translation>Hektar</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Share</source>
            <translation>Anteil</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <location filename="../../plugin/model/accuracy.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>{} %</source>
            <translation>{} %</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Assess a map</source>
            <translation>Karte bewerten</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>accuracy,area,confusion matrix,confidence interval,validation,user's accuracy,producer's accuracy,kappa</source>
            <translation>Genauigkeit,Fläche,Konfusionsmatrix,Konfidenzintervall,Validierung,Nutzergenauigkeit,Produzentengenauigkeit,Kappa</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Accuracy and area of each class, with 95 % intervals, from reference points.</source>
            <translation>Genauigkeit und Fläche jeder Klasse, mit 95-%-Intervallen, aus Referenzpunkten.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>&lt;p&gt;Tells how right a map is and what its classes really cover, each figure with its 95 % interval, as good practice asks for (Olofsson et al. 2014; Stehman 2014). The report is a page that prints well, with a paragraph on the methods ready to paste.&lt;/p&gt;&lt;p&gt;The reference is best a sample from &lt;i&gt;Draw reference points&lt;/i&gt;, whose design is found by itself. Of other points, say under &lt;i&gt;Advanced&lt;/i&gt; how they were drawn. Polygons, or points in clusters, are no probability sample: they are counted, and get no interval. The class may be a name or a code; the names are those of the map's layer.&lt;/p&gt;&lt;p&gt;A map that has changed since the sample was drawn is refused. To assess another map with the same sample, give the map it was drawn from as the raster of strata.&lt;/p&gt;&lt;p&gt;Any class raster will do, whatever made it. Names, colours and nodata values are the layer's.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Sagt, wie richtig eine Karte ist und was ihre Klassen wirklich bedecken, jede Zahl mit ihrem 95-%-Intervall, wie es gute Praxis verlangt (Olofsson et al. 2014; Stehman 2014). Der Bericht ist eine Seite, die sich gut drucken lässt, mit einem fertigen Absatz zu den Methoden.&lt;/p&gt;&lt;p&gt;Am besten ist die Referenz eine Stichprobe aus &lt;i&gt;Referenzpunkte ziehen&lt;/i&gt;; ihr Plan wird von selbst gefunden. Bei anderen Punkten geben Sie unter &lt;i&gt;Erweitert&lt;/i&gt; an, wie sie gezogen wurden. Polygone oder gehäufte Punkte sind keine Zufallsstichprobe: Sie werden gezählt und bekommen kein Intervall. Die Klasse darf ein Name oder ein Code sein; es gelten die Namen des Kartenlayers.&lt;/p&gt;&lt;p&gt;Eine Karte, die sich seit dem Ziehen der Stichprobe geändert hat, wird abgelehnt. Um eine andere Karte mit derselben Stichprobe zu bewerten, geben Sie die Karte, aus der sie gezogen wurde, als Schichtenraster an.&lt;/p&gt;&lt;p&gt;Jedes Klassenraster ist recht, gleich womit es gemacht wurde. Namen, Farben und Nodata-Werte sind die des Layers.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Report folder</source>
            <translation>Ordner für den Bericht</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Accuracy of the map</source>
            <translation>Genauigkeit der Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Overall accuracy</source>
            <translation>Gesamtgenauigkeit</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Overall accuracy, lower end of the interval</source>
            <translation>Gesamtgenauigkeit, unteres Ende des Intervalls</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Overall accuracy, upper end of the interval</source>
            <translation>Gesamtgenauigkeit, oberes Ende des Intervalls</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>Equivalent command line:</source>
            <translation>Entsprechende Befehlszeile:</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>It names temporary files, which are deleted later. Export the layers you want to keep.</source>
            <translation>Sie nennt temporäre Dateien, die später gelöscht werden. Exportieren Sie die Layer, die Sie behalten wollen.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <location filename="../../plugin/model/about.py"></location>
            <source>Effort</source>
            <translation>Aufwand</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>quick: a first look; standard: for most purposes; thorough: more accurate, but slower</source>
            <translation>quick (schnell): ein erster Eindruck; standard (normal): für die meisten Zwecke; thorough (gründlich): genauer, aber langsamer</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>auto: the GPU where it works, else the CPU; cpu: the CPU; cuda: the GPU; cuda:1: the second GPU</source>
            <translation>auto: die GPU, wo sie funktioniert, sonst die CPU; cpu: die CPU; cuda: die GPU; cuda:1: die zweite GPU</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>'{0}' is no GeoPackage, which is what is written. Give it a name that ends in .gpkg.</source>
            <translation>„{0}“ ist kein GeoPackage; nur solche werden geschrieben. Geben Sie einen Namen an, der auf .gpkg endet.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>Two outputs were given the same file, {0}. Name them differently.</source>
            <translation>Zwei Ausgaben haben dieselbe Datei, {0}. Bitte verschieden benennen.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>{0} is open in the project as layer '{1}', so it can't be overwritten. Choose another name, for example {2}, or remove the layer first.</source>
            <translation>{0} ist im Projekt als Layer '{1}' geöffnet und kann deshalb nicht überschrieben werden. Wählen Sie einen anderen Namen, zum Beispiel {2}, oder entfernen Sie zuerst den Layer.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Check alignment of layers and labels</source>
            <translation>Ausrichtung von Layern und Labels prüfen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>alignment,co-registration,shift,offset,geometry,displacement,labels</source>
            <translation>Ausrichtung,Koregistrierung,Versatz,Verschiebung,Geometrie,Lage,Labels</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Tells how far layers, and labels, lie from one another, to a fraction of a pixel.</source>
            <translation>Sagt, wie weit Layer und Labels auseinanderliegen, auf Bruchteile eines Pixels.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>&lt;p&gt;Compares the edges that layers show with one another, and with those of polygons or of a class raster. The page tells for each pair by how many metres it lies off and how sure that is, with a picture, or that it can't be told: edges of a terrain model are seldom those of an image.&lt;/p&gt;&lt;p&gt;A shift is only claimed beyond doubt, and from half a pixel on; up to six pixels are looked at. Give one layer and labels, or several layers. The metres that bring the labels to the layers are a result only where they can be told. Nothing is changed: move labels or layers, if you want to, with the advanced parameters of &lt;i&gt;Train a land-cover model&lt;/i&gt; and &lt;i&gt;Classify land cover&lt;/i&gt;.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Vergleicht die Kanten, die Layer zeigen, miteinander und mit denen von Polygonen oder eines Klassenrasters. Die Seite sagt für jedes Paar, um wie viele Meter es versetzt ist und wie sicher das ist, mit einem Bild, oder dass es sich nicht sagen lässt: Kanten eines Geländemodells sind selten die eines Bildes.&lt;/p&gt;&lt;p&gt;Ein Versatz wird nur behauptet, wenn er außer Zweifel steht, und ab einem halben Pixel; gesucht wird bis zu sechs Pixel weit. Geben Sie einen Layer und Labels an, oder mehrere Layer. Die Meter, die die Labels zu den Layern bringen, sind nur dann ein Ergebnis, wenn sie sich sagen lassen. Nichts wird geändert: Verschieben Sie Labels oder Layer, wenn Sie wollen, mit den erweiterten Parametern von &lt;i&gt;Modell für Landbedeckung trainieren&lt;/i&gt; und &lt;i&gt;Landbedeckung klassifizieren&lt;/i&gt;.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Labels: polygons</source>
            <translation>Labels: Polygone</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Alignment</source>
            <translation>Ausrichtung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Metres east that bring the labels to the layers</source>
            <translation>Meter nach Osten, die die Labels zu den Layern bringen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Metres north that bring the labels to the layers</source>
            <translation>Meter nach Norden, die die Labels zu den Layern bringen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>One layer alone was given. Choose a second layer, or labels, to compare it with.</source>
            <translation>Es wurde nur ein Layer angegeben. Wählen Sie einen zweiten Layer oder Labels, mit denen er verglichen wird.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Classify land cover</source>
            <translation>Landbedeckung klassifizieren</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>land cover,classification,deep learning,optical,sar,lidar,hyperspectral,predict</source>
            <translation>Landbedeckung,Landnutzung,Klassifikation,Klassifizierung,Deep Learning,optisch,SAR,Radar,LiDAR,hyperspektral,Vorhersage,Fernerkundung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Maps land cover from whichever sensors are there, with a trained model.</source>
            <translation>Kartiert die Landbedeckung mit einem trainierten Modell aus den Sensoren, die vorhanden sind.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>&lt;p&gt;Maps land cover with a trained model from whichever layers you have. The layers may differ in CRS, resolution and extent, and may have holes: each pixel is classified from the sensors that saw it, and a pixel that no sensor saw is no data.&lt;/p&gt;&lt;h3&gt;Layers&lt;/h3&gt;&lt;p&gt;Give one raster for each sensor you have, and at least one. The model must have been trained with that sensor; sensors it knows and you don't have are left empty. &lt;i&gt;More layers&lt;/i&gt; takes a second layer of a kind, named as in training, for example &lt;code&gt;optical:summer&lt;/code&gt;. A CRS or a nodata value set in a layer's properties counts. Values in other units than the model's are converted and said so, or refused.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Masks&lt;/i&gt; are rasters that are 0, or no data, where a sensor's layer must not be used, for example under clouds.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Fit the model to the layers&lt;/i&gt; is for another date of the land that the model was trained on: optical and hyperspectral layers are standardised by their own values in place of the training area's. Heights and SAR never are. It supposes that a layer shows about the classes of the training area, in about the same shares; where it seems to show others, that is said.&lt;/p&gt;&lt;p&gt;An &lt;i&gt;adapter&lt;/i&gt;, made by training with labels of another place or season, fits the model to it. It lies beside the model and brings its own fit to the layers.&lt;/p&gt;&lt;h3&gt;Where and how finely&lt;/h3&gt;&lt;p&gt;Without an extent or an area of interest, everything that the layers cover is mapped. Without a CRS or a resolution, the model's ground sampling distance is used, in the CRS and on the pixels of the finest projected layer. The resolution is in units of the map's CRS.&lt;/p&gt;&lt;h3&gt;Results&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Land cover&lt;/b&gt;: a class code for each pixel, 0 is no data, with names and colours. &lt;b&gt;Confidence&lt;/b&gt;: the winning class's probability in percent. &lt;b&gt;Probabilities&lt;/b&gt;: one band a class, in percent. &lt;b&gt;Sensors used&lt;/b&gt;: which sensors each pixel was classified from, one bit a sensor. &lt;b&gt;Dates used&lt;/b&gt;: from how many dates of each series.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Thorough&lt;/i&gt; looks at every place several times and takes longer; &lt;i&gt;quick&lt;/i&gt; gives a first look. &lt;/p&gt;</source>
            <translation>&lt;p&gt;Kartiert die Landbedeckung mit einem trainierten Modell aus den Layern, die Sie haben. Die Layer dürfen sich in KBS, Auflösung und Ausdehnung unterscheiden und Lücken haben: Jedes Pixel wird aus den Sensoren klassifiziert, die es erfasst haben; ein Pixel, das kein Sensor erfasst hat, wird Leerwert (Nodata).&lt;/p&gt;&lt;h3&gt;Layer&lt;/h3&gt;&lt;p&gt;Geben Sie für jeden Sensor, den Sie haben, ein Raster an, mindestens eines. Das Modell muss mit diesem Sensor trainiert worden sein; Sensoren, die es kennt und die Ihnen fehlen, bleiben leer. &lt;i&gt;Weitere Layer&lt;/i&gt; nimmt einen zweiten Layer derselben Art auf, benannt wie beim Training, zum Beispiel &lt;code&gt;optical:summer&lt;/code&gt;. Ein KBS oder ein Leerwert aus den Layereigenschaften gilt. Werte in anderen Einheiten als denen des Modells werden umgerechnet, was gemeldet wird, oder abgelehnt.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Masken&lt;/i&gt; sind Raster, die 0 oder Leerwert sind, wo der Layer eines Sensors nicht benutzt werden darf, zum Beispiel unter Wolken.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Modell an die Layer anpassen&lt;/i&gt; ist für einen anderen Zeitpunkt desselben Gebiets, auf dem das Modell trainiert wurde: Optische und hyperspektrale Layer werden nach ihren eigenen Werten standardisiert statt nach denen des Trainingsgebiets, Höhen und SAR nie. Das setzt voraus, dass ein Layer etwa die Klassen des Trainingsgebiets in etwa denselben Anteilen zeigt; wo er andere zu zeigen scheint, wird das gemeldet.&lt;/p&gt;&lt;p&gt;Ein &lt;i&gt;Adapter&lt;/i&gt;, der beim Training mit Labels eines anderen Ortes oder einer anderen Jahreszeit entsteht, passt das Modell daran an. Er liegt neben dem Modell und bringt seine eigene Anpassung an die Layer mit.&lt;/p&gt;&lt;h3&gt;Wo und wie fein&lt;/h3&gt;&lt;p&gt;Ohne Ausdehnung oder Gebiet wird alles kartiert, was die Layer abdecken. Ohne KBS oder Auflösung gilt die Bodenauflösung (GSD) des Modells, im KBS und auf den Pixeln des feinsten projizierten Layers. Die Auflösung wird in Einheiten des KBS der Karte angegeben.&lt;/p&gt;&lt;h3&gt;Ergebnisse&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Landbedeckung&lt;/b&gt;: ein Klassencode je Pixel, 0 ist Leerwert, mit Namen und Farben. &lt;b&gt;Konfidenz&lt;/b&gt;: die Wahrscheinlichkeit der wahrscheinlichsten Klasse in Prozent. &lt;b&gt;Wahrscheinlichkeiten&lt;/b&gt;: ein Kanal je Klasse, in Prozent. &lt;b&gt;Genutzte Sensoren&lt;/b&gt;: aus welchen Sensoren jedes Pixel klassifiziert wurde, ein Bit je Sensor. &lt;b&gt;Genutzte Aufnahmetage&lt;/b&gt;: aus wie vielen Aufnahmetagen jeder Serie.&lt;/p&gt;&lt;p&gt;&lt;i&gt;thorough&lt;/i&gt; (gründlich) betrachtet jede Stelle mehrmals und dauert länger; &lt;i&gt;quick&lt;/i&gt; (schnell) gibt einen ersten Eindruck. &lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Extent to map</source>
            <translation>Zu kartierende Ausdehnung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Adapter of the model: its name, or its file</source>
            <translation>Adapter des Modells: sein Name oder seine Datei</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Fit the model to the layers</source>
            <translation>Modell an die Layer anpassen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Other class names and colours (table of code, name, colour)</source>
            <translation>Andere Klassennamen und -farben (Tabelle mit Code, Name, Farbe)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class table (*.csv *.tsv *.json)</source>
            <translation>Klassentabelle (*.csv *.tsv *.json)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Write Cloud-Optimized GeoTIFF</source>
            <translation>Cloud-Optimized GeoTIFF (COG) schreiben</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/results/loading.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Land cover</source>
            <translation>Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Confidence</source>
            <translation>Konfidenz</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Class probabilities</source>
            <translation>Klassenwahrscheinlichkeiten</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Sensors used</source>
            <translation>Genutzte Sensoren</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Dates used</source>
            <translation>Genutzte Aufnahmetage</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Compare two maps</source>
            <translation>Zwei Karten vergleichen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>difference,change,agreement,McNemar,accuracy,transition</source>
            <translation>Unterschied,Veränderung,Übereinstimmung,McNemar,Genauigkeit,Übergang</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Where and how two maps differ and, with reference points, which is right more often.</source>
            <translation>Wo und wie sich zwei Karten unterscheiden und, mit Referenzpunkten, welche öfter stimmt.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>&lt;p&gt;Tells where and how two maps differ: a layer of the differences, a table of what became what, and the area of each class in both. The second map is read on the pixels of the first.&lt;/p&gt;&lt;p&gt;With reference points, also which map is right more often: the difference of their accuracies with its 95 % interval, and McNemar's test. The points should be a sample drawn from the first map, or from the raster given as strata.&lt;/p&gt;&lt;p&gt;The difference of two maps is not a measure of change on the ground: both have errors.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Sagt, wo und wie sich zwei Karten unterscheiden: ein Layer der Unterschiede, eine Tabelle, was wozu wurde, und die Fläche jeder Klasse in beiden. Die zweite Karte wird auf den Pixeln der ersten gelesen.&lt;/p&gt;&lt;p&gt;Mit Referenzpunkten auch, welche Karte öfter stimmt: der Unterschied ihrer Genauigkeiten mit seinem 95-%-Intervall und der McNemar-Test. Die Punkte sollten eine Stichprobe aus der ersten Karte sein oder aus dem Raster, das als Schichten angegeben ist.&lt;/p&gt;&lt;p&gt;Der Unterschied zweier Karten ist kein Maß für Veränderung am Boden: Beide haben Fehler.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>First map</source>
            <translation>Erste Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Second map</source>
            <translation>Zweite Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Differences</source>
            <translation>Unterschiede</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Comparison of two maps</source>
            <translation>Vergleich zweier Karten</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Share of the area with the same class</source>
            <translation>Flächenanteil mit derselben Klasse</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Differences, {0} to {1}</source>
            <translation>Unterschiede, {0} zu {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Draw reference points</source>
            <translation>Referenzpunkte ziehen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Draws a random sample of points from a map, to be labelled with what is really there.</source>
            <translation>Zieht eine Zufallsstichprobe von Punkten aus einer Karte, um an ihnen festzuhalten, was wirklich da ist.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>&lt;p&gt;Draws points at random from a map, so many in each class, to be labelled with what is really there. &lt;i&gt;Assess a map&lt;/i&gt; then tells how right the map is and what its classes cover, with intervals.&lt;/p&gt;&lt;p&gt;Without a &lt;i&gt;number of points&lt;/i&gt;, as many are drawn as the &lt;i&gt;standard error&lt;/i&gt; needs; &lt;i&gt;Sample size&lt;/i&gt; tells beforehand.&lt;/p&gt;&lt;p&gt;The points don't tell the class of the map, so that nobody is swayed by it. They open with a form of the map's classes; a right click on their layer offers &lt;i&gt;Label points&lt;/i&gt;, which goes from point to point. How they were drawn is stored in a file beside them, named &lt;code&gt;.design.json&lt;/code&gt;: keep the two together.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Zieht zufällig Punkte aus einer Karte, so und so viele in jeder Klasse, um an ihnen festzuhalten, was wirklich da ist. &lt;i&gt;Karte bewerten&lt;/i&gt; sagt dann, wie richtig die Karte ist und was ihre Klassen bedecken, mit Intervallen.&lt;/p&gt;&lt;p&gt;Ohne &lt;i&gt;Anzahl der Punkte&lt;/i&gt; werden so viele gezogen, wie der &lt;i&gt;Standardfehler&lt;/i&gt; braucht; &lt;i&gt;Stichprobengröße&lt;/i&gt; sagt es vorher.&lt;/p&gt;&lt;p&gt;Die Punkte verraten die Klasse der Karte nicht, damit sich niemand davon leiten lässt. Sie öffnen sich mit einem Formular der Klassen; ein Rechtsklick auf ihren Layer bietet &lt;i&gt;Punkte beurteilen&lt;/i&gt; an, das von Punkt zu Punkt geht. Wie sie gezogen wurden, steht in einer Datei daneben, die auf &lt;code&gt;.design.json&lt;/code&gt; endet: Halten Sie beide zusammen.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Least distance between points, in metres</source>
            <translation>Mindestabstand zwischen Punkten, in Metern</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Seed</source>
            <translation>Zufallsstartwert</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Reference points</source>
            <translation>Referenzpunkte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Number of points</source>
            <translation>Anzahl der Punkte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Sampling design</source>
            <translation>Stichprobenplan</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Choose a file for the reference points. Labelling takes hours, and a temporary file is gone when QGIS closes.</source>
            <translation>Wählen Sie eine Datei für die Referenzpunkte. Sie zu beurteilen dauert Stunden, und eine temporäre Datei ist weg, wenn QGIS schließt.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>To label the points, right-click their layer and choose Label points. The design is in {0}.</source>
            <translation>Um die Punkte zu beurteilen, klicken Sie mit rechts auf ihren Layer und wählen Sie Punkte beurteilen. Der Stichprobenplan steht in {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Set up the engine</source>
            <translation>Engine einrichten</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>install,set up,python,packages,torch,offline</source>
            <translation>installieren,einrichten,Python,Pakete,torch,offline</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Sets up the Python in which the plugin computes, apart from QGIS's own.</source>
            <translation>Richtet das Python ein, in dem die Erweiterung rechnet, getrennt von dem von QGIS.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>&lt;p&gt;The plugin computes in a Python of its own; QGIS's Python stays as it is. Routes:&lt;/p&gt;&lt;p&gt;&lt;b&gt;managed&lt;/b&gt;: downloads the packages and, where need be, a Python, into your data folder. It says how much and where, and does so only when &lt;i&gt;Accept the download&lt;/i&gt; is on.&lt;/p&gt;&lt;p&gt;&lt;b&gt;own&lt;/b&gt;: checks the Python you name, of a venv, conda or pixi environment, and uses it.&lt;/p&gt;&lt;p&gt;&lt;b&gt;offline&lt;/b&gt;: makes the environment from a folder of wheels and the system's Python, without a network.&lt;/p&gt;&lt;p&gt;Run it again to repair a set-up that is damaged or was interrupted.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Die Erweiterung rechnet in einem eigenen Python; das Python von QGIS bleibt, wie es ist. Wege:&lt;/p&gt;&lt;p&gt;&lt;b&gt;managed&lt;/b&gt; (verwaltet): lädt die Pakete und, wo nötig, ein Python in Ihren Datenordner herunter. Größe und Ort werden vorher genannt, und es geschieht nur, wenn &lt;i&gt;Dem Herunterladen zustimmen&lt;/i&gt; an ist.&lt;/p&gt;&lt;p&gt;&lt;b&gt;own&lt;/b&gt; (eigenes): prüft das Python, das Sie nennen, aus einer Umgebung von venv, conda oder pixi, und benutzt es.&lt;/p&gt;&lt;p&gt;&lt;b&gt;offline&lt;/b&gt;: erzeugt die Umgebung aus einem Ordner mit Wheels und dem Python des Systems, ohne Netzwerk.&lt;/p&gt;&lt;p&gt;Ein weiterer Lauf repariert eine Einrichtung, die beschädigt ist oder unterbrochen wurde.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Route</source>
            <translation>Weg</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>managed: download it; own: use a Python of mine; offline: from a folder of wheels</source>
            <translation>managed (verwaltet): herunterladen; own (eigenes): ein eigenes Python benutzen; offline: aus einem Ordner mit Wheels</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Python with the engine's packages (route own)</source>
            <translation>Python mit den Paketen der Engine (Weg own)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Any program (*)</source>
            <translation>Beliebiges Programm (*)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Folder of wheels (route offline)</source>
            <translation>Ordner mit Wheels (Weg offline)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Accept the download</source>
            <translation>Dem Herunterladen zustimmen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>The engine's Python</source>
            <translation>Python der Engine</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>To agree, tick 'Accept the download' (in a script: ACCEPT_DOWNLOAD=true) and run this again.</source>
            <translation>Um zuzustimmen, haken Sie „Dem Herunterladen zustimmen“ an (im Skript: ACCEPT_DOWNLOAD=true) und starten Sie noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Check the engine</source>
            <translation>Engine prüfen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>health,test,diagnostics,gpu,device,version</source>
            <translation>Zustand,Test,Diagnose,GPU,Gerät,Version</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Tells whether the engine works, on which device, and what is wrong where it does not.</source>
            <translation>Sagt, ob die Engine funktioniert, auf welchem Gerät, und was fehlt, wenn sie es nicht tut.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>&lt;p&gt;Uses every package of the engine once, maps a tiny scene with the starter model, and tells the interpreter, the versions, the device and why it was chosen, and how much disk space the engine takes. &lt;i&gt;Diagnostics&lt;/i&gt; has the same as text, without your name, your computer's name and personal paths, for a support request.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Benutzt jedes Paket der Engine einmal, kartiert eine winzige Szene mit dem Startmodell und nennt den Interpreter, die Versionen, das Gerät und warum es gewählt wurde, und wie viel Speicherplatz die Engine belegt. &lt;i&gt;Diagnose&lt;/i&gt; enthält dasselbe als Text, ohne Ihren Namen, den Namen Ihres Computers und persönliche Pfade, für eine Supportanfrage.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Diagnostics as a file</source>
            <translation>Diagnose als Datei</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Text (*.txt)</source>
            <translation>Text (*.txt)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Interpreter</source>
            <translation>Interpreter</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>What is wrong</source>
            <translation>Was nicht stimmt</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Why this device</source>
            <translation>Warum dieses Gerät</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Self-test</source>
            <translation>Selbsttest</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Diagnostics</source>
            <translation>Diagnose</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>The diagnostics can't be written to {0}: {1}. Choose another folder.</source>
            <translation>Die Diagnose kann nicht nach {0} geschrieben werden: {1}. Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Example scene</source>
            <translation>Beispielszene</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Folder for the scene</source>
            <translation>Ordner für die Szene</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Optical</source>
            <translation>Optisch</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>SAR</source>
            <translation>SAR</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>LiDAR</source>
            <translation>LiDAR</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Hyperspectral</source>
            <translation>Hyperspektral</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Training polygons</source>
            <translation>Trainingspolygone</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>True land cover</source>
            <translation>Wahre Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Class table</source>
            <translation>Klassentabelle</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>demo,sample data,simulated,land cover</source>
            <translation>Demo,Beispieldaten,simuliert,Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Writes a small simulated scene to try training and classifying with.</source>
            <translation>Schreibt eine kleine simulierte Szene, um Training und Klassifikation auszuprobieren.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>&lt;p&gt;Writes a small scene to try the other two algorithms with, and opens it: an optical, a SAR, a LiDAR and a hyperspectral raster, a few training polygons, and the true land cover to compare with.&lt;/p&gt;&lt;p&gt;The scene is &lt;b&gt;simulated&lt;/b&gt;. What a model reaches on it says nothing about real land.&lt;/p&gt;&lt;p&gt;Then: run &lt;i&gt;Train a land-cover model&lt;/i&gt; with these layers and the training polygons, and &lt;i&gt;Classify land cover&lt;/i&gt; with the model, leaving out whichever sensor you like.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Schreibt eine kleine Szene, um die anderen beiden Algorithmen auszuprobieren, und öffnet sie: ein optisches, ein SAR-, ein LiDAR- und ein hyperspektrales Raster, einige Trainingspolygone und zum Vergleich die wahre Landbedeckung.&lt;/p&gt;&lt;p&gt;Die Szene ist &lt;b&gt;simuliert&lt;/b&gt;. Was ein Modell darauf erreicht, sagt nichts über wirkliches Land aus.&lt;/p&gt;&lt;p&gt;Danach: &lt;i&gt;Modell für Landbedeckung trainieren&lt;/i&gt; mit diesen Layern und den Trainingspolygonen, dann &lt;i&gt;Landbedeckung klassifizieren&lt;/i&gt; mit dem Modell, wobei Sie beliebige Sensoren weglassen können.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>Explore without labels</source>
            <translation>Ohne Trainingsdaten erkunden</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>cluster,k-means,unsupervised,segmentation,explore</source>
            <translation>Cluster,k-Means,unüberwacht,Segmentierung,erkunden</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>Groups pixels that look alike into clusters, from whichever sensors are there.</source>
            <translation>Fasst Pixel, die sich ähneln, zu Clustern zusammen, aus den Sensoren, die da sind.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>&lt;p&gt;Groups the pixels of a scene into clusters that look alike to whichever sensors are there, without any label or model (k-means). A pixel that some sensors did not see goes to the cluster that is nearest in what the others saw.&lt;/p&gt;&lt;p&gt;Clusters are no classes: one class may fall into several, and one cluster may hold several classes. Look at them to see what there is to label. To use them as labels, name them in the layer's style, give those that belong together one code (in QGIS: Reclassify by table), and train with that class raster.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Fasst die Pixel einer Szene, die sich für die vorhandenen Sensoren ähneln, zu Clustern zusammen, ohne Trainingsdaten und ohne Modell (k-Means). Ein Pixel, das manche Sensoren nicht sahen, kommt zu dem Cluster, der nach den übrigen am nächsten liegt.&lt;/p&gt;&lt;p&gt;Cluster sind keine Klassen: Eine Klasse kann in mehrere zerfallen, und ein Cluster kann mehrere Klassen enthalten. Sehen Sie sich daran an, was es zu kennzeichnen gibt. Um sie als Trainingsdaten zu verwenden, benennen Sie sie im Stil des Layers, geben Sie denen, die zusammengehören, einen Code (in QGIS: Nach Tabelle reklassifizieren) und trainieren Sie mit diesem Klassenraster.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>Number of clusters</source>
            <translation>Anzahl der Cluster</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Extent to look at</source>
            <translation>Zu betrachtende Ausdehnung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>Clusters</source>
            <translation>Cluster</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Import a satellite product</source>
            <translation>Satellitenprodukt importieren</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Product: its archive, or a file in its folder</source>
            <translation>Produkt: sein Archiv oder eine Datei in seinem Ordner</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Virtual raster</source>
            <translation>Virtuelles Raster</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Virtual raster (*.vrt)</source>
            <translation>Virtuelles Raster (*.vrt)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Cloud mask</source>
            <translation>Wolkenmaske</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>sentinel,landsat,enmap,prisma,cloud mask,safe,virtual raster</source>
            <translation>sentinel,landsat,enmap,prisma,wolkenmaske,safe,virtuelles raster</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Opens Sentinel-2, Landsat, EnMAP, PRISMA and Sentinel-1 products as layers with their cloud masks.</source>
            <translation>Öffnet Produkte von Sentinel-2, Landsat, EnMAP, PRISMA und Sentinel-1 als Layer mit ihren Wolkenmasken.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>&lt;p&gt;Makes one layer of a product as it was downloaded, and one of its cloud mask: Sentinel-2 L1C and L2A, Landsat Collection 2 Level 2, EnMAP L2A, PRISMA L2D, and terrain-corrected Sentinel-1 with one file of VV and one of VH.&lt;/p&gt;&lt;p&gt;Choose the &lt;code&gt;.zip&lt;/code&gt; or &lt;code&gt;.tar&lt;/code&gt;, or the metadata file in the product's folder (&lt;code&gt;MTD_MSIL2A.xml&lt;/code&gt;, &lt;code&gt;…_MTL.txt&lt;/code&gt;, &lt;code&gt;…-METADATA.XML&lt;/code&gt;), of Sentinel-1 the file of VV, of PRISMA the &lt;code&gt;.he5&lt;/code&gt;; the folder itself will do as well.&lt;/p&gt;&lt;p&gt;The layers are virtual rasters: no pixel is copied, and the product must stay where it is. Only PRISMA's cubes are copied, into a GeoTIFF beside the virtual raster. Band names, wavelengths, scale, offset and nodata are those of the product's metadata. The cloud mask can be chosen as the layer's mask as it is.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Macht aus einem Produkt, wie es heruntergeladen wurde, einen Layer und einen weiteren aus seiner Wolkenmaske: Sentinel-2 L1C und L2A, Landsat Collection 2 Level 2, EnMAP L2A, PRISMA L2D und geländekorrigiertes Sentinel-1 mit einer Datei für VV und einer für VH.&lt;/p&gt;&lt;p&gt;Wählen Sie die &lt;code&gt;.zip&lt;/code&gt;- oder &lt;code&gt;.tar&lt;/code&gt;-Datei oder die Metadatendatei im Ordner des Produkts (&lt;code&gt;MTD_MSIL2A.xml&lt;/code&gt;, &lt;code&gt;…_MTL.txt&lt;/code&gt;, &lt;code&gt;…-METADATA.XML&lt;/code&gt;), bei Sentinel-1 die Datei für VV, bei PRISMA die &lt;code&gt;.he5&lt;/code&gt;-Datei; auch der Ordner selbst ist möglich.&lt;/p&gt;&lt;p&gt;Die Layer sind virtuelle Raster: Kein Pixel wird kopiert, und das Produkt muss bleiben, wo es ist. Nur die Pixel von PRISMA werden kopiert, in ein GeoTIFF neben dem virtuellen Raster. Bandnamen, Wellenlängen, Skalierung, Versatz und Nodata sind die aus den Metadaten des Produkts. Die Wolkenmaske kann so, wie sie ist, als Maske des Layers gewählt werden.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Additional layers of a kind given above</source>
            <translation>Weitere Layer einer oben angegebenen Art</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor (role:name)</source>
            <translation>Sensor (Rolle:Name)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Layer (name, id or path)</source>
            <translation>Layer (Name, ID oder Pfad)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>For several dates of one sensor, a series, give each layer a row: optical@2024-05-03, or optical@ where the date is to be read from the layer's name, tags or temporal properties.</source>
            <translation>Geben Sie für mehrere Aufnahmetage eines Sensors, eine Serie, jedem Layer eine Zeile: optical@2024-05-03, oder optical@, wenn das Datum aus dem Namen, den Tags oder den zeitlichen Eigenschaften des Layers gelesen werden soll.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Masks of layers: 0 where not to be used, or cloud masks</source>
            <translation>Masken von Layern: 0, wo nicht zu verwenden, oder Wolkenmasken</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor (role or role:name)</source>
            <translation>Sensor (Rolle oder Rolle:Name)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Mask layer (name, id or path)</source>
            <translation>Maskenlayer (Name, ID oder Pfad)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Bands of layers whose files do not name them</source>
            <translation>Bänder von Layern, deren Dateien sie nicht benennen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>A preset, or names with ; between them</source>
            <translation>Eine Vorlage, oder Namen mit ; dazwischen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>A preset such as sentinel-2-12, or what each band of the file is: B02;B03;-;B08, where - leaves one out, or a table of wavelengths (.csv, .txt)</source>
            <translation>Eine Vorlage wie sentinel-2-12, oder was jedes Band der Datei ist: B02;B03;-;B08, wobei - eines weglässt, oder eine Tabelle der Wellenlängen (.csv, .txt)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>What in a mask must not be used, where that is not recognised</source>
            <translation>Was in einer Maske nicht verwendet werden darf, wo das nicht erkannt wird</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Codes with ; between them, or a kind of mask</source>
            <translation>Codes mit ; dazwischen, oder eine Art von Maske</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Values such as 3;8..10, bits such as bits:1;3, none, or scl, qa_pixel, udm2, probability, flags or plain</source>
            <translation>Werte wie 3;8..10, Bits wie bits:1;3, none, oder scl, qa_pixel, udm2, probability, flags oder plain</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Layers to move, where they do not line up with others</source>
            <translation>Layer, die verschoben werden, wo sie zu anderen versetzt liegen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Metres east and north, with ; between them</source>
            <translation>Meter nach Osten und Norden, mit ; dazwischen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Such as 0;-12.5 for 12.5 m to the south. Check alignment of layers and labels tells how far.</source>
            <translation>Etwa 0;-12.5 für 12,5 m nach Süden. Wie weit, sagt „Ausrichtung von Layern und Labels prüfen“.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>No layer was given. Choose at least one raster ({0}).</source>
            <translation>Es wurde kein Layer angegeben. Wählen Sie mindestens ein Raster ({0}).</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor '{0}' was given twice. Name the second one, for example {1}:second.</source>
            <translation>Der Sensor '{0}' wurde zweimal angegeben. Geben Sie dem zweiten einen Namen, zum Beispiel {1}:second.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>'{0}' is not a shift; write metres east and north, for example 0;-12.5.</source>
            <translation>'{0}' ist keine Verschiebung; schreiben Sie Meter nach Osten und Norden, zum Beispiel 0;-12.5.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>A mask was given for {0}, but no layer. Give the mask the sensor of its layer.</source>
            <translation>Für {0} wurde eine Maske angegeben, aber kein Layer. Geben Sie bei der Maske den Sensor ihres Layers an.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Bands, codes or a shift were given for {0}, but no layer.</source>
            <translation>Für {0} wurden Bänder, Codes oder eine Verschiebung angegeben, aber kein Layer.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>{0} needs pairs of sensor and layer; %n value(s) were given.</source>
            <translation>
                <numerusform>{0} braucht Paare aus Sensor und Layer; es wurde %n Wert angegeben.</numerusform>
                <numerusform>{0} braucht Paare aus Sensor und Layer; es wurden %n Werte angegeben.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>No layer was chosen for sensor '{0}'.</source>
            <translation>Für den Sensor '{0}' wurde kein Layer gewählt.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>'{0}' is a point cloud; a raster is needed. Make a surface raster of it and choose that.</source>
            <translation>'{0}' ist eine Punktwolke; gebraucht wird ein Raster. Erzeugen Sie daraus ein Oberflächenraster und wählen Sie dieses.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>QGIS can't open '{0}' as a raster. Check the path, or choose a layer of the project.</source>
            <translation>'{0}' ist kein Raster, das QGIS öffnen kann. Prüfen Sie den Pfad, oder wählen Sie einen Layer des Projekts.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Majority class of polygons</source>
            <translation>Häufigste Klasse von Polygonen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>majority,zonal statistics,parcels,fields,segments,objects,share,land cover</source>
            <translation>Mehrheit,Zonenstatistik,Parzellen,Felder,Segmente,Objekte,Anteil,Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Gives each polygon of a layer, such as a parcel, the class that most of it has, and the share.</source>
            <translation>Gibt jedem Polygon eines Layers, etwa einer Parzelle, die Klasse, die das meiste davon hat, und den Anteil.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>&lt;p&gt;Counts, by QGIS's zonal histogram, the pixels of a map in each polygon of a layer, such as parcels or segments, and adds the fields &lt;b&gt;class&lt;/b&gt; (the code of the most frequent class), &lt;b&gt;class_name&lt;/b&gt;, &lt;b&gt;share&lt;/b&gt; (its percentage of the polygon's pixels with a class), &lt;b&gt;pixels&lt;/b&gt; (how many those are) and &lt;b&gt;no_data&lt;/b&gt; (the percentage of the polygon's pixels without a class). Works on any raster of class codes, whoever made it.&lt;/p&gt;&lt;p&gt;A pixel counts where its centre is in the polygon; a polygon without such a pixel takes those it touches, and one beside the map gets no class. Where two classes are equally frequent, the one with the lower code is taken. Both are said in the log.&lt;/p&gt;&lt;p&gt;The layer's properties say, under Information, from which map the classes are.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Zählt mit dem Zonenhistogramm von QGIS die Pixel einer Karte in jedem Polygon eines Layers, etwa in Parzellen oder Segmenten, und fügt diese Felder an: &lt;b&gt;class&lt;/b&gt; (Code der häufigsten Klasse), &lt;b&gt;class_name&lt;/b&gt;, &lt;b&gt;share&lt;/b&gt; (ihr Anteil in Prozent an den Pixeln des Polygons, die eine Klasse haben), &lt;b&gt;pixels&lt;/b&gt; (wie viele das sind) und &lt;b&gt;no_data&lt;/b&gt; (Anteil der Pixel ohne Klasse in Prozent). Das geht mit jedem Raster von Klassencodes, wer es auch gemacht hat.&lt;/p&gt;&lt;p&gt;Ein Pixel zählt, wenn sein Mittelpunkt im Polygon liegt; ein Polygon ohne solches Pixel nimmt die, die es berührt, und eines neben der Karte bekommt keine Klasse. Sind zwei Klassen gleich häufig, wird die mit dem kleineren Code genommen. Beides steht im Protokoll.&lt;/p&gt;&lt;p&gt;Die Eigenschaften des Layers sagen unter Information, aus welcher Karte die Klassen sind.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Polygons</source>
            <translation>Polygone</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Polygons with their class</source>
            <translation>Polygone mit ihrer Klasse</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Reading the map</source>
            <translation>Karte wird gelesen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Counting pixels</source>
            <translation>Zähle Pixel</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>%n polygon(s) hold no pixel of the map, and have no class.</source>
            <translation>
                <numerusform>%n Polygon enthält kein Pixel der Karte und hat keine Klasse.</numerusform>
                <numerusform>%n Polygone enthalten kein Pixel der Karte und haben keine Klasse.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>In %n polygon(s) two classes are equally frequent; the one with the lower code was taken.</source>
            <translation>
                <numerusform>In %n Polygon sind zwei Klassen gleich häufig; die mit dem kleineren Code wurde genommen.</numerusform>
                <numerusform>In %n Polygonen sind zwei Klassen gleich häufig; die mit dem kleineren Code wurde genommen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Polygons of '{0}' with the class that most of their pixels have.</source>
            <translation>Polygone von '{0}' mit der Klasse, die die meisten ihrer Pixel haben.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>{0} polygons. {1}</source>
            <translation>{0} Polygone. {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>{0}, majority of {1}</source>
            <translation>{0}, Mehrheit aus {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Accuracy and area</source>
            <translation>Genauigkeit und Fläche</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Field '{0}' of layer '{1}' is empty. Fill in what is really there, then run this again.</source>
            <translation>Feld „{0}“ von Layer „{1}“ ist leer. Tragen Sie ein, was wirklich da ist, und starten Sie dann noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Both features and a raster were given. Choose one of the two.</source>
            <translation>Sowohl Objekte als auch ein Raster sind angegeben. Wählen Sie eines davon.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Code {0} is '{1}' in the first map and '{2}' in '{3}'. Codes are compared, not names.</source>
            <translation>Code {0} ist „{1}“ in der ersten Karte und „{2}“ in „{3}“. Verglichen werden die Codes, nicht die Namen.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Reference: what is really there</source>
            <translation>Referenz: was wirklich da ist</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Reference field</source>
            <translation>Referenzfeld</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Raster that the sample was stratified by, if not the map</source>
            <translation>Raster, nach dem die Stichprobe geschichtet wurde, falls nicht nach der Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>How the points were drawn, where no design file tells</source>
            <translation>Wie die Punkte gezogen wurden, wo kein Stichprobenplan es sagt</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>stratified: at random within each class or stratum; random: at random from the whole map</source>
            <translation>stratified: zufällig innerhalb jeder Klasse oder Schicht; random: zufällig aus der ganzen Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Sampling design, if not beside the points</source>
            <translation>Stichprobenplan, falls nicht neben den Punkten</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Sampling design (*.json)</source>
            <translation>Stichprobenplan (*.json)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Land cover to polygons</source>
            <translation>Landbedeckung in Polygone</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>polygonize,vectorize,polygons,vector,patches,area,land cover</source>
            <translation>polygonisieren,vektorisieren,Polygone,Vektor,Flächen,Fläche,Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Turns the patches of a map into polygons with class, name and area, in the map's colours.</source>
            <translation>Macht aus den Flächen einer Karte Polygone mit Klasse, Name und Flächeninhalt, in den Farben der Karte.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>&lt;p&gt;Turns every patch of a map into a polygon, by GDAL's polygonize, with the fields &lt;b&gt;class&lt;/b&gt; (the code), &lt;b&gt;class_name&lt;/b&gt; and &lt;b&gt;area_ha&lt;/b&gt;, in the colours of the map. Works on any raster of class codes, whoever made it; 0 and no data become no polygon.&lt;/p&gt;&lt;p&gt;A map of single pixels makes very many polygons. With a minimum mapping unit, patches smaller than that are first given the class of their largest neighbour, as &lt;i&gt;Sieve to a minimum mapping unit&lt;/i&gt; does.&lt;/p&gt;&lt;p&gt;Areas are those of the map's projection, or those on the ellipsoid where the projection does not keep them and in degrees. They are counted from the map and repeat its errors. The layer's properties say, under Information, which map the polygons are from and what was done.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Macht mit GDALs Polygonize aus jeder Fläche einer Karte ein Polygon mit den Feldern &lt;b&gt;class&lt;/b&gt; (dem Code), &lt;b&gt;class_name&lt;/b&gt; und &lt;b&gt;area_ha&lt;/b&gt;, in den Farben der Karte. Das geht mit jedem Raster von Klassencodes, wer es auch gemacht hat; aus 0 und Leerwert wird kein Polygon.&lt;/p&gt;&lt;p&gt;Eine Karte aus einzelnen Pixeln ergibt sehr viele Polygone. Mit einer Mindestkartierfläche bekommen kleinere Flächen zuerst die Klasse ihres größten Nachbarn, wie bei &lt;i&gt;Auf eine Mindestkartierfläche sieben&lt;/i&gt;.&lt;/p&gt;&lt;p&gt;Die Flächeninhalte sind die der Kartenprojektion, oder die auf dem Ellipsoid, wo die Projektion sie nicht erhält und bei Grad. Sie sind aus der Karte gezählt und wiederholen deren Fehler. Die Eigenschaften des Layers sagen unter Information, aus welcher Karte die Polygone sind und was getan wurde.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Land-cover polygons</source>
            <translation>Landbedeckungspolygone</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Polygons of the map's patches.</source>
            <translation>Polygone aus den Flächen der Karte.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Making polygons</source>
            <translation>Erzeuge Polygone</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Writing %n polygon(s)</source>
            <translation>
                <numerusform>Schreibe %n Polygon</numerusform>
                <numerusform>Schreibe %n Polygone</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>{0}, polygons</source>
            <translation>{0}, Polygone</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>No polygons could be made: {0}</source>
            <translation>Es konnten keine Polygone erzeugt werden: {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Sample size</source>
            <translation>Stichprobengröße</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>accuracy,sample,reference,stratified,allocation,Olofsson,Cochran</source>
            <translation>Genauigkeit,Stichprobe,Referenz,geschichtet,Aufteilung,Olofsson,Cochran</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Tells how many reference points a map needs, and how many in each class.</source>
            <translation>Sagt, wie viele Referenzpunkte eine Karte braucht und wie viele in jeder Klasse.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>&lt;p&gt;Tells how many reference points are needed to know how right a map is, and how many of them in each class, before anything is drawn (Cochran 1977; Olofsson et al. 2014).&lt;/p&gt;&lt;p&gt;&lt;i&gt;Standard error&lt;/i&gt; is the uncertainty of the overall accuracy that you aim at: 0.02 gives an interval of about ± 4 percentage points. Or give the &lt;i&gt;number of points&lt;/i&gt; that you can label. &lt;i&gt;Proportional&lt;/i&gt; allocation follows the area of the classes, but gives each class the &lt;i&gt;least number of points&lt;/i&gt;; &lt;i&gt;equal&lt;/i&gt; treats rare classes like large ones; &lt;i&gt;optimal&lt;/i&gt; makes the overall accuracy as certain as can be.&lt;/p&gt;&lt;p&gt;Any class raster will do, whatever made it. 0 and no data are left out.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Sagt, wie viele Referenzpunkte nötig sind, um zu wissen, wie richtig eine Karte ist, und wie viele davon in jeder Klasse, bevor etwas gezogen wird (Cochran 1977; Olofsson et al. 2014).&lt;/p&gt;&lt;p&gt;&lt;i&gt;Standardfehler&lt;/i&gt; ist die Unsicherheit der Gesamtgenauigkeit, die Sie anstreben: 0,02 gibt ein Intervall von etwa ± 4 Prozentpunkten. Oder geben Sie die &lt;i&gt;Anzahl der Punkte&lt;/i&gt; an, die Sie beurteilen können. Die Aufteilung &lt;i&gt;proportional&lt;/i&gt; folgt der Fläche der Klassen, gibt aber jeder die &lt;i&gt;Mindestzahl von Punkten&lt;/i&gt;; &lt;i&gt;equal&lt;/i&gt; behandelt seltene Klassen wie große; &lt;i&gt;optimal&lt;/i&gt; macht die Gesamtgenauigkeit so sicher wie möglich.&lt;/p&gt;&lt;p&gt;Jedes Klassenraster ist recht, gleich womit es gemacht wurde. 0 und Nodata bleiben außen vor.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Table of sample sizes</source>
            <translation>Tabelle der Stichprobengrößen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Standard error to aim at (default: 0.02)</source>
            <translation>Angestrebter Standardfehler (Vorgabe: 0,02)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Or the number of points</source>
            <translation>Oder die Anzahl der Punkte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>proportional: by area; equal: as many in each class; optimal: for the overall accuracy</source>
            <translation>proportional: nach Fläche; equal: gleich viele in jeder Klasse; optimal: für die Gesamtgenauigkeit</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Allocation to the classes</source>
            <translation>Aufteilung auf die Klassen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Without it 50, or fewer of a small sample</source>
            <translation>Ohne Angabe 50, bei einer kleinen Stichprobe weniger</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Least number of points of each class</source>
            <translation>Mindestzahl von Punkten je Klasse</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>stratified: so many in each class; random: at random from the whole map</source>
            <translation>stratified: so und so viele in jeder Klasse; random: zufällig aus der ganzen Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>How points are drawn</source>
            <translation>Wie Punkte gezogen werden</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Points of each class, in place of the allocation (water=50, forest=120)</source>
            <translation>Punkte jeder Klasse, statt der Aufteilung (Wasser=50, Wald=120)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Accuracy that is expected of each class (table of class and fraction)</source>
            <translation>Genauigkeit, die von jeder Klasse erwartet wird (Tabelle aus Klasse und Bruch)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Table (*.csv *.tsv)</source>
            <translation>Tabelle (*.csv *.tsv)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Raster of strata, if not the classes of the map</source>
            <translation>Raster der Schichten, falls nicht die Klassen der Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Both a number of points and a standard error were given. Give one: one follows from the other.</source>
            <translation>Sowohl eine Anzahl von Punkten als auch ein Standardfehler sind angegeben. Geben Sie eines an: Das eine folgt aus dem anderen.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>A simple random sample has no strata. Leave the raster of strata out, or draw a stratified sample.</source>
            <translation>Eine einfache Zufallsstichprobe hat keine Schichten. Lassen Sie das Raster der Schichten weg oder ziehen Sie eine geschichtete Stichprobe.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>%n point(s) in all.</source>
            <translation>
                <numerusform>Insgesamt %n Punkt.</numerusform>
                <numerusform>Insgesamt %n Punkte.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Stratum</source>
            <translation>Schicht</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Share of the area</source>
            <translation>Flächenanteil</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Expected accuracy</source>
            <translation>Erwartete Genauigkeit</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Points</source>
            <translation>Punkte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/scene_algorithm.py"></location>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <location filename="../../plugin/model/about.py"></location>
            <source>Labels</source>
            <translation>Trainingsdaten</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/scene_algorithm.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class field</source>
            <translation>Klassenfeld</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/scene_algorithm.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Or a class raster</source>
            <translation>Oder ein Klassenraster</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/scene_algorithm.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Both training features and a class raster were given. Choose one of the two.</source>
            <translation>Es wurden sowohl Trainingsobjekte als auch ein Klassenraster angegeben. Wählen Sie eines von beiden.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>Sieve to a minimum mapping unit</source>
            <translation>Auf eine Mindestkartierfläche sieben</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>sieve,minimum mapping unit,clump,eliminate,generalise,filter,patches,land cover</source>
            <translation>sieben,Mindestkartierfläche,Klumpen,eliminieren,generalisieren,Filter,Flächen,Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>Merges patches smaller than a minimum area into their largest neighbour; names and colours stay.</source>
            <translation>Vereint Flächen unter einer Mindestgröße mit ihrem größten Nachbarn; Namen und Farben bleiben.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>&lt;p&gt;Gives every patch of a map that is smaller than the minimum mapping unit the class of its largest neighbour, by GDAL's sieve. Works on any raster of class codes, whoever made it.&lt;/p&gt;&lt;p&gt;The minimum is an area. How many pixels that is follows from what a pixel really covers, also where the map is in degrees. Pixels without data, and 0, stay what they are and take no part; a patch that only they surround stays as well.&lt;/p&gt;&lt;p&gt;Names, colours and what is known of the map's making go along, and what was done here is added: see the layer's properties, Information, or the tags of the file. The log says how many pixels each class had and has. The accuracy of the former map is not that of this one.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Gibt jeder Fläche einer Karte, die kleiner als die Mindestkartierfläche ist, mit GDALs Sieb die Klasse ihres größten Nachbarn. Das geht mit jedem Raster von Klassencodes, wer es auch gemacht hat.&lt;/p&gt;&lt;p&gt;Das Minimum ist ein Flächeninhalt. Wie viele Pixel das sind, folgt daraus, was ein Pixel wirklich bedeckt, auch wo die Karte in Grad ist. Pixel ohne Daten und 0 bleiben, was sie sind, und nehmen nicht teil; eine Fläche, die nur sie umgeben, bleibt ebenfalls.&lt;/p&gt;&lt;p&gt;Namen, Farben und was über die Entstehung der Karte bekannt ist, gehen mit, und was hier getan wurde, kommt hinzu: siehe die Eigenschaften des Layers, Information, oder die Metadaten der Datei. Das Protokoll sagt, wie viele Pixel jede Klasse hatte und hat. Die Genauigkeit der früheren Karte ist nicht die von dieser.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>Sieved land cover</source>
            <translation>Gesiebte Landbedeckung</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>No minimum mapping unit was given.</source>
            <translation>Es wurde keine Mindestkartierfläche angegeben.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>{0}, from {1}</source>
            <translation>{0}, ab {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Where to label next</source>
            <translation>Wo als Nächstes kennzeichnen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>active learning,labels,training,uncertainty,samples,suggest</source>
            <translation>aktives Lernen,Trainingsdaten,Training,Unsicherheit,Stichproben,Vorschlag</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Suggests places to label: those a model is unsure of and that are unlike its labels so far.</source>
            <translation>Schlägt Orte für neue Trainingsdaten vor: solche, bei denen ein Modell unsicher ist und die den bisherigen nicht ähneln.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>&lt;p&gt;Suggests where to label next: places of the scene where a model is unsure, and that look unlike the labels there are, spread over the scene. The result is a layer of squares with an empty field &lt;code&gt;class&lt;/code&gt;, the most useful place first: fill it in where you can tell, and train further with this layer as labels.&lt;/p&gt;&lt;p&gt;Give the model's layers as for &lt;i&gt;Classify land cover&lt;/i&gt;, and the labels so far, so that none of their places is suggested again.&lt;/p&gt;&lt;p&gt;These places are chosen, not drawn at random: use them to train, never to assess a map.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Schlägt vor, wo als Nächstes zu kennzeichnen ist: Orte der Szene, bei denen ein Modell unsicher ist und die den vorhandenen Trainingsdaten nicht ähneln, über die Szene verteilt. Das Ergebnis ist ein Layer von Quadraten mit einem leeren Feld &lt;code&gt;class&lt;/code&gt;, der nützlichste Ort zuerst: Füllen Sie es aus, wo Sie es erkennen, und trainieren Sie mit diesem Layer weiter.&lt;/p&gt;&lt;p&gt;Geben Sie die Layer des Modells an wie bei &lt;i&gt;Landbedeckung klassifizieren&lt;/i&gt;, und die bisherigen Trainingsdaten, damit keiner ihrer Orte noch einmal vorgeschlagen wird.&lt;/p&gt;&lt;p&gt;Diese Orte sind ausgewählt, nicht zufällig gezogen: Trainieren Sie damit, aber bewerten Sie nie eine Karte damit.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Number of places</source>
            <translation>Anzahl der Orte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Labels so far</source>
            <translation>Bisherige Trainingsdaten</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>Places to label</source>
            <translation>Orte zum Kennzeichnen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Train a land-cover model</source>
            <translation>Modell für Landbedeckung trainieren</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>land cover,classification,deep learning,training,polygons,samples,learn</source>
            <translation>Landbedeckung,Klassifikation,Deep Learning,Training,Trainingsgebiete,Polygone,Stichproben,lernen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Trains a model from polygons, points or a class raster, for any combination of its sensors.</source>
            <translation>Trainiert ein Modell aus Polygonen, Punkten oder einem Klassenraster, für jede Kombination seiner Sensoren.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Training polygons or points</source>
            <translation>Trainingspolygone oder -punkte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Further scenes (scene.json)</source>
            <translation>Weitere Szenen (scene.json)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Files scene.json, or folders that hold one: layers and labels of other places</source>
            <translation>Dateien scene.json oder Ordner, die eine enthalten: Layer und Trainingsdaten anderer Orte</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class names and colours (table of code, name, colour)</source>
            <translation>Klassennamen und -farben (Tabelle mit Code, Name, Farbe)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Codes to leave out, such as 0, 255</source>
            <translation>Auszulassende Codes, zum Beispiel 0, 255</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Move the labels to the layers, where they clearly lie off</source>
            <translation>Labels zu den Layern verschieben, wo sie deutlich danebenliegen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Move the labels: metres east and north, such as 0;-12.5</source>
            <translation>Labels verschieben: Meter nach Osten und Norden, etwa 0;-12.5</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Model to continue</source>
            <translation>Fortzusetzendes Modell</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>When a model is continued, keep only the classes found in the labels</source>
            <translation>Vom fortzusetzenden Modell nur die Klassen behalten, die in den Trainingsdaten vorkommen</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Name of an adapter, written beside the model to continue</source>
            <translation>Name eines Adapters, neben das weitertrainierte Modell geschrieben</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>MaMOL model (*.mamol.safetensors)</source>
            <translation>MaMOL-Modell (*.mamol.safetensors)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Overall accuracy with all sensors</source>
            <translation>Gesamtgenauigkeit mit allen Sensoren</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Report</source>
            <translation>Bericht</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <location filename="../../plugin/model/about.py"></location>
            <source>Adapter</source>
            <translation>Adapter</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>&lt;p&gt;Trains a model from your layers and labels. The model then maps land cover wherever some of these sensors are, not only where all of them are.&lt;/p&gt;&lt;h3&gt;Layers&lt;/h3&gt;&lt;p&gt;Give one raster for each sensor, and at least one. They may differ in CRS, resolution and extent, and may have holes. &lt;i&gt;More layers&lt;/i&gt; takes a second layer of a kind, with a name, for example &lt;code&gt;optical:summer&lt;/code&gt;. A CRS or a nodata value set in a layer's properties counts. &lt;i&gt;Masks&lt;/i&gt; are rasters that are 0, or no data, where a sensor's layer must not be used.&lt;/p&gt;&lt;h3&gt;Labels&lt;/h3&gt;&lt;p&gt;Either polygons or points with a class field (text or whole numbers from 1 on), or a class raster (0 means no label). What QGIS shows is what is read: scratch layers, edits not yet saved, filters, and the selection if you ask for selected features only. Class names and colours come from the layer's categories or palette, unless you give a table. Several polygons a class, spread over the scene, make a better model and an honest accuracy: part of them is kept aside to measure it. Where labels or layers clearly lie off one another, a warning says how far; &lt;i&gt;Advanced&lt;/i&gt; moves them.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Further scenes&lt;/i&gt; are other places to learn from at once. A &lt;code&gt;scene.json&lt;/code&gt; names the layers and labels of each; the guide tells how.&lt;/p&gt;&lt;h3&gt;Results&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Model&lt;/b&gt;: one file with everything that mapping needs. &lt;b&gt;Report&lt;/b&gt;: accuracy for each combination of sensors, per class and over all, as a page and as JSON. It is measured on labels that were kept aside; the model delivered is then trained on all of them.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Quick&lt;/i&gt; gives a first idea, &lt;i&gt;thorough&lt;/i&gt; takes longest. &lt;i&gt;Model to continue&lt;/i&gt; goes on from a model, for example in a new region with few labels. A sensor that it does not know is added to it: then only what reads that sensor is trained, and the model's classes, and every map made without the sensor, stay as they are. With the name of an &lt;i&gt;adapter&lt;/i&gt; no model is written: what fits the model to this place and season goes into a small file beside it, if labels kept aside show that it maps better.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Trainiert ein Modell aus Ihren Layern und Trainingsdaten. Das Modell kartiert die Landbedeckung dann überall, wo einige dieser Sensoren vorhanden sind, nicht nur dort, wo es alle sind.&lt;/p&gt;&lt;h3&gt;Layer&lt;/h3&gt;&lt;p&gt;Geben Sie für jeden Sensor ein Raster an, mindestens eines. Sie dürfen sich in KBS, Auflösung und Ausdehnung unterscheiden und Lücken haben. &lt;i&gt;Weitere Layer&lt;/i&gt; nimmt einen zweiten Layer derselben Art auf, mit einem Namen, zum Beispiel &lt;code&gt;optical:summer&lt;/code&gt;. Ein KBS oder ein Leerwert aus den Layereigenschaften gilt. &lt;i&gt;Masken&lt;/i&gt; sind Raster, die 0 oder Leerwert sind, wo der Layer eines Sensors nicht benutzt werden darf.&lt;/p&gt;&lt;h3&gt;Trainingsdaten&lt;/h3&gt;&lt;p&gt;Entweder Polygone oder Punkte mit einem Klassenfeld (Text oder ganze Zahlen ab 1) oder ein Klassenraster (0 heißt: keine Angabe). Gelesen wird, was QGIS zeigt: Temporärlayer, noch nicht gespeicherte Änderungen, Filter, und die Auswahl, wenn Sie nur gewählte Objekte verlangen. Klassennamen und -farben kommen aus den Kategorien oder der Palette des Layers, wenn Sie keine Tabelle angeben. Mehrere Polygone je Klasse, über die Szene verteilt, ergeben ein besseres Modell und eine ehrliche Genauigkeit: Ein Teil davon wird beiseite gelegt, um sie zu messen. Wo Labels oder Layer deutlich versetzt liegen, sagt eine Warnung, wie weit; unter &lt;i&gt;Erweitert&lt;/i&gt; lassen sie sich verschieben.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Weitere Szenen&lt;/i&gt; sind andere Orte, von denen zugleich gelernt wird. Eine &lt;code&gt;scene.json&lt;/code&gt; nennt die Layer und Trainingsdaten jedes Orts; die Anleitung sagt, wie.&lt;/p&gt;&lt;h3&gt;Ergebnisse&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Modell&lt;/b&gt;: eine Datei mit allem, was zum Kartieren nötig ist. &lt;b&gt;Bericht&lt;/b&gt;: Genauigkeit für jede Kombination von Sensoren, je Klasse und insgesamt, als Seite und als JSON. Sie wird an Trainingsdaten gemessen, die beiseite gelegt wurden; das fertige Modell wird danach mit allen trainiert.&lt;/p&gt;&lt;p&gt;&lt;i&gt;quick&lt;/i&gt; (schnell) gibt einen ersten Eindruck, &lt;i&gt;thorough&lt;/i&gt; (gründlich) dauert am längsten. &lt;i&gt;Fortzusetzendes Modell&lt;/i&gt; baut auf einem Modell auf, zum Beispiel in einem neuen Gebiet mit wenigen Trainingsdaten. Ein Sensor, den es nicht kennt, wird ihm hinzugefügt: Dann wird nur trainiert, was diesen Sensor liest, und die Klassen des Modells und jede Karte ohne den Sensor bleiben, wie sie sind. Mit dem Namen eines &lt;i&gt;Adapters&lt;/i&gt; wird kein Modell geschrieben: Was das Modell an diesen Ort und diese Jahreszeit anpasst, kommt in eine kleine Datei daneben, falls zurückgehaltene Labels zeigen, dass es damit besser kartiert.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>No labels were given. Choose training polygons or points, or a class raster.</source>
            <translation>Es wurden keine Trainingsdaten angegeben. Wählen Sie Trainingspolygone oder -punkte oder ein Klassenraster.</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>'{0}' is not a list of class codes to leave out; write for example 0, 255.</source>
            <translation>'{0}' ist keine Liste auszulassender Klassencodes; schreiben Sie zum Beispiel 0, 255.</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/sieving.py"></location>
            <location filename="../../plugin/classmap/source.py"></location>
            <source>{0} can't be written: {1}</source>
            <translation>{0} kann nicht geschrieben werden: {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/sieving.py"></location>
            <source>{0} does not end in .tif: maps are written as GeoTIFF.</source>
            <translation>{0} endet nicht auf .tif: Karten werden als GeoTIFF geschrieben.</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/sieving.py"></location>
            <source>The result would replace the map it is made of. Choose another file name.</source>
            <translation>Das Ergebnis würde die Karte ersetzen, aus der es gemacht wird. Wählen Sie einen anderen Dateinamen.</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/sieving.py"></location>
            <source>no data</source>
            <translation>Leerwert</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' has %n band(s); a map of classes has one.</source>
            <translation>
                <numerusform>Der Layer '{0}' hat %n Kanal; eine Karte von Klassen hat einen.</numerusform>
                <numerusform>Der Layer '{0}' hat %n Kanäle; eine Karte von Klassen hat einen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' has no CRS, so what a pixel covers is not known. Set it in the layer's properties.</source>
            <translation>Der Layer '{0}' hat kein KBS, darum ist nicht bekannt, was ein Pixel bedeckt. Legen Sie es in den Eigenschaften des Layers fest.</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' could not be read by GDAL: {1}</source>
            <translation>Der Layer '{0}' konnte von GDAL nicht gelesen werden: {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' holds no class: all its pixels are 0 or no data.</source>
            <translation>Der Layer '{0}' enthält keine Klasse: alle seine Pixel sind 0 oder Leerwert.</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' holds {1}; a map of classes holds whole codes from 1 to {2}.</source>
            <translation>Der Layer '{0}' enthält {1}; eine Karte von Klassen enthält ganze Codes von 1 bis {2}.</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>Class {0}</source>
            <translation>Klasse {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/adapter_choice.py"></location>
            <source>The model as it is</source>
            <translation>Das Modell, wie es ist</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/adapter_choice.py"></location>
            <source>Adapter {0}</source>
            <translation>Adapter {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Full extent of the layers</source>
            <translation>Gesamte Ausdehnung der Layer</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Map canvas extent</source>
            <translation>Ausdehnung des Kartenfensters</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Extent of a layer</source>
            <translation>Ausdehnung eines Layers</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Polygons of a layer</source>
            <translation>Polygone eines Layers</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Choose the layer that gives the area.</source>
            <translation>Wählen Sie den Layer, der das Gebiet vorgibt.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>Choose a layer…</source>
            <translation>Layer wählen…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Bands of {layer}</source>
            <translation>Bänder von {layer}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Say what each band is, where the file does not. A dash leaves a band out.</source>
            <translation>Geben Sie an, was jedes Band ist, wo die Datei es nicht sagt. Ein Strich lässt ein Band weg.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Preset</source>
            <translation>Vorlage</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>As in the file</source>
            <translation>Wie in der Datei</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Wavelengths from a table…</source>
            <translation>Wellenlängen aus einer Tabelle…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>In the file</source>
            <translation>In der Datei</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Is</source>
            <translation>Ist</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Tables (*.csv *.txt *.tsv);;All files (*)</source>
            <translation>Tabellen (*.csv *.txt *.tsv);;Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Wavelengths of the bands</source>
            <translation>Wellenlängen der Bänder</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>The table has lines for {lines} bands; the layer has {bands} bands.</source>
            <translation>Die Tabelle hat Zeilen für {lines} Bänder; der Layer hat {bands} Bänder.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>A name can't hold a comma.</source>
            <translation>Ein Name darf kein Komma enthalten.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/check.py"></location>
            <source>The layers could not be checked: {reason}</source>
            <translation>Die Layer konnten nicht geprüft werden: {reason}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/check.py"></location>
            <source>… and %n more warning(s), which the log shows.</source>
            <translation>
                <numerusform>… und %n weitere Warnung, die das Protokoll zeigt.</numerusform>
                <numerusform>… und %n weitere Warnungen, die das Protokoll zeigt.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Dates of {sensor}</source>
            <translation>Aufnahmetage von {sensor}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Tick the layers that show the same ground on other dates. Dates are read from names, tags and QGIS's temporal properties; change those that are wrong (year-month-day).</source>
            <translation>Haken Sie die Layer an, die dasselbe Gebiet an anderen Tagen zeigen. Die Aufnahmetage werden aus Namen, Tags und den zeitlichen Eigenschaften in QGIS gelesen; ändern Sie die, die falsch sind (Jahr-Monat-Tag).</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Layer</source>
            <translation>Layer</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Taken on</source>
            <translation>Aufgenommen am</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Mask</source>
            <translation>Maske</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>No mask</source>
            <translation>Keine Maske</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Open a satellite product</source>
            <translation>Satellitenprodukt öffnen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>&amp;Example scene (simulated)</source>
            <translation>&amp;Beispielszene (simuliert)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Open a satellite &amp;product…</source>
            <translation>Satelliten&amp;produkt öffnen…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>&amp;Log of the last run…</source>
            <translation>&amp;Protokoll des letzten Laufs…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>&amp;Engine…</source>
            <translation>&amp;Engine…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Add raster layers to the project, or try the {0}example scene{1}.</source>
            <translation>Fügen Sie dem Projekt Rasterlayer hinzu, oder probieren Sie die {0}Beispielszene{1} aus.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Another run is in progress. Train when it has finished.</source>
            <translation>Es läuft ein Vorgang; trainieren Sie, wenn er fertig ist.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Set up the engine first (above).</source>
            <translation>Richten Sie zuerst oben die Engine ein.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is ready.</source>
            <translation>Die Engine ist bereit.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Choose a model, or train one with these layers.</source>
            <translation>Wählen Sie ein Modell, oder trainieren Sie eines mit diesen Layern.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Choose a layer for at least one of the model's sensors.</source>
            <translation>Wählen Sie einen Layer für mindestens einen der Sensoren des Modells.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>None of the layers has a valid pixel in the area to map.</source>
            <translation>Keiner der Layer hat ein gültiges Pixel im zu kartierenden Gebiet.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Maps with {sensors}.</source>
            <translation>Kartiert mit {sensors}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Missing: {sensors}. Each pixel is classified from the remaining sensors.</source>
            <translation>Es fehlt: {sensors}. Jedes Pixel wird aus den übrigen Sensoren klassifiziert.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Checking the layers…</source>
            <translation>Die Layer werden geprüft …</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>With the adapter {0}, {1} of the labels kept aside were mapped right.</source>
            <translation>Mit dem Adapter {0} wurden {1} der zurückgehaltenen Labels richtig kartiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>Choose the labels: polygons, points or a class raster.</source>
            <translation>Wählen Sie die Trainingsdaten: Polygone, Punkte oder ein Klassenraster.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>Choose the field that holds the class.</source>
            <translation>Wählen Sie das Feld, das die Klasse enthält.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>Counting the classes…</source>
            <translation>Die Klassen werden gezählt…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>The labels can't be read: {reason}</source>
            <translation>Die Trainingsdaten können nicht gelesen werden: {reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>about {number}</source>
            <translation>etwa {number}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The labels of '{0}' can't be brought to the CRS of layer '{1}'. Nothing was added.</source>
            <translation>Die Trainingsdaten von '{0}' lassen sich nicht in das KBS des Layers '{1}' umrechnen. Es wurde nichts hinzugefügt.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The labels of '{0}' are in layer '{1}' already, or have no class. Nothing was added.</source>
            <translation>Die Trainingsdaten von '{0}' sind schon im Layer '{1}' oder haben keine Klasse. Es wurde nichts hinzugefügt.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>%n label(s) of '{0}' were added to layer '{1}'.</source>
            <translation>
                <numerusform>%n Trainingspolygon von '{0}' wurde in den Layer '{1}' übernommen.</numerusform>
                <numerusform>%n Trainingspolygone von '{0}' wurden in den Layer '{1}' übernommen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>%n polygon(s) were left out, as the layer has them with another class or none.</source>
            <translation>
                <numerusform>%n Polygon wurde ausgelassen, da der Layer es mit einer anderen oder ohne Klasse schon enthält.</numerusform>
                <numerusform>%n Polygone wurden ausgelassen, da der Layer sie mit einer anderen oder ohne Klasse schon enthält.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>There is no other layer of polygons</source>
            <translation>Es gibt keinen anderen Polygonlayer</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Find places where a label would teach this model most</source>
            <translation>Orte finden, an denen dieses Modell am meisten lernen würde</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Choose or type a class, and draw. The polygons come into a new scratch layer.</source>
            <translation>Eine Klasse wählen oder eingeben, dann zeichnen. Die Polygone kommen in einen neuen temporären Layer.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Layer '{0}': %n polygon(s) with a class</source>
            <translation>
                <numerusform>Layer '{0}': %n Polygon mit Klasse</numerusform>
                <numerusform>Layer '{0}': %n Polygone mit Klasse</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>, %n without</source>
            <translation>
                <numerusform>, %n ohne</numerusform>
                <numerusform>, %n ohne</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The model wavers here: {0}</source>
            <translation>Das Modell schwankt hier: {0}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The model learned from %n place(s). Add their labels, or training further may undo what they taught.</source>
            <translation>
                <numerusform>Das Modell hat von %n Ort gelernt. Fügen Sie dessen Trainingsdaten hinzu, sonst kann weiteres Training das Gelernte verdrängen.</numerusform>
                <numerusform>Das Modell hat von %n Orten gelernt. Fügen Sie deren Trainingsdaten hinzu, sonst kann weiteres Training das Gelernte verdrängen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Choose a model first: places are those that it is unsure of.</source>
            <translation>Wählen Sie zuerst ein Modell: Orte sind die, bei denen es unsicher ist.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Choose a layer for at least one sensor.</source>
            <translation>Wählen Sie einen Layer für mindestens einen Sensor.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/messages.py"></location>
            <source>… (full text in the log)</source>
            <translation>… (alles Weitere steht im Protokoll)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>MaMOL models (*{suffix})</source>
            <translation>MaMOL-Modelle (*{suffix})</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>Choose a model</source>
            <translation>Modell wählen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>Choose a model…</source>
            <translation>Modell wählen…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>The model can't be read: {reason}.</source>
            <translation>Das Modell kann nicht gelesen werden: {reason}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>The model's card is incomplete; train the model again.</source>
            <translation>Die Angaben im Modell sind unvollständig; trainieren Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>About {name}</source>
            <translation>Über {name}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>Starter model (demonstration)</source>
            <translation>Startmodell (Demonstration)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>Give this layer a name that distinguishes it from the others of its kind.</source>
            <translation>Geben Sie diesem Layer einen Namen, der ihn von den anderen seiner Art unterscheidet.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>The name “{name}” can't be used: it contains “{sign}”.</source>
            <translation>Der Name „{name}“ kann nicht verwendet werden: er enthält „{sign}“.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>Another layer is already called “{name}”. Give each its own name.</source>
            <translation>Ein anderer Layer heißt schon „{name}“. Geben Sie jedem einen eigenen Namen.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>Name of this {sensor} layer</source>
            <translation>Name dieses Layers für {sensor}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>A name that distinguishes it from the other {sensor} layers</source>
            <translation>Ein Name, der ihn von den anderen Layern für {sensor} unterscheidet</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>Remove this row</source>
            <translation>Diese Zeile entfernen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/outputs.py"></location>
            <source>GeoTIFF (*.tif *.tiff)</source>
            <translation>GeoTIFF (*.tif *.tiff)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/outputs.py"></location>
            <source>Save land cover as</source>
            <translation>Landbedeckung speichern unter</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/outputs.py"></location>
            <source>[Save to temporary file]</source>
            <translation>[In temporärer Datei speichern]</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Another run is in progress. Wait until it has finished, or cancel it.</source>
            <translation>Es läuft schon ein Vorgang; warten Sie, bis er fertig ist, oder brechen Sie ihn ab.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Starting…</source>
            <translation>Start …</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Cancelling…</source>
            <translation>Wird abgebrochen…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Log of the last run</source>
            <translation>Protokoll des letzten Laufs</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Lo&amp;g</source>
            <translation>Proto&amp;koll</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Its project was closed during the run, so nothing was added to this one.</source>
            <translation>Das Projekt wurde während des Laufs geschlossen, deshalb wurde diesem nichts hinzugefügt.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Choose the model</source>
            <translation>Modell wählen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Model trained in {time}: {model}.</source>
            <translation>Modell in {time} trainiert: {model}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Model trained in {time} and chosen.</source>
            <translation>Modell in {time} trainiert und gewählt.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Places to label were written to {0}.</source>
            <translation>Orte zum Labeln wurden nach {0} geschrieben.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>The places to label are in the layer of labels. Next place shows them one by one.</source>
            <translation>Die vorgeschlagenen Orte sind im Layer der Trainingsdaten. Nächster Ort zeigt sie einen nach dem anderen.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Add to this project</source>
            <translation>Zu diesem Projekt hinzufügen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>The example scene is open; its data are simulated. Next: Train…</source>
            <translation>Die Beispielszene ist geöffnet; ihre Daten sind simuliert. Weiter mit: Trainieren…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>The product is open, with its cloud mask.</source>
            <translation>Das Produkt ist geöffnet, mit seiner Wolkenmaske.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>The product is open.</source>
            <translation>Das Produkt ist geöffnet.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Areas…</source>
            <translation>Flächen…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Land cover mapped in {time}.</source>
            <translation>Landbedeckung in {time} kartiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Adapter {name} made in {time}: {before} of the labels kept aside are mapped right by the model as it is, {after} with the adapter. The model stays as it is.</source>
            <translation>Adapter {name} in {time} erstellt: Von den zurückgehaltenen Labels kartiert das Modell, wie es ist, {before} richtig, mit dem Adapter {after}. Das Modell bleibt, wie es ist.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Choose the adapter</source>
            <translation>Adapter wählen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Open report</source>
            <translation>Bericht öffnen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Further scenes</source>
            <translation>Weitere Szenen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Add a sce&amp;ne</source>
            <translation>S&amp;zene hinzufügen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Train on another place, too: a folder with a scene.json, which names its layers and labels</source>
            <translation>Auch an einem anderen Ort trainieren: ein Ordner mit einer scene.json, die seine Layer und Trainingsdaten nennt</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Folder of a scene…</source>
            <translation>Ordner einer Szene…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>File of a scene…</source>
            <translation>Datei einer Szene…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Remove the chosen scenes</source>
            <translation>Die gewählten Szenen entfernen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Folder of a scene</source>
            <translation>Ordner einer Szene</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Scenes (*.json)</source>
            <translation>Szenen (*.json)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>File of a scene</source>
            <translation>Datei einer Szene</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Absent</source>
            <translation>Nicht vorhanden</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Layer for {sensor}</source>
            <translation>Layer für {sensor}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>The layer with the {sensor} data, if there is one</source>
            <translation>Der Layer mit den Daten von {sensor}, falls es einen gibt</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Say which band of the {sensor} layer is which</source>
            <translation>Angeben, welches Band des {sensor}-Layers welches ist</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Several dates of {sensor}: a series</source>
            <translation>Mehrere Aufnahmetage von {sensor}: eine Serie</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Mask {sensor}: leave pixels out</source>
            <translation>{sensor} maskieren: Pixel auslassen</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Mask for {sensor}</source>
            <translation>Maske für {sensor}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>A raster that is 0, or no data, where {sensor} must not be used, or a cloud mask as it is delivered</source>
            <translation>Ein Raster, das 0 oder Nodata ist, wo {sensor} nicht verwendet werden darf, oder eine Wolkenmaske, wie sie geliefert wird</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Say what in the mask must not be used</source>
            <translation>Angeben, was in der Maske nicht verwendet werden darf</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>What is recognised</source>
            <translation>Was erkannt wird</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Mask {layer}</source>
            <translation>Maske {layer}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Not used: a kind of mask, or values such as 3,8..10, or bits such as bits:1,3</source>
            <translation>Nicht verwendet: eine Art von Maske, oder Werte wie 3,8..10, oder Bits wie bits:1,3</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>This is a class raster, not imagery.</source>
            <translation>Dies ist ein Klassenraster, keine Bilddaten.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Guessed: {reason}</source>
            <translation>Vermutet: {reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Mask: {meaning}.</source>
            <translation>Maske: {meaning}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>%n date(s), {first} to {last}</source>
            <translation>
                <numerusform>%n Aufnahmetag, {first} bis {last}</numerusform>
                <numerusform>%n Aufnahmetage, {first} bis {last}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>%n with a mask</source>
            <translation>
                <numerusform>%n mit Maske</numerusform>
                <numerusform>%n mit Masken</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_rows.py"></location>
            <source>Fix the problem shown below the layer first: {sensors}.</source>
            <translation>Beheben Sie zuerst das Problem, das unter dem Layer steht: {sensors}.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Save the model as</source>
            <translation>Modell speichern unter</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Folder for the report</source>
            <translation>Ordner für den Bericht</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>[A new model]</source>
            <translation>[Ein neues Modell]</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Quick: a first look</source>
            <translation>Schnell: ein erster Eindruck</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Standard</source>
            <translation>Normal</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Thorough: slower</source>
            <translation>Gründlich: langsamer</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>&amp;Train</source>
            <translation>&amp;Trainieren</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Name the adapter, such as spring-2024.</source>
            <translation>Geben Sie dem Adapter einen Namen, etwa fruehling-2024.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Choose where to save the model.</source>
            <translation>Wählen Sie, wo das Modell gespeichert wird.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Checking layers and labels…</source>
            <translation>Layer und Trainingsdaten werden geprüft …</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>[Beside the model: {name}]</source>
            <translation>[Neben dem Modell: {name}]</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>The model stays as it is. What fits it to these layers goes into a small file beside it, but only if labels kept aside are mapped better with it; else the reason is said.</source>
            <translation>Das Modell bleibt, wie es ist. Was es an diese Layer anpasst, kommt in eine kleine Datei daneben, aber nur, wenn zurückgehaltene Labels damit besser kartiert werden; sonst wird der Grund genannt.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>New to the model: {sensors}. Only what reads the new layers is trained; its classes, and every map made without these sensors, stay as they are.</source>
            <translation>Neu im Modell: {sensors}. Trainiert wird nur, was die neuen Layer liest; seine Klassen und jede Karte ohne diese Sensoren bleiben, wie sie sind.</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>The whole model is trained further with these labels, and its maps change.</source>
            <translation>Das ganze Modell wird mit diesen Trainingsdaten weitertrainiert, und seine Karten ändern sich.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Last output:</source>
            <translation>Letzte Ausgabe:</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>Plugin and engine do not match: the engine uses version {0} of the interface, the plugin version {1}.</source>
            <translation>Plugin und Engine passen nicht zusammen: Die Engine verwendet Version {0} der Schnittstelle, das Plugin Version {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>Restart QGIS; if that does not help, install the plugin again.</source>
            <translation>Starten Sie QGIS neu; wenn das nicht hilft, installieren Sie die Erweiterung noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>The engine did not answer within {0} s.</source>
            <translation>Die Engine hat nicht innerhalb von {0} s geantwortet.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>The engine's Python, {0}, could not be started: {1}.</source>
            <translation>Das Python der Engine, {0}, konnte nicht gestartet werden: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>signal {0}</source>
            <translation>Signal {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>exit code {0}</source>
            <translation>Exitcode {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>The engine stopped unexpectedly ({0}).</source>
            <translation>Die Engine wurde unerwartet beendet ({0}).</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>Memory may have run out: close other programs, or map a smaller extent.</source>
            <translation>Vielleicht reichte der Arbeitsspeicher nicht: Schließen Sie andere Programme, oder kartieren Sie eine kleinere Ausdehnung.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>{0}, {1} left</source>
            <translation>{0}, noch {1}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/engine/leftovers.py"></location>
            <source>%n finished part(s) of the map stay(s) in {0}: the same run goes on from there.</source>
            <translation>
                <numerusform>%n fertiger Teil der Karte bleibt in {0}: Derselbe Lauf macht dort weiter.</numerusform>
                <numerusform>%n fertige Teile der Karte bleiben in {0}: Derselbe Lauf macht dort weiter.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/engine/leftovers.py"></location>
            <source>Remove the folder if you don't want it.</source>
            <translation>Löschen Sie den Ordner, wenn Sie ihn nicht brauchen.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/leftovers.py"></location>
            <source>{0} could not be removed: {1}.</source>
            <translation>{0} konnte nicht gelöscht werden: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/places.py"></location>
            <source>The engine is not set up.</source>
            <translation>Die Engine ist nicht eingerichtet.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/places.py"></location>
            <source>The engine's Python was not found: there is no program {0}.</source>
            <translation>Das Python der Engine wurde nicht gefunden: Es gibt kein Programm {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/places.py"></location>
            <source>Set it up in the MaMOL dock, in Settings &gt; Options &gt; MaMOL, or with the algorithm mamol:enginesetup; or name a Python that holds the engine's packages in the environment variable {0}.</source>
            <translation>Richten Sie sie im MaMOL-Bedienfeld ein, unter Einstellungen &gt; Optionen &gt; MaMOL oder mit dem Algorithmus mamol:enginesetup; oder nennen Sie in der Umgebungsvariablen {0} ein Python, das die Pakete der Engine enthält.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/state.py"></location>
            <source>Starting the engine…</source>
            <translation>Die Engine startet…</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/state.py"></location>
            <location filename="../../plugin/setup/page.py"></location>
            <source>missing</source>
            <translation>fehlt</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/state.py"></location>
            <source>Engine {engine}, Python {python}</source>
            <translation>Engine {engine}, Python {python}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/state.py"></location>
            <source>Engine settings…</source>
            <translation>Engine-Einstellungen…</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>reflectance 0–1</source>
            <translation>Reflexion 0–1</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>reflectance in percent</source>
            <translation>Reflexion in Prozent</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>reflectance × 10000</source>
            <translation>Reflexion × 10000</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>reflectance, scale differs between bands</source>
            <translation>Reflexion, je Band anders skaliert</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>8-bit counts</source>
            <translation>8-Bit-Zählwerte</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>16-bit counts</source>
            <translation>16-Bit-Zählwerte</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>index</source>
            <translation>Index</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>dB × a factor</source>
            <translation>dB × Faktor</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>linear power</source>
            <translation>lineare Leistung</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>amplitude counts</source>
            <translation>Amplituden-Zählwerte</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/engine/words.py"></location>
            <source>CPU, %n core(s)</source>
            <translation>
                <numerusform>CPU, %n Kern</numerusform>
                <numerusform>CPU, %n Kerne</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>A test computation on the GPU succeeded.</source>
            <translation>Eine Proberechnung auf der GPU ist gelungen.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>The CPU was asked for.</source>
            <translation>Die CPU wurde verlangt.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>No GPU is used: this PyTorch is built without CUDA.</source>
            <translation>Es wird keine GPU verwendet: Dieses PyTorch ist ohne CUDA gebaut.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>No GPU is used: PyTorch finds no CUDA GPU with a working driver.</source>
            <translation>Es wird keine GPU verwendet: PyTorch findet keine CUDA-GPU mit funktionierendem Treiber.</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>No GPU is used: a test computation on the GPU failed ({0}).</source>
            <translation>Es wird keine GPU verwendet: Eine Proberechnung auf der GPU ist misslungen ({0}).</translation>
        </message>
        <message>
            <location filename="../../plugin/help.py"></location>
            <source>The help pages are not in {0}. Install the plugin again.</source>
            <translation>Die Hilfeseiten sind nicht in {0}. Installieren Sie die Erweiterung noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/help.py"></location>
            <source>No program was found to open the help page {0}.</source>
            <translation>Es wurde kein Programm gefunden, das die Hilfeseite {0} öffnet.</translation>
        </message>
        <message>
            <location filename="../../plugin/help.py"></location>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/action.py"></location>
            <source>&amp;Label points…</source>
            <translation>&amp;Punkte beurteilen…</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/action.py"></location>
            <source>The sampling design of layer '{0}' can't be read: {1}. Draw the points anew.</source>
            <translation>Der Stichprobenplan von Layer „{0}“ kann nicht gelesen werden: {1}. Ziehen Sie die Punkte neu.</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/action.py"></location>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Label points</source>
            <translation>Punkte beurteilen</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/action.py"></location>
            <location filename="../../plugin/layers/labels.py"></location>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/form.py"></location>
            <source>no reference yet</source>
            <translation>noch ohne Referenz</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/form.py"></location>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>no class yet</source>
            <translation>noch ohne Klasse</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Back (B)</source>
            <translation>Zurück (B)</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Next (N)</source>
            <translation>Weiter (N)</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Next without reference (Space)</source>
            <translation>Nächster ohne Referenz (Leertaste)</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Empty (0)</source>
            <translation>Leeren (0)</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>The layer '{0}' holds no points.</source>
            <translation>Der Layer „{0}“ enthält keine Punkte.</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>The point can't be shown in the CRS of the project.</source>
            <translation>Der Punkt kann im KBS des Projekts nicht gezeigt werden.</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>The reference could not be stored in layer '{0}': {1}</source>
            <translation>Die Referenz konnte nicht in Layer „{0}“ gespeichert werden: {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Point {0} of {1}.</source>
            <translation>Punkt {0} von {1}.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>%n point(s) without a reference.</source>
            <translation>
                <numerusform>%n Punkt ohne Referenz.</numerusform>
                <numerusform>%n Punkte ohne Referenz.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>All points have a reference.</source>
            <translation>Alle Punkte haben eine Referenz.</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>You are editing the layer: save its edits yourself.</source>
            <translation>Sie bearbeiten den Layer gerade: Speichern Sie seine Änderungen selbst.</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Hidden, so that it does not sway you: {0}.</source>
            <translation>Ausgeblendet, damit es Sie nicht leitet: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/points.py"></location>
            <source>the layer can't be edited</source>
            <translation>der Layer kann nicht bearbeitet werden</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/dates.py"></location>
            <source>Layer '{name}' has no date. Say when it was taken, such as 2024-05-03.</source>
            <translation>Layer '{name}' hat kein Datum. Sagen Sie, wann er aufgenommen wurde, etwa 2024-05-03.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/dates.py"></location>
            <source>'{date}' of layer '{name}' is not a date. Write year, month and day, such as 2024-05-03.</source>
            <translation>'{date}' von Layer '{name}' ist kein Datum. Schreiben Sie Jahr, Monat und Tag, etwa 2024-05-03.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/dates.py"></location>
            <source>Layers '{one}' and '{two}' are both of {date}. A series has one layer a date.</source>
            <translation>Die Layer '{one}' und '{two}' sind beide vom {date}. Eine Serie hat einen Layer je Datum.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>a class raster, not imagery</source>
            <translation>ein Klassenraster, keine Bilddaten</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>named “{name}”</source>
            <translation>heißt „{name}“</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>the name suggests classes or a mask</source>
            <translation>der Name deutet auf Klassen oder eine Maske</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>Not used: {reason}</source>
            <translation>Nicht verwendet: {reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>“{name}” has matching bands, but nothing else identifies it. Choose it if it is the right layer.</source>
            <translation>„{name}“ hat passende Bänder, doch sonst spricht nichts dafür. Wählen Sie den Layer, wenn er es ist.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>{bands}, {low:.0f}–{high:.0f} nm</source>
            <translation>{bands}, {low:.0f}–{high:.0f} nm</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>{bands} named {names}</source>
            <translation>{bands} ({names})</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>{bands}, as in the model</source>
            <translation>{bands} wie im Modell</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>{bands} and values as in the model</source>
            <translation>{bands} und Werte wie im Modell</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>values in dB</source>
            <translation>Werte in dB</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' comes from a service or database ({1}), which gives pictures of the data or no file at all; a raster file is needed. Save it as GeoTIFF (right click, Export, Save As…, Raw data), or download the data itself.</source>
            <translation>Der Layer '{0}' stammt aus einem Dienst oder einer Datenbank ({1}), die nur Bilder der Daten oder gar keine Datei liefern; gebraucht wird eine Rasterdatei. Speichern Sie ihn als GeoTIFF (Rechtsklick, Exportieren, Speichern als…, Rasterrohdaten), oder laden Sie die Daten selbst herunter.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' lives only in the memory of QGIS. Save it as GeoTIFF and choose that.</source>
            <translation>Der Layer '{0}' liegt nur im Arbeitsspeicher von QGIS. Speichern Sie ihn als GeoTIFF und wählen Sie dieses.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' is opened with GDAL options ({1}), which the engine does not pass on. Save it as GeoTIFF and choose that.</source>
            <translation>Der Layer '{0}' ist mit GDAL-Optionen geöffnet ({1}), die nicht an die Engine weitergegeben werden. Speichern Sie ihn als GeoTIFF und wählen Sie dieses.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' is a point cloud; a raster is needed. Make a surface raster of it, for example with Processing, Point cloud conversion, Export to raster, and choose that.</source>
            <translation>Der Layer '{0}' ist eine Punktwolke; gebraucht wird ein Raster. Erzeugen Sie daraus ein Oberflächenraster, zum Beispiel mit den Verarbeitungswerkzeugen (Point cloud conversion, Export to raster), und wählen Sie dieses.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' is a mesh; a raster is needed. Make one with Processing, Mesh, Rasterize mesh dataset, and choose that.</source>
            <translation>Der Layer '{0}' ist ein Netz; gebraucht wird ein Raster. Erzeugen Sie eines mit den Verarbeitungswerkzeugen (Netz, Netzdatensatz rastern) und wählen Sie dieses.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' is not a raster. Choose a raster layer.</source>
            <translation>Der Layer '{0}' ist kein Raster. Wählen Sie einen Rasterlayer.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' has several nodata values set in its properties; as a mask or class raster it can have only one.</source>
            <translation>In den Eigenschaften des Layers '{0}' sind mehrere Leerwerte gesetzt; als Maske oder Klassenraster kann er nur einen haben.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>The layer contains no labels.</source>
            <translation>Der Layer enthält keine Trainingsdaten.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n different value(s): this does not look like classes.</source>
            <translation>
                <numerusform>%n verschiedener Wert: Das sieht nicht nach Klassen aus.</numerusform>
                <numerusform>%n verschiedene Werte: Das sieht nicht nach Klassen aus.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>Class 0 stands for no data. Give it another code, from 1 on.</source>
            <translation>Klasse 0 steht für Leerwert. Geben Sie ihr einen anderen Code, ab 1.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>There is only one class; training needs at least two.</source>
            <translation>Es gibt nur eine Klasse; das Training braucht mindestens zwei.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n class(es)</source>
            <translation>
                <numerusform>%n Klasse</numerusform>
                <numerusform>%n Klassen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>{classes} on {total} pixel(s).</source>
            <translation>
                <numerusform>{classes} auf {total} Pixel.</numerusform>
                <numerusform>{classes} auf {total} Pixeln.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>{classes} in {total} feature(s).</source>
            <translation>
                <numerusform>{classes} in {total} Objekt.</numerusform>
                <numerusform>{classes} in {total} Objekten.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n feature(s) have no class and are left out.</source>
            <translation>
                <numerusform>%n Objekt hat keine Klasse und wird ausgelassen.</numerusform>
                <numerusform>%n Objekte haben keine Klasse und werden ausgelassen.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>{0} or {1}?</source>
            <translation>{0} oder {1}?</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>Labels of {0}</source>
            <translation>Trainingsdaten von {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>Layer '{0}' does not take the polygons. Nothing was added.</source>
            <translation>Der Layer '{0}' nimmt die Polygone nicht an. Es wurde nichts hinzugefügt.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/labels.py"></location>
            <source>The labels have no field '{0}'; their fields are {1}.</source>
            <translation>Die Trainingsdaten haben kein Feld '{0}'; ihre Felder sind {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/labels.py"></location>
            <source>The features could not be exported for the engine: {0}</source>
            <translation>Die Objekte konnten nicht für die Engine exportiert werden: {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/products.py"></location>
            <source>Products (*.zip *.tar MTD_MSI*.xml *_MTL.txt *METADATA.XML *VV*.tif PRS_L2D*.he5);;All files (*)</source>
            <translation>Produkte (*.zip *.tar MTD_MSI*.xml *_MTL.txt *METADATA.XML *VV*.tif PRS_L2D*.he5);;Alle Dateien (*)</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>optical</source>
            <translation>optisch</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Optical layer</source>
            <translation>Optischer Layer</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>SAR layer</source>
            <translation>SAR-Layer</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>LiDAR or elevation</source>
            <translation>LiDAR oder Höhe</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>LiDAR or elevation layer</source>
            <translation>LiDAR- oder Höhenlayer</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>hyperspectral</source>
            <translation>hyperspektral</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Hyperspectral layer</source>
            <translation>Hyperspektraler Layer</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>embedding</source>
            <translation>Embedding</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Embedding</source>
            <translation>Embedding</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Embedding layer</source>
            <translation>Embedding-Layer</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>%n band(s)</source>
            <translation>
                <numerusform>%n Kanal</numerusform>
                <numerusform>%n Kanäle</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/main.py"></location>
            <source>Land cover from optical, SAR, LiDAR and hyperspectral layers</source>
            <translation>Landbedeckung aus optischen, SAR-, LiDAR- und hyperspektralen Layern</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Trained</source>
            <translation>Trainiert</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Pixel size</source>
            <translation>Pixelgröße</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>{} m</source>
            <translation>{} m</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/about.py"></location>
            <source>{} pixel(s)</source>
            <translation>
                <numerusform>{} Pixel</numerusform>
                <numerusform>{} Pixel</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Continued from</source>
            <translation>Fortsetzung von</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Added</source>
            <translation>Hinzugefügt</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Author</source>
            <translation>Autor</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Licence</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Citation</source>
            <translation>Zitierweise</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Data</source>
            <translation>Daten</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>{sensors}, {date}, to {model}</source>
            <translation>{sensors}, {date}, zu {model}</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>{name}, {date}, with {sensors}</source>
            <translation>{name}, {date}, mit {sensors}</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>quick</source>
            <translation>schnell</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>standard</source>
            <translation>normal</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>thorough</source>
            <translation>gründlich</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>The accuracy with these sensors was not assessed.</source>
            <translation>Die Genauigkeit mit diesen Sensoren wurde nicht bewertet.</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>Expected accuracy: {oa}.</source>
            <translation>Erwartete Genauigkeit: {oa}.</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>The model gives no confidence interval for it.</source>
            <translation>Ein Konfidenzintervall dazu nennt das Modell nicht.</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source> and %n more class(es)</source>
            <translation>
                <numerusform> und %n weitere Klasse</numerusform>
                <numerusform> und %n weitere Klassen</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>Unreliable: {classes}.</source>
            <translation>Nicht verlässlich: {classes}.</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>Weakest class: {classes}.</source>
            <translation>Schwächste Klasse: {classes}.</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>All sensors</source>
            <translation>Alle Sensoren</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>… and %n more in the report</source>
            <translation>
                <numerusform>… und %n weitere im Bericht</numerusform>
                <numerusform>… und %n weitere im Bericht</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>(each on the labels that its own training kept aside)</source>
            <translation>(jeweils an den Daten, die das eigene Training zurückgehalten hat)</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>Added: {sensors}.</source>
            <translation>Hinzugefügt: {sensors}.</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>On the same labels kept aside: {before} before, {after} with it.</source>
            <translation>Auf denselben zurückgehaltenen Trainingsdaten: {before} vorher, {after} damit.</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{oa} ({low}–{high} %)</source>
            <translation>{oa} ({low}–{high} %)</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>, from %n place(s)</source>
            <translation>
                <numerusform>, aus %n Ort</numerusform>
                <numerusform>, aus %n Orten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: none of {of} pixel(s) found</source>
            <translation>
                <numerusform>{name}: von {of} Pixel keines gefunden</numerusform>
                <numerusform>{name}: von {of} Pixeln keines gefunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: {share} of {of} pixel(s) found</source>
            <translation>
                <numerusform>{name}: {share} von {of} Pixel gefunden</numerusform>
                <numerusform>{name}: {share} von {of} Pixeln gefunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: none of {of} mapped pixel(s) right</source>
            <translation>
                <numerusform>{name}: von {of} so kartierten Pixel keines richtig</numerusform>
                <numerusform>{name}: von {of} so kartierten Pixeln keines richtig</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: {share} of {of} mapped pixel(s) right</source>
            <translation>
                <numerusform>{name}: {share} von {of} so kartierten Pixel richtig</numerusform>
                <numerusform>{name}: {share} von {of} so kartierten Pixeln richtig</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Sensors</source>
            <translation>Sensoren</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>OA</source>
            <translation>OA</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>F1</source>
            <translation>F1</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Accuracy for each combination of sensors</source>
            <translation>Genauigkeit für jede Kombination von Sensoren</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Overall accuracy and macro-F1 on validation blocks that were kept out of training</source>
            <translation>Gesamtgenauigkeit (OA) und Makro-F1 auf Validierungsblöcken, die nicht ins Training eingingen</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Accuracy</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Classes of the model</source>
            <translation>Klassen des Modells</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Double-click a name to rename the class, its code to choose another colour. Accuracy is the lower of producer's and user's accuracy, with all sensors</source>
            <translation>Doppelklick auf einen Namen benennt die Klasse um, auf ihren Code wählt eine andere Farbe. Die Genauigkeit ist die niedrigere von Hersteller- und Nutzergenauigkeit, mit allen Sensoren</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Accuracy in validation</source>
            <translation>Genauigkeit in der Validierung</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Classes (double-click to rename or recolour)</source>
            <translation>Klassen (Doppelklick zum Umbenennen oder Umfärben)</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Colour of {name}</source>
            <translation>Farbe von {name}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/derived.py"></location>
            <source>{what} Made with MaMOL Land Cover {version} from '{name}'.</source>
            <translation>{what} Gemacht mit MaMOL Land Cover {version} aus '{name}'.</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <source>&amp;Areas per class…</source>
            <translation>&amp;Flächen je Klasse…</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <source>Report of the &amp;model</source>
            <translation>Bericht des &amp;Modells</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <source>Areas per class</source>
            <translation>Flächen je Klasse</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <source>The report of the model {0} was not found: it was not asked for in training, or it was moved. The accuracy is in the layer's properties, under Information: {1}</source>
            <translation>Der Bericht des Modells {0} wurde nicht gefunden: Er wurde beim Training nicht verlangt oder ist verschoben worden. Die Genauigkeit steht in den Eigenschaften des Layers unter Information: {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Report of the model</source>
            <translation>Bericht des Modells</translation>
        </message>
        <message>
            <location filename="../../plugin/results/loading.py"></location>
            <source>Example scene (simulated)</source>
            <translation>Beispielszene (simuliert)</translation>
        </message>
        <message>
            <location filename="../../plugin/results/loading.py"></location>
            <source>Cloud mask of {product}</source>
            <translation>Wolkenmaske von {product}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Land cover, {model} ({sensors})</source>
            <translation>Landbedeckung, {model} ({sensors})</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Land cover from {sensors} ({layers}).</source>
            <translation>Landbedeckung aus {sensors} ({layers}).</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Model: {0}.</source>
            <translation>Modell: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Adapter: {0}.</source>
            <translation>Adapter: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Made with MaMOL Land Cover {0}. {1}</source>
            <translation>Erstellt mit MaMOL Land Cover {0}. {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Equivalent command line, in the plugin's folder: {0}</source>
            <translation>Entsprechende Befehlszeile, im Ordner des Plugins: {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>{0}: {1} pixels, {2} ha, {3}</source>
            <translation>{0}: {1} Pixel, {2} ha, {3}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>{0}: {1} pixels, {3}</source>
            <translation>{0}: {1} Pixel, {3}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Counted from the pixels of the map. This is not an estimate of the area: it repeats the map's errors. An estimate with a confidence interval needs reference data from a probability sample.</source>
            <translation>Aus den Pixeln der Karte gezählt. Das ist keine Schätzung der Fläche: Es enthält die Fehler der Karte. Eine Schätzung mit Konfidenzintervall braucht Referenzdaten aus einer Zufallsstichprobe.</translation>
        </message>
        <message>
            <location filename="../../plugin/results/pages.py"></location>
            <source>The page can't be written to {0}: {1}. Choose another folder.</source>
            <translation>Die Seite kann nicht nach {0} geschrieben werden: {1}. Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <location filename="../../plugin/run.py"></location>
            <source>The run had finished before it could be cancelled; its results were kept: {0}</source>
            <translation>Der Lauf war fertig, bevor er abgebrochen werden konnte; seine Ergebnisse wurden behalten: {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/run.py"></location>
            <source>The run failed without an error message. See the log.</source>
            <translation>Der Lauf ist ohne Fehlermeldung fehlgeschlagen. Näheres kann im Protokoll stehen.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>A tiny scene was mapped in {0} s.</source>
            <translation>Eine winzige Szene wurde in {0} s kartiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>named in the environment variable {0}</source>
            <translation>genannt in der Umgebungsvariablen {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>my own Python</source>
            <translation>eigenes Python</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>managed</source>
            <translation>verwaltet</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>not set up</source>
            <translation>nicht eingerichtet</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>There are no wheels (*.whl) in the folder {0}.</source>
            <translation>Im Ordner {0} sind keine Wheels (*.whl).</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Fill it on a computer of the same kind that has a network: {0} and then {1}</source>
            <translation>Füllen Sie ihn auf einem gleichartigen Computer mit Netzwerk: {0} und danach {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The plugin computes in a Python of its own, set up once. QGIS's own Python stays as it is. Download: {0}. On the disk: {1}, in {2}. {3}</source>
            <translation>Die Erweiterung rechnet in einem eigenen Python, das einmal eingerichtet wird. Das Python von QGIS bleibt, wie es ist. Download: {0}. Speicherplatz: {1}, in {2}. {3}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>writing to {0}</source>
            <translation>Schreiben nach {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is being set up or removed already, by another QGIS (process {0}).</source>
            <translation>Die Engine wird gerade schon von einem anderen QGIS eingerichtet oder entfernt (Prozess {0}).</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Wait until it is done, or close that QGIS.</source>
            <translation>Warten Sie, bis das fertig ist, oder schließen Sie jenes QGIS.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading and installing the packages…</source>
            <translation>Die Pakete werden heruntergeladen und installiert…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading and installing the packages, with the large PyTorch of the default index…</source>
            <translation>Die Pakete werden heruntergeladen und installiert, mit dem großen PyTorch des Standardindex…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>PyTorch's own index, {0}, could not be used; PyTorch comes from the default index instead, with up to {1} GB to download. {2}</source>
            <translation>Der PyTorch-Index {0} war nicht benutzbar; PyTorch kommt stattdessen aus dem Standardindex, wofür bis zu {1} GB herunterzuladen sind. {2}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Installing the packages from the folder…</source>
            <translation>Die Pakete werden aus dem Ordner installiert…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Loading every package…</source>
            <translation>Jedes Paket wird einmal benutzt…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>loading every package</source>
            <translation>jedes Paket einmal benutzen</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Compiling, so that the engine starts fast…</source>
            <translation>Es wird übersetzt, damit die Engine schnell startet…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is already installed; loading every package…</source>
            <translation>Die Engine ist schon installiert; jedes Paket wird geladen…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The environment is damaged and will be rebuilt:</source>
            <translation>Sie ist beschädigt und wird neu angelegt:</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>pip is configured on this computer, so the packages are installed with the pip of {0}.</source>
            <translation>Auf diesem Computer ist pip konfiguriert; deshalb werden die Pakete mit dem pip von {0} installiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>pip's configuration is not used: no Python with pip and venv was found, so the packages are installed with uv.</source>
            <translation>Die Konfiguration von pip wird nicht benutzt: Es wurde kein Python mit pip und venv gefunden; deshalb werden die Pakete mit uv installiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Looking for uv {0}…</source>
            <translation>uv {0} wird gesucht…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>uv could not be obtained, so the system's Python creates the environment. {0}</source>
            <translation>uv war nicht zu bekommen; deshalb legt das Python des Systems die Umgebung an. {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Making the environment…</source>
            <translation>Die Umgebung wird angelegt…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading Python {0}…</source>
            <translation>Python {0} wird heruntergeladen…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The Python that was found, {0}, has no working pip and venv.</source>
            <translation>Das gefundene Python, {0}, hat kein funktionierendes pip und venv.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Install them (on Debian and Ubuntu: the package python3-venv), then try again. Offline, it is enough that the folder of wheels holds that of uv {0} too, which needs neither.</source>
            <translation>Installieren Sie sie (unter Debian und Ubuntu: das Paket python3-venv) und versuchen Sie es noch einmal. Ohne Netzwerk genügt es, wenn der Ordner mit Wheels auch das von uv {0} enthält, das keines von beiden braucht.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>No suitable Python was found on this computer: 3.11 to 3.14, 64 bit, other than QGIS's own.</source>
            <translation>Auf diesem Computer wurde kein geeignetes Python gefunden: 3.11 bis 3.14, 64 Bit, nicht das von QGIS.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Install Python 3.12 from python.org or your system's packages, then try again.</source>
            <translation>Installieren Sie Python 3.12 von python.org oder aus den Paketen Ihres Systems und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>There is not enough disk space in {0}: {1} GB are needed, {2} GB are free.</source>
            <translation>In {0} ist nicht genug Platz: {1} GB werden gebraucht, {2} GB sind frei.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Free some space on that disk, then try again.</source>
            <translation>Schaffen Sie Platz auf diesem Datenträger und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/packages.py"></location>
            <source>Downloading and installing PyTorch…</source>
            <translation>PyTorch wird heruntergeladen und installiert…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/packages.py"></location>
            <source>Installing what PyTorch needs…</source>
            <translation>Was PyTorch braucht, wird installiert…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The Python that holds the engine's packages</source>
            <translation>Das Python mit den Paketen der Engine</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The folder of wheels</source>
            <translation>Der Ordner mit den Wheels</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>As pip and uv are configured</source>
            <translation>Wie pip und uv konfiguriert sind</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Loading every package and mapping a tiny scene…</source>
            <translation>Jedes Paket wird benutzt und eine winzige Szene kartiert…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Copied, without personal paths and names.</source>
            <translation>Kopiert, ohne persönliche Pfade und Namen.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The engine works.</source>
            <translation>Die Engine funktioniert.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Python {0}: {1}</source>
            <translation>Python {0}: {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>{0} in {1}</source>
            <translation>{0} in {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Use this Python</source>
            <translation>Dieses Python ben&amp;utzen</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Loads every package once. If one is damaged, the engine is downloaded again.</source>
            <translation>Jedes Paket wird einmal benutzt; ist eines beschädigt, wird die Engine heruntergeladen und neu angelegt.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Checks that it holds every package in the right version. Nothing is installed.</source>
            <translation>Prüft, ob es jedes Paket in der richtigen Version enthält. Es wird nichts installiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Installs into {0} with the system's Python. Nothing is downloaded.</source>
            <translation>Installiert mit dem Python des Systems nach {0}. Es wird nichts heruntergeladen.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Check and repair</source>
            <translation>Prüfen und &amp;reparieren</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Update the engine</source>
            <translation>Engine aktua&amp;lisieren</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>&amp;Set up the engine</source>
            <translation>Engine ein&amp;richten</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The engine is set up: {0}</source>
            <translation>Die Engine ist eingerichtet: {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Remove these folders? Other versions of QGIS and of this plugin can then no longer use them.</source>
            <translation>Diese Ordner entfernen? Andere Versionen von QGIS und dieser Erweiterung können sie danach nicht mehr benutzen.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Remove the engine</source>
            <translation>Engine entfernen</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Removing…</source>
            <translation>Wird entfernt…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>not used yet</source>
            <translation>noch nicht benutzt</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>last used on {0} by version {1}</source>
            <translation>zuletzt am {0} von Version {1} benutzt</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>What the set-up will do, or did</source>
            <translation>Was die Einrichtung tun wird oder getan hat</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Progress of the set-up</source>
            <translation>Fortschritt der Einrichtung</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Ca&amp;ncel</source>
            <translation>Abbr&amp;echen</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>&amp;Try again</source>
            <translation>&amp;Noch einmal versuchen</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Setting the engine up…</source>
            <translation>Die Engine wird eingerichtet…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Download</source>
            <translation>Download</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>On the disk</source>
            <translation>Speicherplatz</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>{0}, in {1}</source>
            <translation>{0}, in {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>PyTorch</source>
            <translation>PyTorch</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>The plugin computes in a Python of its own, set up once. QGIS's own Python stays as it is.</source>
            <translation>Die Erweiterung rechnet in einem eigenen Python, das einmal eingerichtet wird. Das Python von QGIS bleibt, wie es ist.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>It takes some minutes. You can go on working in QGIS meanwhile.</source>
            <translation>Es dauert einige Minuten. Sie können währenddessen in QGIS weiterarbeiten.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Other ways: a Python of mine, or offline…</source>
            <translation>Andere Wege: eigenes Python oder offline…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Setting the engine up</source>
            <translation>Engine wird eingerichtet</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>The set-up has stopped</source>
            <translation>Die Einrichtung ist stehen geblieben</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>One step before the first map</source>
            <translation>Ein Schritt vor der ersten Karte</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>{0} does not have what the engine needs:</source>
            <translation>{0} hat nicht, was die Engine braucht:</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>Install it there: {0}</source>
            <translation>Installieren Sie es dort: {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>There is no program {0}. Name the Python of a venv, conda or pixi environment, for example …/bin/python.</source>
            <translation>Es gibt kein Programm {0}. Nennen Sie das Python einer Umgebung von venv, conda oder pixi, zum Beispiel …/bin/python.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A package that was downloaded is not the file that this version of the plugin was made with.</source>
            <translation>Ein heruntergeladenes Paket ist nicht die Datei, mit der diese Version des Plugins erstellt wurde.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Try again, in case the download was damaged. If it happens again, the package index, or a proxy on the way to it, delivers other files: ask whoever runs it, and do not use them.</source>
            <translation>Versuchen Sie es noch einmal, falls der Download beschädigt war. Geschieht es wieder, liefert der Paketindex oder ein Proxy davor andere Dateien: Fragen Sie dessen Betreiber, und verwenden Sie diese Dateien nicht.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The proxy asks for a user name and a password.</source>
            <translation>Der Proxy verlangt einen Benutzernamen und ein Passwort.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Enter them in Settings &gt; Options &gt; Network, and for pip in its configuration; then try again.</source>
            <translation>Geben Sie sie unter Einstellungen &gt; Optionen &gt; Netzwerk ein, und für pip in dessen Konfiguration; versuchen Sie es dann noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A secure connection could not be trusted: its certificate is not known, as behind an SSL proxy.</source>
            <translation>Einer sicheren Verbindung konnte nicht vertraut werden: Ihr Zertifikat ist nicht bekannt, wie hinter einem SSL-Proxy.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Ask your IT department for its root certificate and name it in pip's configuration (pip config set global.cert FILE), or take the offline route with a folder of wheels.</source>
            <translation>Bitten Sie Ihre IT-Abteilung um deren Stammzertifikat und nennen Sie es in der Konfiguration von pip (pip config set global.cert FILE), oder nehmen Sie den Weg ohne Netzwerk mit einem Ordner voller Wheels.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The disk is full.</source>
            <translation>Der Datenträger ist voll.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Free some space on the disk that holds the folder named above, then try again.</source>
            <translation>Schaffen Sie Platz auf dem Datenträger mit dem oben genannten Ordner und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A security program or policy blocks the engine's programs.</source>
            <translation>Ein Sicherheitsprogramm oder eine Richtlinie blockiert die Programme der Engine.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Ask your IT department to allow programs in that folder, or point to a Python it has installed for you (route “My own Python”).</source>
            <translation>Bitten Sie Ihre IT-Abteilung, Programme in diesem Ordner zuzulassen, oder geben Sie ein Python an, das sie für Sie installiert hat (Weg „Eigenes Python“).</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Microsoft's Visual C++ runtime is missing or too old.</source>
            <translation>Die Visual-C++-Laufzeitumgebung von Microsoft fehlt oder ist zu alt.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install “Microsoft Visual C++ Redistributable 2015–2022 (x64)”, restart, and try again.</source>
            <translation>Installieren Sie „Microsoft Visual C++ Redistributable 2015–2022 (x64)“, starten Sie neu und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The NVIDIA driver is too old for this build of PyTorch.</source>
            <translation>Der NVIDIA-Treiber ist zu alt für diese Fassung von PyTorch.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Update the NVIDIA driver and try again; until then the engine computes on the CPU.</source>
            <translation>Aktualisieren Sie den NVIDIA-Treiber und versuchen Sie es noch einmal; bis dahin rechnet die Engine auf der CPU.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The GPU's memory ran out.</source>
            <translation>Der Speicher der GPU reichte nicht.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Close other programs that use the GPU, or choose the device cpu.</source>
            <translation>Schließen Sie andere Programme, die die GPU benutzen, oder wählen Sie das Gerät cpu.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>There is no permission to write a file or folder, or to run a program.</source>
            <translation>Es fehlt die Berechtigung, eine Datei oder einen Ordner zu schreiben oder ein Programm auszuführen.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Make sure that you may write to the folder named above and that no other program has it open.</source>
            <translation>Sorgen Sie dafür, dass Sie in den oben genannten Ordner schreiben dürfen und kein anderes Programm ihn geöffnet hat.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The Python that was found does not suit the packages: they need 3.11 or newer.</source>
            <translation>Das gefundene Python passt nicht zu den Paketen: Sie brauchen 3.11 oder neuer.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install Python 3.12 and try again, or name one that is new enough (route “My own Python”).</source>
            <translation>Installieren Sie Python 3.12 und versuchen Sie es noch einmal, oder nennen Sie eines, das neu genug ist (Weg „Eigenes Python“).</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The package index could not be reached.</source>
            <translation>Der Paketindex war nicht erreichbar.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Check the connection and, in Settings &gt; Options &gt; Network, the proxy. Without a network, take the offline route with a folder of wheels.</source>
            <translation>Prüfen Sie die Verbindung und, unter Einstellungen &gt; Optionen &gt; Netzwerk, den Proxy. Ohne Netzwerk nehmen Sie den Weg ohne Netzwerk mit einem Ordner voller Wheels.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A package has no build for this Python and system in the places that were searched.</source>
            <translation>Für ein Paket gibt es an den durchsuchten Stellen keine Fassung für dieses Python und System.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Use Python 3.11 to 3.14 on 64 bit, and on a Mac Apple silicon with macOS 14 or newer; on the offline route, check that the folder holds the wheels for this very system and Python.</source>
            <translation>Benutzen Sie Python 3.11 bis 3.14 mit 64 Bit, auf einem Mac Apple-Silizium mit macOS 14 oder neuer; prüfen Sie ohne Netzwerk, ob der Ordner die Wheels für genau dieses System und Python enthält.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The Python that was found has no working pip and venv.</source>
            <translation>Das gefundene Python hat kein funktionierendes pip und venv.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install them (on Debian and Ubuntu: the package python3-venv), or another Python, and try again.</source>
            <translation>Installieren Sie sie (unter Debian und Ubuntu: das Paket python3-venv) oder ein anderes Python und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>This failed: {0}.</source>
            <translation>Fehlgeschlagen: {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The whole log is in {0}.</source>
            <translation>Das ganze Protokoll steht in {0}.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>Cancelled. The next set-up starts from the beginning.</source>
            <translation>Abgebrochen. Das nächste Einrichten beginnt von vorn.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>{0}: no answer within {1} s</source>
            <translation>{0}: keine Antwort innerhalb von {1} s</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>{0}: stopped by a signal or a crash, code {1}</source>
            <translation>{0}: durch Signal oder Absturz beendet, Code {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>Installing the packages…</source>
            <translation>Die Pakete werden installiert…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>Getting {0}…</source>
            <translation>{0} wird geholt…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>There is no uv for this system ({0}).</source>
            <translation>Für dieses System gibt es kein uv ({0}).</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>This uv is not the one expected: its wheel's SHA-256 is {0}, not {1}.</source>
            <translation>Dieses uv ist nicht das erwartete: Die SHA-256-Prüfsumme seines Wheels ist {0}, nicht {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>The package index {0} has no {1}.</source>
            <translation>Der Paketindex {0} enthält {1} nicht.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>{0} could not be downloaded: {1}.</source>
            <translation>{0} konnte nicht heruntergeladen werden: {1}.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>about {0} GB</source>
            <translation>etwa {0} GB</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>({0} GB where PyTorch's own index can't be reached)</source>
            <translation>({0} GB, wenn der PyTorch-Index nicht erreichbar ist)</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>PyTorch for macOS.</source>
            <translation>PyTorch für macOS.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>No NVIDIA driver was found, so PyTorch for the CPU is installed.</source>
            <translation>Es wurde kein NVIDIA-Treiber gefunden, deshalb wird PyTorch für die CPU installiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>NVIDIA driver {0} was found, so PyTorch with {1} is installed.</source>
            <translation>Der NVIDIA-Treiber {0} wurde gefunden, deshalb wird PyTorch mit {1} installiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>PyTorch has no build for this GPU (compute capability {0}), so PyTorch for the CPU is installed.</source>
            <translation>Für diese GPU (Compute Capability {0}) gibt es keine Fassung von PyTorch, deshalb wird PyTorch für die CPU installiert.</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>NVIDIA driver {0} is too old for PyTorch with CUDA, which needs {1} or newer here; so PyTorch for the CPU is installed. Update the driver and set up the engine again to use the GPU.</source>
            <translation>Der NVIDIA-Treiber {0} ist zu alt für PyTorch mit CUDA, das hier {1} oder neuer braucht; deshalb wird PyTorch für die CPU installiert. Aktualisieren Sie den Treiber und richten Sie die Engine noch einmal ein, um die GPU zu benutzen.</translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} s</source>
            <translation>{} s</translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} min</source>
            <translation>{} min</translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} h {} min</source>
            <translation>{} h {} min</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Reading the labels</source>
            <translation>Trainingsdaten werden gelesen</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Reading the layers</source>
            <translation>Layer werden gelesen</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Comparing edges</source>
            <translation>Kanten werden verglichen</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Trying helper classifiers in new places</source>
            <translation>Hilfsklassifikatoren werden an neuen Stellen geprüft</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training helper classifiers (random forest)</source>
            <translation>Hilfsklassifikatoren werden trainiert (Random Forest)</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training for the accuracy assessment</source>
            <translation>Training für die Genauigkeitsprüfung</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Assessing every combination of sensors</source>
            <translation>Genauigkeit jeder Sensorkombination wird geprüft</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training helper classifiers on all labels</source>
            <translation>Hilfsklassifikatoren werden mit allen Trainingsdaten trainiert</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training on all labels</source>
            <translation>Training mit allen Trainingsdaten</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training</source>
            <translation>Das Modell wird trainiert</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Comparing the model as it is and fitted</source>
            <translation>Vergleich des Modells, wie es ist und angepasst</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Adapting for the accuracy assessment</source>
            <translation>Adaptieren für die Genauigkeitsbewertung</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Adapting to all labels</source>
            <translation>Adaptieren mit allen Labels</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Opening model and layers</source>
            <translation>Modell und Layer werden geöffnet</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Mapping</source>
            <translation>Kartierung</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Mapping on the cluster</source>
            <translation>Kartierung auf dem Cluster</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Writing the map</source>
            <translation>Karte wird geschrieben</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Choosing places to label</source>
            <translation>Auswahl von Orten für neue Trainingsflächen</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Drawing the landscape</source>
            <translation>Landschaft wird gezeichnet</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Drawing the points</source>
            <translation>Punkte werden gezogen</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Writing the difference</source>
            <translation>Unterschiede werden geschrieben</translation>
        </message>
    </context>
    <context>
        <name>TrainDialog</name>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Train a land-cover model</source>
            <translation>Modell für Landbedeckung trainieren</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Layers</source>
            <translation>Layer</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A&amp;dd another</source>
            <translation>&amp;Weiterer Layer</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Another layer of the same kind, such as optical of another season</source>
            <translation>Noch ein Layer derselben Art, zum Beispiel optisch aus einer anderen Jahreszeit</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Labels</source>
            <translation>Trainings&amp;daten</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Polygons or points with a class field, or a class raster</source>
            <translation>Polygone oder Punkte mit einem Klassenfeld, oder ein Klassenraster</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Label layer</source>
            <translation>Layer mit Trainingsdaten</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class f&amp;ield</source>
            <translation>Klassenfe&amp;ld</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>The field that holds the class, as text or number</source>
            <translation>Das Feld, das die Klasse enthält, als Text oder Zahl</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class field</source>
            <translation>Klassenfeld</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Selected features only</source>
            <translation>Nur &amp;gewählte Objekte</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Classes found</source>
            <translation>Gefundene Klassen</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Classes found, with their number</source>
            <translation>Gefundene Klassen mit ihrer Anzahl</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A class that is not ticked is left out of training</source>
            <translation>Eine Klasse ohne Häkchen wird beim Training ausgelassen</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Number</source>
            <translation>Anzahl</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Mo&amp;ve labels that clearly lie off</source>
            <translation>Deutlich &amp;versetzte Labels verschieben</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Where labels and layers clearly do not line up, move the labels to the layers for this training. The label layer stays as it is.</source>
            <translation>Wo Labels und Layer deutlich nicht zusammenpassen, werden die Labels für dieses Training zu den Layern verschoben. Der Label-Layer bleibt, wie er ist.</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Model</source>
            <translation>&amp;Modell</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Start &amp;from</source>
            <translation>Aufbauen a&amp;uf</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Model to continue</source>
            <translation>Fortzusetzendes Modell</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A model to continue with these labels, for a new region or season, or to which a sensor is added</source>
            <translation>Ein Modell, das mit diesen Trainingsdaten fortgesetzt wird, für ein neues Gebiet oder eine neue Jahreszeit, oder dem ein Sensor hinzugefügt wird</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Ada&amp;pt it to this place and season, as</source>
            <translation>An diesen Ort und diese Jahreszeit ada&amp;ptieren, als</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Leave the model as it is, and write what fits it to these layers into a small file beside it, if that maps better</source>
            <translation>Das Modell lassen, wie es ist, und was es an diese Layer anpasst in eine kleine Datei daneben schreiben, falls das besser kartiert</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Name of the adapter</source>
            <translation>Name des Adapters</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Name of the adapter, such as spring-2024</source>
            <translation>Name des Adapters, etwa fruehling-2024</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Only the classes of these labels</source>
            <translation>Nur die &amp;Klassen dieser Daten</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Leave out the classes of the model that have no labels here</source>
            <translation>Die Klassen des Modells weglassen, für die es hier keine Trainingsdaten gibt</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>What stays of the model to continue</source>
            <translation>Was vom fortgesetzten Modell bleibt</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Write to</source>
            <translation>Schreiben nach</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Model file to write</source>
            <translation>Zu schreibende Modelldatei</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>The model file to write (.mamol.safetensors)</source>
            <translation>Die zu schreibende Modelldatei (.mamol.safetensors)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Report</source>
            <translation>&amp;Bericht</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Folder for the report</source>
            <translation>Ordner für den Bericht</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Folder for the page with accuracies and confusion matrix</source>
            <translation>Ordner für die Seite mit Genauigkeiten und Konfusionsmatrix</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Effort</source>
            <translation>Au&amp;fwand</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Effort</source>
            <translation>Aufwand</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>More effort takes longer and is usually more accurate</source>
            <translation>Mehr Aufwand dauert länger und ist meist genauer</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>What is still missing</source>
            <translation>Was noch fehlt</translation>
        </message>
    </context>
</TS>
