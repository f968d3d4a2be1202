<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh-Hans" sourcelanguage="en">
    <context>
        <name>EngineWidget</name>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Engine: a Python of its own, apart from QGIS's</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Managed: download it into my data folder</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>My &amp;own Python (venv, conda, pixi)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Python that holds the engine's packages</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>O&amp;ffline, from a folder of wheels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Folder of wheels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Health</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>State of the engine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Use each package once and map a tiny scene</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Test the engine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>For whoever helps you; without personal paths and names</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Co&amp;py diagnostics</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove the environments that this version of the plugin does not use</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove &amp;old ones…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove all that was set up here</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Remove…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Whether the diagnostics were copied</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Package indexes</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Default index</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Address of the default index</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>P&amp;yTorch's index</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Address of PyTorch's index</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>MamolDock</name>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>A trained model file (.mamol.safetensors)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Model file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Models used lately</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>About the model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Layers</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>&amp;Area</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>The part of the layers to map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Area to map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Layer that gives the area</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Selected polygons only</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Land cover</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>GeoTIFF to write; empty for a temporary layer. What is ticked below is written beside it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Land cover file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>The winning class's probability, in percent</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Conf&amp;idence</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>One band per class, in percent</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Class pro&amp;babilities</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Which sensors saw each pixel, one bit per sensor</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Sensors &amp;used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>What will happen</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Progress in words</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Progress</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Stop; nothing is written</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Ca&amp;ncel</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Train a model with these layers, from polygons, points or a class raster</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>&amp;Train…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>More: example scene, engine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>More</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Map land cover with these layers and open the result</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Classi&amp;fy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>State of the engine</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>MamolLandCover</name>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>The same from a shell, in the plugin's folder:</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <location filename="../../plugin/card.py"></location>
            <source>Effort</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>quick: a first look; standard: for most purposes; thorough: more accurate, but slower</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Device</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>auto: the GPU where it works, else the CPU; cpu: the CPU; cuda: the GPU</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>Two outputs were given the same file, {0}. Name them differently.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>{0} is open in the project as layer '{1}'; it can't be written while QGIS reads it. Choose another name, for example {2}, or remove the layer first.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Classify land cover</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>land cover,classification,deep learning,optical,sar,lidar,hyperspectral,predict</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Maps land cover from whichever sensors are there, with a trained model.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>&lt;p&gt;Maps land cover with a trained model from whichever layers you have. The layers may differ in CRS, resolution and extent, and may have holes: each pixel is classified from the sensors that saw it, and a pixel that no sensor saw is no data.&lt;/p&gt;&lt;h3&gt;Layers&lt;/h3&gt;&lt;p&gt;Give one raster for each sensor you have, and at least one. The model must have been trained with that sensor; sensors it knows and you don't have are left empty. &lt;i&gt;More layers&lt;/i&gt; takes a second layer of a kind, named as in training, for example &lt;code&gt;optical:summer&lt;/code&gt;. A CRS or a nodata value set in a layer's properties counts. Values in other units than the model's are converted and said so, or refused.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Masks&lt;/i&gt; are rasters that are 0, or no data, where a sensor's layer must not be used, for example under clouds.&lt;/p&gt;&lt;h3&gt;Where and how finely&lt;/h3&gt;&lt;p&gt;Without an extent or an area of interest, everything that the layers cover is mapped. Without a CRS or a resolution, the model's ground sampling distance is used, in the CRS and on the pixels of the finest projected layer. The resolution is in units of the map's CRS.&lt;/p&gt;&lt;h3&gt;Results&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Land cover&lt;/b&gt;: a class code for each pixel, 0 is no data, with names and colours. &lt;b&gt;Confidence&lt;/b&gt;: the winning class's probability in percent. &lt;b&gt;Probabilities&lt;/b&gt;: one band a class, in percent. &lt;b&gt;Sensors used&lt;/b&gt;: which sensors each pixel was classified from, one bit a sensor.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Thorough&lt;/i&gt; looks at every place several times and takes longer; &lt;i&gt;quick&lt;/i&gt; gives a first look. &lt;/p&gt;</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Extent to map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Area of interest</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>CRS of the map</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Resolution of the map, in units of its CRS</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Class names and colours that replace the model's (table of code, name, colour)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class table (*.csv *.tsv *.json)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/results.py"></location>
            <source>Land cover</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Confidence</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Class probabilities</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Sensors used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Set up the engine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>install,set up,python,packages,torch,offline</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Sets up the Python in which the plugin computes, apart from QGIS's own.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>&lt;p&gt;The plugin computes in a Python of its own; QGIS's Python stays as it is. Routes:&lt;/p&gt;&lt;p&gt;&lt;b&gt;managed&lt;/b&gt;: downloads the packages and, where need be, a Python, into your data folder. It says how much and where, and does so only when &lt;i&gt;Accept the download&lt;/i&gt; is on.&lt;/p&gt;&lt;p&gt;&lt;b&gt;own&lt;/b&gt;: checks the Python you name, of a venv, conda or pixi environment, and uses it.&lt;/p&gt;&lt;p&gt;&lt;b&gt;offline&lt;/b&gt;: makes the environment from a folder of wheels and the system's Python, without a network.&lt;/p&gt;&lt;p&gt;Run again, it mends what is damaged or was cut short.&lt;/p&gt;</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Route</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>managed: download it; own: use a Python of mine; offline: from a folder of wheels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Python with the engine's packages (route own)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Any program (*)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Folder of wheels (route offline)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Accept the download</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>The engine's Python</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>To agree, set ACCEPT_DOWNLOAD to true and run this again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Check the engine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>health,test,diagnostics,gpu,device,version</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Tells whether the engine works, on which device, and what is wrong where it does not.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>&lt;p&gt;Uses every package of the engine once, maps a tiny scene with the starter model, and tells the interpreter, the versions, the device and why it was chosen, and how much room the engine takes. &lt;i&gt;Diagnostics&lt;/i&gt; has the same as text, without your name, your computer's name and personal paths, to be sent to whoever helps you.&lt;/p&gt;</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Ready</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Interpreter</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>What is wrong</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Python</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Why this device</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Self-test</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Diagnostics</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Example scene</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Folder for the scene</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Seed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Optical</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/card.py"></location>
            <source>SAR</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/card.py"></location>
            <source>LiDAR</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Hyperspectral</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Training polygons</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>True land cover</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Class table</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>demo,sample data,simulated,land cover</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Writes a small simulated scene to try training and classifying with.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>&lt;p&gt;Writes a small scene to try the other two algorithms with, and opens it: an optical, a SAR, a LiDAR and a hyperspectral raster, a few training polygons, and the true land cover to compare with.&lt;/p&gt;&lt;p&gt;The scene is &lt;b&gt;simulated&lt;/b&gt;. What a model reaches on it says nothing about real land.&lt;/p&gt;&lt;p&gt;Then: run &lt;i&gt;Train a land-cover model&lt;/i&gt; with these layers and the training polygons, and &lt;i&gt;Classify land cover&lt;/i&gt; with the model, leaving out whichever sensor you like.&lt;/p&gt;</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Optical layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>SAR layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>LiDAR or elevation layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Hyperspectral layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>More layers, where two are of a kind</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor (role:name)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Layer (name, id or path)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Masks, such as clouds: rasters that are 0 where a sensor's layer must not be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor (role or role:name)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Mask layer (name, id or path)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>No layer was given. Choose at least one raster: optical, SAR, LiDAR or hyperspectral.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor '{0}' was given twice. Name the second one, for example {1}:second.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>A mask was given for {0}, but no layer. Masks name their sensor as the layers do.</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>{0} needs pairs of sensor and layer; %n value(s) were given.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>No layer was chosen for sensor '{0}'.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>'{0}' is a point cloud; a raster is needed. Make a surface raster of it and choose that.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>'{0}' is no raster that QGIS can open. Check the path, or choose a layer of the project.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Train a land-cover model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>land cover,classification,deep learning,training,polygons,samples,learn</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Trains a model from polygons, points or a class raster, for any combination of its sensors.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Training polygons or points</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class field</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Or a class raster</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class names and colours (table of code, name, colour)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Codes to leave out, such as 0, 255</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Model to continue</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Of the model to continue, keep only the classes that the labels have</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>MaMOL model (*.mamol.safetensors)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Report folder</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Overall accuracy with all sensors</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Report</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>&lt;p&gt;Trains a model from your layers and labels. The model then maps land cover wherever some of these sensors are, not only where all of them are.&lt;/p&gt;&lt;h3&gt;Layers&lt;/h3&gt;&lt;p&gt;Give one raster for each sensor, and at least one. They may differ in CRS, resolution and extent, and may have holes. &lt;i&gt;More layers&lt;/i&gt; takes a second layer of a kind, with a name, for example &lt;code&gt;optical:summer&lt;/code&gt;. A CRS or a nodata value set in a layer's properties counts. &lt;i&gt;Masks&lt;/i&gt; are rasters that are 0, or no data, where a sensor's layer must not be used.&lt;/p&gt;&lt;h3&gt;Labels&lt;/h3&gt;&lt;p&gt;Either polygons or points with a class field (text or whole numbers from 1 on), or a class raster (0 means no label). What QGIS shows is what is read: scratch layers, edits not yet saved, filters, and the selection if you ask for selected features only. Class names and colours come from the layer's categories or palette, unless you give a table. Several polygons a class, spread over the scene, make a better model and an honest accuracy: part of them is kept aside to measure it.&lt;/p&gt;&lt;h3&gt;Results&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Model&lt;/b&gt;: one file with everything that mapping needs. &lt;b&gt;Report&lt;/b&gt;: accuracy for each combination of sensors, per class and over all, as a page and as JSON. It is measured on labels that were kept aside; the model delivered is then trained on all of them.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Quick&lt;/i&gt; gives a first idea, &lt;i&gt;thorough&lt;/i&gt; takes longest. &lt;i&gt;Model to continue&lt;/i&gt; goes on from a model trained with the same sensors, for example in a new region with few labels.&lt;/p&gt;</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Both training features and a class raster were given. Choose one of the two.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>No labels were given. Choose training polygons or points, or a class raster.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>'{0}' is not a list of class codes to leave out; write for example 0, 255.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>optical</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>hyperspectral</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>LiDAR or elevation</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>{} %</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Choose a model, or train one with these layers.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Choose a layer for at least one of the model's sensors.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Maps with {sensors}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/card.py"></location>
            <source>{sensors} is/are absent: each pixel uses what is there.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>The accuracy with these sensors was not assessed.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Expected accuracy: {oa}, as in the model's validation.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Trained</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Pixel size</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>{:g} m</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Labels</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/card.py"></location>
            <source>{} pixel(s)</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Continued from</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Author</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Licence</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Citation</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Data</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>quick</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>standard</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>thorough</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Sensors</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>OA</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>F1</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Accuracy for each combination of sensors</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Overall accuracy and macro-F1 on validation blocks that were kept out of training</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Class</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Classes of the model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Double-click a name to rename the class, its code to choose another colour</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Accuracy in validation</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Classes (double-click to rename or recolour)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/card.py"></location>
            <source>Colour of {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Cancelling…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Log of the last run</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>MaMOL models (*{suffix})</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Choose a model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Choose a model…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>GeoTIFF (*.tif *.tiff)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Save land cover as</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>[Save to temporary file]</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Wherever there is a layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>What the map shows</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Extent of a layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Polygons of a layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>&amp;Example scene (simulated)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>&amp;Log of the last run…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>&amp;Engine…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>The model can't be read: {reason}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>The model's card is incomplete; train the model again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>About {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Starter model (demonstration)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Choose a layer…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <location filename="../../plugin/engine_state.py"></location>
            <source>Starting the engine…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Lo&amp;g</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <location filename="../../plugin/engine.py"></location>
            <source>Cancelled; nothing was written.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Open report</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Model trained in {time} and chosen.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>The example scene is open; its data are simulated. Next: Train…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Land cover mapped in {time}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Choose the layer that gives the area.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/dock.py"></location>
            <source>Add raster layers to the project, or try the {0}example scene{1}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>The engine is not set up.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>The engine's Python was not found: there is no program {0}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Set it up in the MaMOL dock, in Settings &gt; Options &gt; MaMOL, or with the algorithm mamol:enginesetup; or name a Python that holds the engine's packages in the environment variable {0}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>The engine's Python, {0}, could not be started: {1}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>The engine speaks version {0} of the contract, the plugin version {1}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Restart QGIS; if that does not help, install the plugin again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>The engine did not answer within {0} s.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>signal {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>exit code {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>The engine ended without an answer ({0}).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Memory may have run out: close other programs, or map a smaller extent.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>It last said:</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>{0}, {1} left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Reading the layers</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Asking the teacher</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Training for the assessment</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Assessing every sensor pattern</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Training on all labels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Mapping</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine.py"></location>
            <source>Drawing the landscape</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine_state.py"></location>
            <location filename="../../plugin/setup/page.py"></location>
            <source>missing</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine_state.py"></location>
            <source>Engine {engine}, Python {python}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/engine_state.py"></location>
            <source>Engine settings…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>a class raster, not imagery</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>named “{name}”</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>the name says classes or a mask</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>This is a class raster, not imagery.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>{found} here, the model knows {expected}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>{bands}, {low:.0f}–{high:.0f} nm</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>{bands} named {names}</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/guess.py"></location>
            <source>%n band(s)</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>{bands}, as in the model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>{bands} and values as in the model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/guess.py"></location>
            <source>values in dB</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/inputs.py"></location>
            <source>Layer '{0}' comes from a service or database ({1}), which gives pictures of the data or no file at all; a raster file is needed. Save it as GeoTIFF (right click, Export, Save As…, Raw data), or download the data itself.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/inputs.py"></location>
            <source>Layer '{0}' lives only in the memory of QGIS. Save it as GeoTIFF and choose that.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/inputs.py"></location>
            <source>Layer '{0}' is opened with GDAL options ({1}), which the engine does not pass on. Save it as GeoTIFF and choose that.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/inputs.py"></location>
            <source>Layer '{0}' is a point cloud; a raster is needed. Make a surface raster of it, for example with Processing, Point cloud conversion, Export to raster, and choose that.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/inputs.py"></location>
            <source>Layer '{0}' is a mesh; a raster is needed. Make one with Processing, Mesh, Rasterize mesh dataset, and choose that.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/inputs.py"></location>
            <source>Layer '{0}' is not a raster. Choose a raster layer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/inputs.py"></location>
            <source>Layer '{0}' has several nodata values set in its properties; here only one is possible.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/inputs.py"></location>
            <source>Layer '{0}' could not be read by GDAL: {1}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/label_counts.py"></location>
            <source>There are no labels in it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/label_counts.py"></location>
            <source>%n different value(s): this does not look like classes.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/label_counts.py"></location>
            <source>Class 0 stands for no data. Give it another code, from 1 on.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/label_counts.py"></location>
            <source>There is one class only; training needs two.</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/label_counts.py"></location>
            <source>%n class(es)</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/label_counts.py"></location>
            <source>{classes} on {total} pixel(s).</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/label_counts.py"></location>
            <source>{classes} in {total} feature(s).</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/label_counts.py"></location>
            <source>%n feature(s) have no class and are left out.</source>
            <translation type="unfinished">
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/labels.py"></location>
            <source>The labels have no field '{0}'; their fields are {1}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/labels.py"></location>
            <source>none</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/labels.py"></location>
            <source>The features could not be handed to the engine: {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/main.py"></location>
            <source>Land cover from optical, SAR, LiDAR and hyperspectral layers</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/messages.py"></location>
            <source>… (the log has it all)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/results.py"></location>
            <source>Example scene (simulated)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/run.py"></location>
            <source>The run failed without saying why; the log may tell.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>Absent</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>Layer for {sensor}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>The layer with the {sensor} data, if there is one</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>Mask {sensor}: leave pixels out</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>No mask</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>Mask for {sensor}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>A raster that is 0, or no data, where {sensor} must not be used, e.g. under clouds</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>Guessed: {reason}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>Name of this {sensor} layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>A name that tells it from the other {sensor} layers</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/sensor_rows.py"></location>
            <source>Take this row away</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>A tiny scene was mapped in {0} s.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>named in the environment variable {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>my own Python</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>managed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>not set up</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>There are no wheels (*.whl) in the folder {0}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Fill it on a computer of the same kind that has a network: {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The plugin computes in a Python of its own, which is set up once. About {0} GB will be downloaded and {1} GB of disk space used, in {2}. QGIS's own Python stays as it is. {3}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is being set up or removed already, by another QGIS (process {0}).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Wait until it is done, or close that QGIS.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>writing to {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading and installing the packages…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading and installing PyTorch…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>PyTorch's own index, {0}, could not be used; PyTorch comes from the default index instead, with up to {1} GB to download. {2}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Installing the packages from the folder…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Using each package once…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>using each package once</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Compiling, so that the engine starts fast…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is ready.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is there; using each package once…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>It is damaged and is made anew:</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>pip is configured on this computer, so pip does the work, with {0}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>pip's configuration is not used: uv does the work, since no suitable Python was found.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Looking for uv {0}…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>uv could not be had, so the system's Python makes the environment. {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Making the environment…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading Python {0}…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>No suitable Python was found on this computer: 3.11 to 3.14, 64 bit, other than QGIS's own.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Install Python 3.12 from python.org or your system's packages, then try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>There is too little room in {0}: {1} GB are needed, {2} GB are free.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Make room on that disk, then try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The Python that holds the engine's packages</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The folder of wheels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>As pip and uv are configured</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Using each package and mapping a tiny scene…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Copied, without personal paths and names.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The engine works.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Python {0}: {1}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>{0} in {1}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Use this Python</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Checks that it holds every package in the right version. Nothing is installed.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Installs into {0} with the system's Python. Nothing is downloaded.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Check and repair</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Update the engine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>&amp;Set up the engine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The engine is set up: {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Remove these folders? Other versions of QGIS and of this plugin can't use them any more then.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Remove the engine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Removing…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>What the set-up will do, or did</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Progress of the set-up</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Ca&amp;ncel</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Setting the engine up…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>{0} does not have what the engine needs:</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>Install it there: {0}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>There is no program {0}. Name the Python of a venv, conda or pixi environment, for example …/bin/python.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The proxy asks for a user name and a password.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Enter them in Settings &gt; Options &gt; Network, and for pip in its configuration; then try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A secure connection could not be trusted: its certificate is not known, as behind an SSL proxy.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Ask your IT department for its root certificate and name it in pip's configuration (pip config set global.cert FILE), or take the offline route with a folder of wheels.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The disk is full.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Make room on the disk that holds the folder named above, then try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A security program or policy keeps the engine's programs from running.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Ask your IT department to allow programs in that folder, or point to a Python it has installed for you (route “My own Python”).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Microsoft's Visual C++ runtime is missing or too old.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install “Microsoft Visual C++ Redistributable 2015–2022 (x64)”, restart, and try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The NVIDIA driver is too old for this build of PyTorch.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Update the NVIDIA driver and try again; until then the engine computes on the CPU.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The GPU's memory ran out.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Close other programs that use the GPU, or choose the device cpu.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A file or folder may not be written or run.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>See to it that you may write to the folder named above and that no other program has it open.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The Python that was found does not suit the packages: they need 3.11 or newer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install Python 3.12 and try again, or name one that is new enough (route “My own Python”).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The package index could not be reached.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Check the connection and, in Settings &gt; Options &gt; Network, the proxy. Without a network, take the offline route with a folder of wheels.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A package has no build for this Python and system in the places that were searched.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Use Python 3.11 to 3.14 on 64 bit; on the offline route, check that the folder holds the wheels for this very system and Python.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The Python that was found has no working pip and venv.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install them (on Debian and Ubuntu: the package python3-venv), or another Python, and try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>This failed: {0}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The whole log is in {0}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>Cancelled. Setting the engine up again starts afresh.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>{0}: no answer within {1} s</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>{0}: ended by signal or crash, code {1}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>Installing the packages…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>There is no uv for this system ({0}).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>The downloaded uv is not the one expected: its SHA-256 is {0}, not {1}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>The package index {0} has no {1}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>{0} could not be downloaded: {1}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>PyTorch for macOS.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>No NVIDIA driver was found, so PyTorch for the CPU.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>NVIDIA driver {0} was found, so PyTorch with {1}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>NVIDIA driver {0} is too old for PyTorch with CUDA, which needs {1} or newer; so PyTorch for the CPU. Update the driver and set up the engine again to use the GPU.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} s</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} min</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} h {} min</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Save the model as</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Folder for the report</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>[A new model]</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Quick: a first look</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Standard</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Thorough: slower</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>&amp;Train</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Looking at the classes…</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>The labels can't be read: {reason}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>about {number}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Choose a layer for at least one sensor.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Choose the labels: polygons, points or a class raster.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Choose the field that holds the class.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>Say where to write the model.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../plugin/train_dialog.py"></location>
            <source>[Beside the model: {name}]</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>TrainDialog</name>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Train a land-cover model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Layers</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A&amp;dd another</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>One more layer of a kind, such as optical of another season</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Labels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Polygons or points with a class field, or a class raster</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Label layer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class f&amp;ield</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>The field that holds the class, as text or number</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class field</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Selected features only</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Classes found</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Classes found, with their number</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A class that is not ticked is left out of training</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Number</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Model</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Write to</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Model file to write</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>The model file to write (.mamol.safetensors)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Report</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Folder for the report</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Folder for the page with accuracies and confusion matrix</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Effort</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Effort</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>More effort takes longer and is usually more accurate</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Start &amp;from</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Model to continue</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A model to continue with these labels, for a new region or season</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Only the classes of these labels</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Leave out the classes of the model that have no labels here</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>What is still missing</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
</TS>
