<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh-Hans" sourcelanguage="en">
    <context>
        <name>EngineWidget</name>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Engine: a Python of its own, apart from QGIS's</source>
            <translation>引擎：独立的 Python 环境，与 QGIS 自带的分开</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Managed: download it into my data folder</source>
            <translation>托管(&amp;M)：下载到我的数据文件夹</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>My &amp;own Python (venv, conda, pixi)</source>
            <translation>自己的 Python(&amp;O)（venv、conda、pixi）</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Python that holds the engine's packages</source>
            <translation>装有引擎所需软件包的 Python</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>O&amp;ffline, from a folder of wheels</source>
            <translation>离线(&amp;F)：从 wheel 文件夹安装</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Folder of wheels</source>
            <translation>wheel 文件夹</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Health</source>
            <translation>运行状况</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>State of the engine</source>
            <translation>引擎状态</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Load every package and map a tiny scene</source>
            <translation>逐个试用软件包，并对一个微型场景制图</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Test the engine</source>
            <translation>测试引擎(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>For a support request; without personal paths and names</source>
            <translation>用于寻求技术支持；不含个人路径和姓名</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Co&amp;py diagnostics</source>
            <translation>复制诊断信息(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>How to install the engine, and what to do where that fails</source>
            <translation>如何安装引擎，以及安装失败时怎么办</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove the environments that this version of the plugin does not use</source>
            <translation>删除此版本插件不使用的环境</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove o&amp;ld ones…</source>
            <translation>删除旧环境(&amp;D)…</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Remove all that was set up here</source>
            <translation>删除在此安装的全部内容</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Remove…</source>
            <translation>删除(&amp;R)…</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Whether the diagnostics were copied</source>
            <translation>诊断信息是否已复制</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Package indexes</source>
            <translation>软件包索引</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>&amp;Default index</source>
            <translation>默认索引(&amp;I)</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Address of the default index</source>
            <translation>默认索引的地址</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>P&amp;yTorch's index</source>
            <translation>PyTorch 索引(&amp;Y)</translation>
        </message>
        <message>
            <location filename="../../ui/engine.ui"></location>
            <source>Address of PyTorch's index</source>
            <translation>PyTorch 索引的地址</translation>
        </message>
    </context>
    <context>
        <name>LabelTools</name>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Clas&amp;s</source>
            <translation>类别(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>The class of what is drawn next. Type a new name for a new class</source>
            <translation>接下来所绘多边形的类别。输入新名称即为新类别</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Class to draw</source>
            <translation>要绘制的类别</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Draw polygons of this class: click the corners, end with a right click</source>
            <translation>绘制该类别的多边形：点击各角点，右键结束</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>&amp;Draw</source>
            <translation>绘制(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Add the labels of another layer of polygons, such as those that the model was trained with. Its classes are those that it is drawn by</source>
            <translation>添加另一个面图层的标签，例如训练该模型所用的标签。类别取自该图层的分类符号</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>&amp;Add labels of</source>
            <translation>添加标签来源(&amp;A)</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Suggest &amp;places</source>
            <translation>建议地点(&amp;P)</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Show and select the next place that has no class yet</source>
            <translation>显示并选中下一个尚无类别的地点</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Ne&amp;xt place</source>
            <translation>下一个地点(&amp;X)</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Give this class to the selected polygons, and go to the next place without one</source>
            <translation>把该类别赋予选中的多边形，并转到下一个没有类别的地点</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>&amp;Give to selected</source>
            <translation>赋予选中项(&amp;G)</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Train with these labels; with a model chosen, go on from it</source>
            <translation>用这些样本训练；已选模型时在其基础上继续</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>Train furt&amp;her…</source>
            <translation>继续训练(&amp;H)…</translation>
        </message>
        <message>
            <location filename="../../ui/labelling.ui"></location>
            <source>State of the labels</source>
            <translation>训练样本的状态</translation>
        </message>
    </context>
    <context>
        <name>MamolDock</name>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>A trained model file (.mamol.safetensors)</source>
            <translation>训练好的模型文件（.mamol.safetensors）</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Model file</source>
            <translation>模型文件</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Recent models</source>
            <translation>最近使用的模型</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>What fits the model to another place or season: a small file beside the model, made by Train… with labels of it</source>
            <translation>使模型适应另一地点或季节的内容：模型旁边的一个小文件，由“训练…”用当地的标签生成</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Adapter of the model</source>
            <translation>模型的适配器</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>About the model</source>
            <translation>关于模型</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>For another date of the land that the model was trained on: optical and hyperspectral layers are standardised by their own values. They must show about the classes of the training area, in about the same shares.</source>
            <translation>用于模型训练区域的其他日期：光学和高光谱图层按其自身的数值标准化。图层的类别及其比例应与训练区大致相同。</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Fit the &amp;model to these layers</source>
            <translation>使模型适应这些图层(&amp;M)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>&amp;Area</source>
            <translation>区域(&amp;A)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>The part of the layers to map</source>
            <translation>图层中需要制图的部分</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Area to map</source>
            <translation>制图区域</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Layer that gives the area</source>
            <translation>用于确定区域的图层</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Selected polygons only</source>
            <translation>仅选中的多边形</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Land cover</source>
            <translation>土地覆盖</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>GeoTIFF to write; empty for a temporary layer. What is ticked below is written beside it.</source>
            <translation>要写入的 GeoTIFF；留空则为临时图层。下方勾选的结果写在同一位置。</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Land cover file</source>
            <translation>土地覆盖文件</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>The winning class's probability, in percent</source>
            <translation>最可能类别的概率（百分比）</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Conf&amp;idence</source>
            <translation>置信度(&amp;I)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>One band per class, in percent</source>
            <translation>每个类别一个波段（百分比）</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Class pro&amp;babilities</source>
            <translation>类别概率(&amp;B)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Which sensors saw each pixel, one bit per sensor</source>
            <translation>每个像素有哪些传感器的数据，每个传感器一位</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Sensors &amp;used</source>
            <translation>所用传感器(&amp;U)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>What will happen</source>
            <translation>将要执行的操作</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Progress in words</source>
            <translation>进度说明</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Stop the run; nothing is written</source>
            <translation>停止；不写入任何内容</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Ca&amp;ncel</source>
            <translation>取消(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Draw training labels, have places suggested, and train further</source>
            <translation>绘制训练样本、获取建议地点并继续训练</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>&amp;Label</source>
            <translation>标注(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Train a model with these layers, from polygons, points or a class raster</source>
            <translation>用这些图层以及多边形、点或分类栅格训练模型</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>&amp;Train…</source>
            <translation>训练(&amp;T)…</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>More: example scene, engine, help</source>
            <translation>更多：示例场景、引擎、帮助</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Map land cover with these layers and open the result</source>
            <translation>用这些图层进行土地覆盖制图并打开结果</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>Classi&amp;fy</source>
            <translation>分类(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../ui/dock.ui"></location>
            <source>State of the engine</source>
            <translation>引擎状态</translation>
        </message>
    </context>
    <context>
        <name>MamolLandCover</name>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>After the map</source>
            <translation>成图之后</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Land cover: any raster of classes</source>
            <translation>土地覆盖：任意分类栅格</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <location filename="../../plugin/engine/client.py"></location>
            <location filename="../../plugin/run.py"></location>
            <source>Cancelled; no result was written.</source>
            <translation>已取消；未写入任何结果。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Minimum mapping unit</source>
            <translation>最小制图单元</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Unit of the minimum: hectares or square metres</source>
            <translation>最小值的单位：公顷或平方米</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Neighbours of a pixel</source>
            <translation>像元的邻域</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>4: pixels that share a side belong together; 8: those that touch at a corner as well</source>
            <translation>4：有公共边的像元属于同一斑块；8：仅在角点相接的像元也算</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>The minimum mapping unit, {0}, is not more than a pixel of the map covers, {1} m². Choose more.</source>
            <translation>最小制图单元 {0} 不大于地图一个像元的面积 {1} 平方米。请选择更大的值。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Merging patches of less than {0} ({1} pixels)</source>
            <translation>正在合并小于 {0}（{1} 个像元）的斑块</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Pixels cover between {0} and {1} m² on this map; the minimum is counted with {2} m².</source>
            <translation>本地图的像元面积在 {0} 与 {1} 平方米之间；最小值按 {2} 平方米计算。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>{0}: {1} pixels before, {2} after</source>
            <translation>{0}：之前 {1} 个像元，之后 {2} 个</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>No patch of these classes is large enough, so they are gone from the result: {0}.</source>
            <translation>这些类别没有足够大的斑块，因此不再出现在结果中：{0}。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/after_map.py"></location>
            <source>Patches of less than {0} ({1} pixels of {2} m², {3} neighbours) got the class of their largest neighbour.</source>
            <translation>小于 {0}（{1} 个 {2} 平方米的像元，{3} 邻域）的斑块已归入其最大相邻斑块的类别。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/area_parameters.py"></location>
            <source>Area of interest</source>
            <translation>感兴趣区</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/area_parameters.py"></location>
            <source>CRS of the map</source>
            <translation>地图的 CRS</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/area_parameters.py"></location>
            <source>Resolution of the map, in units of its CRS</source>
            <translation>地图分辨率（以其 CRS 的单位表示）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Area of each class</source>
            <translation>各类别面积</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>area,hectares,zonal,histogram,statistics,class</source>
            <translation>面积,公顷,分区,直方图,统计,类别</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Hectares of each class of a map, in all and in each zone.</source>
            <translation>地图各类别的公顷数，总计及分区统计。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>&lt;p&gt;Sums up the hectares of each class of a map, in all and in each zone: polygons, such as municipalities, or a raster of zones. A pixel belongs to the zone that holds its centre. Of a map in degrees, areas are those on the ellipsoid.&lt;/p&gt;&lt;p&gt;These are areas of the map, errors included. &lt;i&gt;Assess a map&lt;/i&gt; estimates what the classes really cover.&lt;/p&gt;</source>
            <translation>&lt;p&gt;汇总地图各类别的公顷数，包括总计和各分区：分区可以是多边形（如行政区），也可以是分区栅格。像元属于其中心所在的分区。以度为单位的地图按椭球面计算面积。&lt;/p&gt;&lt;p&gt;这些是地图上的面积，包含地图的误差。&lt;i&gt;评估地图&lt;/i&gt;可估计各类别的真实面积。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Map</source>
            <translation>地图</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Zones</source>
            <translation>分区</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Field that names the zones</source>
            <translation>分区名称字段</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Or a raster of zones</source>
            <translation>或者分区栅格</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Table of areas</source>
            <translation>面积表</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>HTML files (*.html)</source>
            <translation>HTML 文件 (*.html)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Table as CSV</source>
            <translation>CSV 表格</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>CSV files (*.csv)</source>
            <translation>CSV 文件 (*.csv)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Hectares in all</source>
            <translation>总公顷数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Both polygons and a raster of zones were given. Choose one of the two.</source>
            <translation>同时给出了分区多边形和分区栅格。请只选其一。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Area of each class, {0}</source>
            <translation>各类别面积，{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Whole map</source>
            <translation>整幅地图</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <source>Zone</source>
            <translation>分区</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/model/card_view.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Pixels</source>
            <translation>像元</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Hectares</source>
            <translation>公顷</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/areas.py"></location>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <location filename="../../plugin/model/accuracy.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>{} %</source>
            <translation>{}%</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Assess a map</source>
            <translation>评估地图</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>accuracy,area,confusion matrix,confidence interval,validation,user's accuracy,producer's accuracy,kappa</source>
            <translation>精度,面积,混淆矩阵,置信区间,验证,用户精度,生产者精度,kappa</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Accuracy and area of each class, with 95 % intervals, from reference points.</source>
            <translation>根据参考点给出各类别的精度和面积，并附 95 % 区间。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>&lt;p&gt;Tells how right a map is and what its classes really cover, each figure with its 95 % interval, as good practice asks for (Olofsson et al. 2014; Stehman 2014). The report is a page that prints well, with a paragraph on the methods ready to paste.&lt;/p&gt;&lt;p&gt;The reference is best a sample from &lt;i&gt;Draw reference points&lt;/i&gt;, whose design is found by itself. Of other points, say under &lt;i&gt;Advanced&lt;/i&gt; how they were drawn. Polygons, or points in clusters, are no probability sample: they are counted, and get no interval. The class may be a name or a code; the names are those of the map's layer.&lt;/p&gt;&lt;p&gt;A map that has changed since the sample was drawn is refused. To assess another map with the same sample, give the map it was drawn from as the raster of strata.&lt;/p&gt;&lt;p&gt;Any class raster will do, whatever made it. Names, colours and nodata values are the layer's.&lt;/p&gt;</source>
            <translation>&lt;p&gt;说明地图有多准确、各类别真实覆盖多大面积，每个数字都附 95 % 区间，符合良好实践的要求（Olofsson 等 2014；Stehman 2014）。报告是一个适合打印的页面，附有可直接引用的方法段落。&lt;/p&gt;&lt;p&gt;参考数据最好是由&lt;i&gt;抽取参考点&lt;/i&gt;得到的样本，其抽样设计会自动找到。对于其他点，请在&lt;i&gt;高级&lt;/i&gt;中说明其抽取方式。多边形或聚集的点不是概率样本：会被统计，但不给出区间。类别可以是名称或代码；名称以地图图层为准。&lt;/p&gt;&lt;p&gt;若抽样之后地图已改变，则会被拒绝。要用同一样本评估另一幅地图，请把抽样所用的地图作为分层栅格给出。&lt;/p&gt;&lt;p&gt;任何分类栅格都可以，无论由什么生成。名称、颜色和无数据值以图层为准。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Report folder</source>
            <translation>报告文件夹</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Accuracy of the map</source>
            <translation>地图精度</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Overall accuracy</source>
            <translation>总体精度</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Overall accuracy, lower end of the interval</source>
            <translation>总体精度，区间下限</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/assess.py"></location>
            <source>Overall accuracy, upper end of the interval</source>
            <translation>总体精度，区间上限</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>Equivalent command line:</source>
            <translation>等效的命令行：</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>It names temporary files, which are deleted later. Export the layers you want to keep.</source>
            <translation>其中提到的临时文件稍后会被删除。请导出需要保留的图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <location filename="../../plugin/model/about.py"></location>
            <source>Effort</source>
            <translation>计算强度</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>quick: a first look; standard: for most purposes; thorough: more accurate, but slower</source>
            <translation>quick（快速）：初步查看；standard（标准）：适用于大多数情况；thorough（精细）：更准确，但较慢</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>auto: the GPU where it works, else the CPU; cpu: the CPU; cuda: the GPU; cuda:1: the second GPU</source>
            <translation>auto：GPU 可用时使用 GPU，否则使用 CPU；cpu：CPU；cuda：GPU；cuda:1：第二块 GPU</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>'{0}' is no GeoPackage, which is what is written. Give it a name that ends in .gpkg.</source>
            <translation>“{0}”不是 GeoPackage，而这里只写出该格式。请给出以 .gpkg 结尾的名称。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>Two outputs were given the same file, {0}. Name them differently.</source>
            <translation>两个输出指定了同一个文件 {0}。请使用不同的名称。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/base.py"></location>
            <source>{0} is open in the project as layer '{1}', so it can't be overwritten. Choose another name, for example {2}, or remove the layer first.</source>
            <translation>{0} 已在工程中作为图层“{1}”打开，因此无法覆盖。请换一个名称，例如 {2}，或先移除该图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Check alignment of layers and labels</source>
            <translation>检查图层与标签是否对齐</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>alignment,co-registration,shift,offset,geometry,displacement,labels</source>
            <translation>对齐,配准,偏移,位移,几何,标签</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Tells how far layers, and labels, lie from one another, to a fraction of a pixel.</source>
            <translation>以亚像元精度给出图层之间以及图层与标签之间的偏移。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>&lt;p&gt;Compares the edges that layers show with one another, and with those of polygons or of a class raster. The page tells for each pair by how many metres it lies off and how sure that is, with a picture, or that it can't be told: edges of a terrain model are seldom those of an image.&lt;/p&gt;&lt;p&gt;A shift is only claimed beyond doubt, and from half a pixel on; up to six pixels are looked at. Give one layer and labels, or several layers. The metres that bring the labels to the layers are a result only where they can be told. Nothing is changed: move labels or layers, if you want to, with the advanced parameters of &lt;i&gt;Train a land-cover model&lt;/i&gt; and &lt;i&gt;Classify land cover&lt;/i&gt;.&lt;/p&gt;</source>
            <translation>&lt;p&gt;将各图层显示的边缘相互比较，并与多边形或类别栅格的边缘比较。结果页面给出每一对偏移多少米、结果有多可靠，并附小图；无法判断时也会说明：地形模型的边缘很少与影像的边缘一致。&lt;/p&gt;&lt;p&gt;只有确定无疑且不小于半个像元的偏移才会报告；最多检查六个像元。请给出一个图层和标签，或多个图层。只有在能够判断时，才会输出使标签与图层对齐的米数。不会改动任何数据：如需移动标签或图层，请使用&lt;i&gt;训练土地覆盖模型&lt;/i&gt;和&lt;i&gt;土地覆盖分类&lt;/i&gt;的高级参数。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Labels: polygons</source>
            <translation>标签：多边形</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Alignment</source>
            <translation>对齐</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Metres east that bring the labels to the layers</source>
            <translation>使标签与图层对齐所需的向东米数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>Metres north that bring the labels to the layers</source>
            <translation>使标签与图层对齐所需的向北米数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/checkalignment.py"></location>
            <source>One layer alone was given. Choose a second layer, or labels, to compare it with.</source>
            <translation>只给出了一个图层。请选择第二个图层或标签与之比较。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Classify land cover</source>
            <translation>土地覆盖分类</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>land cover,classification,deep learning,optical,sar,lidar,hyperspectral,predict</source>
            <translation>土地覆盖,分类,深度学习,光学,SAR,雷达,LiDAR,激光雷达,高光谱,预测,遥感</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Maps land cover from whichever sensors are there, with a trained model.</source>
            <translation>用训练好的模型，根据现有的任意传感器数据进行土地覆盖制图。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>&lt;p&gt;Maps land cover with a trained model from whichever layers you have. The layers may differ in CRS, resolution and extent, and may have holes: each pixel is classified from the sensors that saw it, and a pixel that no sensor saw is no data.&lt;/p&gt;&lt;h3&gt;Layers&lt;/h3&gt;&lt;p&gt;Give one raster for each sensor you have, and at least one. The model must have been trained with that sensor; sensors it knows and you don't have are left empty. &lt;i&gt;More layers&lt;/i&gt; takes a second layer of a kind, named as in training, for example &lt;code&gt;optical:summer&lt;/code&gt;. A CRS or a nodata value set in a layer's properties counts. Values in other units than the model's are converted and said so, or refused.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Masks&lt;/i&gt; are rasters that are 0, or no data, where a sensor's layer must not be used, for example under clouds.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Fit the model to the layers&lt;/i&gt; is for another date of the land that the model was trained on: optical and hyperspectral layers are standardised by their own values in place of the training area's. Heights and SAR never are. It supposes that a layer shows about the classes of the training area, in about the same shares; where it seems to show others, that is said.&lt;/p&gt;&lt;p&gt;An &lt;i&gt;adapter&lt;/i&gt;, made by training with labels of another place or season, fits the model to it. It lies beside the model and brings its own fit to the layers.&lt;/p&gt;&lt;h3&gt;Where and how finely&lt;/h3&gt;&lt;p&gt;Without an extent or an area of interest, everything that the layers cover is mapped. Without a CRS or a resolution, the model's ground sampling distance is used, in the CRS and on the pixels of the finest projected layer. The resolution is in units of the map's CRS.&lt;/p&gt;&lt;h3&gt;Results&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Land cover&lt;/b&gt;: a class code for each pixel, 0 is no data, with names and colours. &lt;b&gt;Confidence&lt;/b&gt;: the winning class's probability in percent. &lt;b&gt;Probabilities&lt;/b&gt;: one band a class, in percent. &lt;b&gt;Sensors used&lt;/b&gt;: which sensors each pixel was classified from, one bit a sensor. &lt;b&gt;Dates used&lt;/b&gt;: from how many dates of each series.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Thorough&lt;/i&gt; looks at every place several times and takes longer; &lt;i&gt;quick&lt;/i&gt; gives a first look. &lt;/p&gt;</source>
            <translation>&lt;p&gt;用训练好的模型，根据您现有的任意图层进行土地覆盖制图。各图层的 CRS、分辨率和范围可以不同，也可以有缺失：每个像素根据覆盖它的传感器分类；没有任何传感器覆盖的像素为无数据。&lt;/p&gt;&lt;h3&gt;图层&lt;/h3&gt;&lt;p&gt;为您拥有的每种传感器指定一个栅格，至少一个。模型必须用该传感器训练过；模型需要而您没有的传感器留空即可。&lt;i&gt;更多图层&lt;/i&gt;用于添加同类的第二个图层，名称与训练时一致，例如 &lt;code&gt;optical:summer&lt;/code&gt;。图层属性中设置的 CRS 或无数据值有效。单位与模型不同的数值会被换算并给出说明，无法换算的则被拒绝。&lt;/p&gt;&lt;p&gt;&lt;i&gt;掩膜&lt;/i&gt;是栅格，其值为 0 或无数据之处不使用该传感器的图层，例如云覆盖区。&lt;/p&gt;&lt;p&gt;&lt;i&gt;使模型适应图层&lt;/i&gt;用于模型训练区域的其他日期：光学和高光谱图层按其自身的数值而不是训练区的数值标准化，高程和 SAR 从不如此。前提是图层的类别及其比例与训练区大致相同；如果看起来不同，会给出提示。&lt;/p&gt;&lt;p&gt;&lt;i&gt;适配器&lt;/i&gt;在训练时用另一地点或季节的标签生成，使模型适应该处。它位于模型旁边，并自带与图层的拟合。&lt;/p&gt;&lt;h3&gt;制图范围与分辨率&lt;/h3&gt;&lt;p&gt;未指定范围或感兴趣区时，对图层覆盖的全部区域制图。未指定 CRS 或分辨率时，采用模型的地面采样距离（GSD），并使用最精细的投影图层的 CRS 和像素网格。分辨率以地图 CRS 的单位表示。&lt;/p&gt;&lt;h3&gt;结果&lt;/h3&gt;&lt;p&gt;&lt;b&gt;土地覆盖&lt;/b&gt;：每个像素的类别代码，0 为无数据，带有名称和颜色。&lt;b&gt;置信度&lt;/b&gt;：最可能类别的概率（百分比）。&lt;b&gt;类别概率&lt;/b&gt;：每个类别一个波段（百分比）。&lt;b&gt;所用传感器&lt;/b&gt;：每个像素根据哪些传感器分类，每个传感器一位。&lt;b&gt;所用日期&lt;/b&gt;：每个时间序列用了多少个日期。&lt;/p&gt;&lt;p&gt;&lt;i&gt;thorough&lt;/i&gt;（精细）对每处多次计算，耗时更长；&lt;i&gt;quick&lt;/i&gt;（快速）用于初步查看。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Extent to map</source>
            <translation>制图范围</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Adapter of the model: its name, or its file</source>
            <translation>模型的适配器：其名称或文件</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Fit the model to the layers</source>
            <translation>使模型适应图层</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Other class names and colours (table of code, name, colour)</source>
            <translation>其他类别名称和颜色（代码、名称、颜色的表）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class table (*.csv *.tsv *.json)</source>
            <translation>类别表 (*.csv *.tsv *.json)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Write Cloud-Optimized GeoTIFF</source>
            <translation>写出云优化 GeoTIFF（COG）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <location filename="../../plugin/results/loading.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Land cover</source>
            <translation>土地覆盖</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Confidence</source>
            <translation>置信度</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Class probabilities</source>
            <translation>类别概率</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Sensors used</source>
            <translation>所用传感器</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/classify.py"></location>
            <source>Dates used</source>
            <translation>所用日期</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Compare two maps</source>
            <translation>比较两幅地图</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>difference,change,agreement,McNemar,accuracy,transition</source>
            <translation>差异,变化,一致性,McNemar,精度,转移</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Where and how two maps differ and, with reference points, which is right more often.</source>
            <translation>两幅地图在哪里、如何不同；若有参考点，还可知哪一幅更常正确。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>&lt;p&gt;Tells where and how two maps differ: a layer of the differences, a table of what became what, and the area of each class in both. The second map is read on the pixels of the first.&lt;/p&gt;&lt;p&gt;With reference points, also which map is right more often: the difference of their accuracies with its 95 % interval, and McNemar's test. The points should be a sample drawn from the first map, or from the raster given as strata.&lt;/p&gt;&lt;p&gt;The difference of two maps is not a measure of change on the ground: both have errors.&lt;/p&gt;</source>
            <translation>&lt;p&gt;说明两幅地图在哪里、如何不同：差异图层、转移表以及各类别在两幅图中的面积。第二幅地图按第一幅的像元读取。&lt;/p&gt;&lt;p&gt;若有参考点，还给出哪一幅更常正确：两者精度之差及其 95 % 区间，以及 McNemar 检验。这些点应是从第一幅地图、或从作为分层给出的栅格中抽取的样本。&lt;/p&gt;&lt;p&gt;两幅地图的差异并不等于地面的变化：两者都有误差。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>First map</source>
            <translation>第一幅地图</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Second map</source>
            <translation>第二幅地图</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Differences</source>
            <translation>差异</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Comparison of two maps</source>
            <translation>两幅地图的比较</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Share of the area with the same class</source>
            <translation>类别相同的面积比例</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/compare.py"></location>
            <source>Differences, {0} to {1}</source>
            <translation>差异，{0} 到 {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Draw reference points</source>
            <translation>抽取参考点</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Draws a random sample of points from a map, to be labelled with what is really there.</source>
            <translation>从地图中随机抽取点，供标注其真实类别。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>&lt;p&gt;Draws points at random from a map, so many in each class, to be labelled with what is really there. &lt;i&gt;Assess a map&lt;/i&gt; then tells how right the map is and what its classes cover, with intervals.&lt;/p&gt;&lt;p&gt;Without a &lt;i&gt;number of points&lt;/i&gt;, as many are drawn as the &lt;i&gt;standard error&lt;/i&gt; needs; &lt;i&gt;Sample size&lt;/i&gt; tells beforehand.&lt;/p&gt;&lt;p&gt;The points don't tell the class of the map, so that nobody is swayed by it. They open with a form of the map's classes; a right click on their layer offers &lt;i&gt;Label points&lt;/i&gt;, which goes from point to point. How they were drawn is stored in a file beside them, named &lt;code&gt;.design.json&lt;/code&gt;: keep the two together.&lt;/p&gt;</source>
            <translation>&lt;p&gt;从地图中随机抽取点，每个类别若干个，供标注其真实类别。之后&lt;i&gt;评估地图&lt;/i&gt;会说明地图有多准确、各类别覆盖多大面积，并附区间。&lt;/p&gt;&lt;p&gt;若不给出&lt;i&gt;点数&lt;/i&gt;，则按&lt;i&gt;标准误&lt;/i&gt;所需的数量抽取；&lt;i&gt;样本量&lt;/i&gt;可事先告知。&lt;/p&gt;&lt;p&gt;这些点不显示地图的类别，以免影响判断。它们打开时带有地图类别的表单；右键单击其图层可选择&lt;i&gt;标注点&lt;/i&gt;，逐点进行。抽取方式保存在旁边以 &lt;code&gt;.design.json&lt;/code&gt; 结尾的文件中：请将两者放在一起。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Least distance between points, in metres</source>
            <translation>点之间的最小距离（米）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Reference points</source>
            <translation>参考点</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Number of points</source>
            <translation>点数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Sampling design</source>
            <translation>抽样设计</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>Choose a file for the reference points. Labelling takes hours, and a temporary file is gone when QGIS closes.</source>
            <translation>请为参考点选择一个文件。标注需要数小时，而临时文件在 QGIS 关闭时会消失。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/drawsample.py"></location>
            <source>To label the points, right-click their layer and choose Label points. The design is in {0}.</source>
            <translation>要标注这些点，请右键单击其图层并选择“标注点”。抽样设计保存在 {0}。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Set up the engine</source>
            <translation>安装引擎</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>install,set up,python,packages,torch,offline</source>
            <translation>安装,设置,Python,软件包,torch,离线</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Sets up the Python in which the plugin computes, apart from QGIS's own.</source>
            <translation>安装插件进行计算所用的 Python，与 QGIS 自带的分开。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>&lt;p&gt;The plugin computes in a Python of its own; QGIS's Python stays as it is. Routes:&lt;/p&gt;&lt;p&gt;&lt;b&gt;managed&lt;/b&gt;: downloads the packages and, where need be, a Python, into your data folder. It says how much and where, and does so only when &lt;i&gt;Accept the download&lt;/i&gt; is on.&lt;/p&gt;&lt;p&gt;&lt;b&gt;own&lt;/b&gt;: checks the Python you name, of a venv, conda or pixi environment, and uses it.&lt;/p&gt;&lt;p&gt;&lt;b&gt;offline&lt;/b&gt;: makes the environment from a folder of wheels and the system's Python, without a network.&lt;/p&gt;&lt;p&gt;Run it again to repair a set-up that is damaged or was interrupted.&lt;/p&gt;</source>
            <translation>&lt;p&gt;插件在独立的 Python 中计算；QGIS 自带的 Python 保持不变。安装方式：&lt;/p&gt;&lt;p&gt;&lt;b&gt;managed&lt;/b&gt;（托管）：把软件包以及必要时的 Python 下载到您的数据文件夹。会先说明大小和位置，并且只有开启&lt;i&gt;同意下载&lt;/i&gt;时才执行。&lt;/p&gt;&lt;p&gt;&lt;b&gt;own&lt;/b&gt;（自己的）：检查您指定的 venv、conda 或 pixi 环境中的 Python 并使用它。&lt;/p&gt;&lt;p&gt;&lt;b&gt;offline&lt;/b&gt;（离线）：用 wheel 文件夹和系统的 Python 创建环境，不需要网络。&lt;/p&gt;&lt;p&gt;再次运行可修复损坏或中断的安装。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Route</source>
            <translation>安装方式</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>managed: download it; own: use a Python of mine; offline: from a folder of wheels</source>
            <translation>managed（托管）：下载安装；own（自己的）：使用自己的 Python；offline（离线）：从 wheel 文件夹安装</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Python with the engine's packages (route own)</source>
            <translation>装有引擎所需软件包的 Python（方式 own）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Any program (*)</source>
            <translation>任意程序 (*)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Folder of wheels (route offline)</source>
            <translation>wheel 文件夹（方式 offline）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>Accept the download</source>
            <translation>同意下载</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>The engine's Python</source>
            <translation>引擎的 Python</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginesetup.py"></location>
            <source>To agree, tick 'Accept the download' (in a script: ACCEPT_DOWNLOAD=true) and run this again.</source>
            <translation>如果同意，请勾选“同意下载”（在脚本中：ACCEPT_DOWNLOAD=true），然后再运行一次。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Check the engine</source>
            <translation>检查引擎</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>health,test,diagnostics,gpu,device,version</source>
            <translation>运行状况,测试,诊断,GPU,设备,版本</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Tells whether the engine works, on which device, and what is wrong where it does not.</source>
            <translation>说明引擎能否工作、使用哪个设备，以及不能工作时的原因。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>&lt;p&gt;Uses every package of the engine once, maps a tiny scene with the starter model, and tells the interpreter, the versions, the device and why it was chosen, and how much disk space the engine takes. &lt;i&gt;Diagnostics&lt;/i&gt; has the same as text, without your name, your computer's name and personal paths, for a support request.&lt;/p&gt;</source>
            <translation>&lt;p&gt;逐个试用引擎的软件包，用入门模型对一个微型场景制图，并说明解释器、各版本、设备及其选择原因，以及引擎占用的磁盘空间。&lt;i&gt;诊断信息&lt;/i&gt;以文本给出相同内容，不含您的姓名、计算机名和个人路径，可用于寻求技术支持。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Diagnostics as a file</source>
            <translation>诊断信息文件</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Text (*.txt)</source>
            <translation>文本 (*.txt)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Interpreter</source>
            <translation>解释器</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>What is wrong</source>
            <translation>问题所在</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Python</source>
            <translation>Python</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Why this device</source>
            <translation>选择此设备的原因</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Self-test</source>
            <translation>自检</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>Diagnostics</source>
            <translation>诊断信息</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/enginestatus.py"></location>
            <source>The diagnostics can't be written to {0}: {1}. Choose another folder.</source>
            <translation>无法将诊断信息写入 {0}：{1}。请选择其他文件夹。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Example scene</source>
            <translation>示例场景</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Folder for the scene</source>
            <translation>场景文件夹</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Optical</source>
            <translation>光学</translation>
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
            <translation>高光谱</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Training polygons</source>
            <translation>训练多边形</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>True land cover</source>
            <translation>真实土地覆盖</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Class table</source>
            <translation>类别表</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>demo,sample data,simulated,land cover</source>
            <translation>演示,示例数据,模拟,土地覆盖</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>Writes a small simulated scene to try training and classifying with.</source>
            <translation>写出一个小型模拟场景，用于试用训练和分类。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/example.py"></location>
            <source>&lt;p&gt;Writes a small scene to try the other two algorithms with, and opens it: an optical, a SAR, a LiDAR and a hyperspectral raster, a few training polygons, and the true land cover to compare with.&lt;/p&gt;&lt;p&gt;The scene is &lt;b&gt;simulated&lt;/b&gt;. What a model reaches on it says nothing about real land.&lt;/p&gt;&lt;p&gt;Then: run &lt;i&gt;Train a land-cover model&lt;/i&gt; with these layers and the training polygons, and &lt;i&gt;Classify land cover&lt;/i&gt; with the model, leaving out whichever sensor you like.&lt;/p&gt;</source>
            <translation>&lt;p&gt;写出一个小型场景并打开，用于试用另外两个算法：光学、SAR、LiDAR 和高光谱栅格各一个，若干训练多边形，以及用于对比的真实土地覆盖。&lt;/p&gt;&lt;p&gt;该场景是&lt;b&gt;模拟&lt;/b&gt;的。模型在其上的表现不能说明在真实土地上的表现。&lt;/p&gt;&lt;p&gt;随后：用这些图层和训练多边形运行&lt;i&gt;训练土地覆盖模型&lt;/i&gt;，再用得到的模型运行&lt;i&gt;土地覆盖分类&lt;/i&gt;，可任意省去某些传感器。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>Explore without labels</source>
            <translation>无标签探索</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>cluster,k-means,unsupervised,segmentation,explore</source>
            <translation>聚类,k-means,非监督,分割,探索</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>Groups pixels that look alike into clusters, from whichever sensors are there.</source>
            <translation>根据现有传感器，把相似的像元归为聚类。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>&lt;p&gt;Groups the pixels of a scene into clusters that look alike to whichever sensors are there, without any label or model (k-means). A pixel that some sensors did not see goes to the cluster that is nearest in what the others saw.&lt;/p&gt;&lt;p&gt;Clusters are no classes: one class may fall into several, and one cluster may hold several classes. Look at them to see what there is to label. To use them as labels, name them in the layer's style, give those that belong together one code (in QGIS: Reclassify by table), and train with that class raster.&lt;/p&gt;</source>
            <translation>&lt;p&gt;把场景中对现有传感器而言相似的像元归为聚类，不需要标签或模型（k-means）。某些传感器未观测到的像元归入按其他传感器最接近的聚类。&lt;/p&gt;&lt;p&gt;聚类不是类别：一个类别可能分成几个聚类，一个聚类也可能包含几个类别。可借此了解有哪些内容可以标注。若要用作训练样本，请在图层样式中为其命名，把属于同一类的赋予同一代码（在 QGIS 中：按表重分类），然后用该分类栅格训练。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>Number of clusters</source>
            <translation>聚类数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Extent to look at</source>
            <translation>查看范围</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/explore.py"></location>
            <source>Clusters</source>
            <translation>聚类</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Import a satellite product</source>
            <translation>导入卫星产品</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Product: its archive, or a file in its folder</source>
            <translation>产品：压缩包，或其文件夹中的一个文件</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Virtual raster</source>
            <translation>虚拟栅格</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Virtual raster (*.vrt)</source>
            <translation>虚拟栅格 (*.vrt)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Cloud mask</source>
            <translation>云掩膜</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>sentinel,landsat,enmap,prisma,cloud mask,safe,virtual raster</source>
            <translation>sentinel,landsat,enmap,prisma,云掩膜,safe,虚拟栅格</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>Opens Sentinel-2, Landsat, EnMAP, PRISMA and Sentinel-1 products as layers with their cloud masks.</source>
            <translation>将 Sentinel-2、Landsat、EnMAP、PRISMA 和 Sentinel-1 产品打开为图层，并附带其云掩膜。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/importproduct.py"></location>
            <source>&lt;p&gt;Makes one layer of a product as it was downloaded, and one of its cloud mask: Sentinel-2 L1C and L2A, Landsat Collection 2 Level 2, EnMAP L2A, PRISMA L2D, and terrain-corrected Sentinel-1 with one file of VV and one of VH.&lt;/p&gt;&lt;p&gt;Choose the &lt;code&gt;.zip&lt;/code&gt; or &lt;code&gt;.tar&lt;/code&gt;, or the metadata file in the product's folder (&lt;code&gt;MTD_MSIL2A.xml&lt;/code&gt;, &lt;code&gt;…_MTL.txt&lt;/code&gt;, &lt;code&gt;…-METADATA.XML&lt;/code&gt;), of Sentinel-1 the file of VV, of PRISMA the &lt;code&gt;.he5&lt;/code&gt;; the folder itself will do as well.&lt;/p&gt;&lt;p&gt;The layers are virtual rasters: no pixel is copied, and the product must stay where it is. Only PRISMA's cubes are copied, into a GeoTIFF beside the virtual raster. Band names, wavelengths, scale, offset and nodata are those of the product's metadata. The cloud mask can be chosen as the layer's mask as it is.&lt;/p&gt;</source>
            <translation>&lt;p&gt;把下载的产品原样做成一个图层，并把其云掩膜做成另一个图层：Sentinel-2 L1C 和 L2A、Landsat Collection 2 Level 2、EnMAP L2A、PRISMA L2D，以及各有一个 VV 文件和一个 VH 文件的地形校正 Sentinel-1。&lt;/p&gt;&lt;p&gt;请选择 &lt;code&gt;.zip&lt;/code&gt; 或 &lt;code&gt;.tar&lt;/code&gt;，或产品文件夹中的元数据文件（&lt;code&gt;MTD_MSIL2A.xml&lt;/code&gt;、&lt;code&gt;…_MTL.txt&lt;/code&gt;、&lt;code&gt;…-METADATA.XML&lt;/code&gt;），Sentinel-1 则选择 VV 文件，PRISMA 则选择 &lt;code&gt;.he5&lt;/code&gt; 文件；也可以选择文件夹本身。&lt;/p&gt;&lt;p&gt;这些图层是虚拟栅格：不复制任何像元，产品必须留在原处。只有 PRISMA 的像元会被复制到虚拟栅格旁的 GeoTIFF 中。波段名称、波长、比例、偏移和无数据值均来自产品的元数据。云掩膜可以直接选作该图层的掩膜。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Additional layers of a kind given above</source>
            <translation>上述同类的其他图层</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor (role:name)</source>
            <translation>传感器（角色:名称）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Layer (name, id or path)</source>
            <translation>图层（名称、ID 或路径）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>For several dates of one sensor, a series, give each layer a row: optical@2024-05-03, or optical@ where the date is to be read from the layer's name, tags or temporal properties.</source>
            <translation>若一个传感器有多个日期（时间序列），请为每个图层写一行：optical@2024-05-03；若日期应从图层的名称、元数据或时间属性读取，则写 optical@。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Masks of layers: 0 where not to be used, or cloud masks</source>
            <translation>图层掩膜：不得使用处为 0，或云掩膜</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor (role or role:name)</source>
            <translation>传感器（角色或角色:名称）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Mask layer (name, id or path)</source>
            <translation>掩膜图层（名称、ID 或路径）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Bands of layers whose files do not name them</source>
            <translation>文件未命名波段的图层的波段</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>A preset, or names with ; between them</source>
            <translation>预设，或以 ; 分隔的名称</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>A preset such as sentinel-2-12, or what each band of the file is: B02;B03;-;B08, where - leaves one out, or a table of wavelengths (.csv, .txt)</source>
            <translation>预设，例如 sentinel-2-12；或文件中每个波段是什么：B02;B03;-;B08，其中 - 表示略去；或波长表（.csv、.txt）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>What in a mask must not be used, where that is not recognised</source>
            <translation>掩膜中不得使用的内容（无法识别时）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Codes with ; between them, or a kind of mask</source>
            <translation>以 ; 分隔的代码，或掩膜种类</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Values such as 3;8..10, bits such as bits:1;3, none, or scl, qa_pixel, udm2, probability, flags or plain</source>
            <translation>值（如 3;8..10）、位（如 bits:1;3）、none，或 scl、qa_pixel、udm2、probability、flags、plain</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Layers to move, where they do not line up with others</source>
            <translation>需要移动的图层（与其他图层不对齐时）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Metres east and north, with ; between them</source>
            <translation>向东和向北的米数，用 ; 分隔</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Such as 0;-12.5 for 12.5 m to the south. Check alignment of layers and labels tells how far.</source>
            <translation>例如 0;-12.5 表示向南 12.5 米。“检查图层与标签是否对齐”会给出偏移量。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>No layer was given. Choose at least one raster ({0}).</source>
            <translation>未指定图层。请至少选择一个栅格（{0}）。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Sensor '{0}' was given twice. Name the second one, for example {1}:second.</source>
            <translation>传感器“{0}”指定了两次。请为第二个命名，例如 {1}:second。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>'{0}' is not a shift; write metres east and north, for example 0;-12.5.</source>
            <translation>'{0}' 不是偏移量；请写向东和向北的米数，例如 0;-12.5。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>A mask was given for {0}, but no layer. Give the mask the sensor of its layer.</source>
            <translation>为 {0} 指定了掩膜，但没有指定图层。请为掩膜指定其图层的传感器。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>Bands, codes or a shift were given for {0}, but no layer.</source>
            <translation>为 {0} 指定了波段、代码或偏移，但没有图层。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>{0} needs pairs of sensor and layer; %n value(s) were given.</source>
            <translation>
                <numerusform>{0} 需要成对的传感器和图层；给出了 %n 个值。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>No layer was chosen for sensor '{0}'.</source>
            <translation>未为传感器“{0}”选择图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>'{0}' is a point cloud; a raster is needed. Make a surface raster of it and choose that.</source>
            <translation>“{0}”是点云；需要栅格。请由它生成表面栅格并选择该栅格。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/layer_parameters.py"></location>
            <source>QGIS can't open '{0}' as a raster. Check the path, or choose a layer of the project.</source>
            <translation>“{0}”不是 QGIS 能打开的栅格。请检查路径，或选择工程中的图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Majority class of polygons</source>
            <translation>多边形的多数类别</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>majority,zonal statistics,parcels,fields,segments,objects,share,land cover</source>
            <translation>多数,分区统计,地块,田块,分割,对象,比例,土地覆盖</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Gives each polygon of a layer, such as a parcel, the class that most of it has, and the share.</source>
            <translation>为图层中的每个多边形（例如地块）给出其中占多数的类别及其比例。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>&lt;p&gt;Counts, by QGIS's zonal histogram, the pixels of a map in each polygon of a layer, such as parcels or segments, and adds the fields &lt;b&gt;class&lt;/b&gt; (the code of the most frequent class), &lt;b&gt;class_name&lt;/b&gt;, &lt;b&gt;share&lt;/b&gt; (its percentage of the polygon's pixels with a class), &lt;b&gt;pixels&lt;/b&gt; (how many those are) and &lt;b&gt;no_data&lt;/b&gt; (the percentage of the polygon's pixels without a class). Works on any raster of class codes, whoever made it.&lt;/p&gt;&lt;p&gt;A pixel counts where its centre is in the polygon; a polygon without such a pixel takes those it touches, and one beside the map gets no class. Where two classes are equally frequent, the one with the lower code is taken. Both are said in the log.&lt;/p&gt;&lt;p&gt;The layer's properties say, under Information, from which map the classes are.&lt;/p&gt;</source>
            <translation>&lt;p&gt;用 QGIS 的分区直方图统计图层中每个多边形（例如地块或分割对象）内的地图像元，并添加字段 &lt;b&gt;class&lt;/b&gt;（最常见类别的代码）、&lt;b&gt;class_name&lt;/b&gt;、&lt;b&gt;share&lt;/b&gt;（该类别占多边形内有类别像元的百分比）、&lt;b&gt;pixels&lt;/b&gt;（有类别的像元数）和 &lt;b&gt;no_data&lt;/b&gt;（多边形内无类别像元的百分比）。适用于任何来源的类别代码栅格。&lt;/p&gt;&lt;p&gt;像元中心位于多边形内时计入；没有这种像元的多边形取其接触到的像元，位于地图之外的多边形没有类别。两个类别数量相同时，采用代码较小的那个。两种情况都会在日志中说明。&lt;/p&gt;&lt;p&gt;图层属性的“信息”页说明类别来自哪幅地图。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Polygons</source>
            <translation>多边形</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Polygons with their class</source>
            <translation>带类别的多边形</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Reading the map</source>
            <translation>正在读取地图</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Counting pixels</source>
            <translation>正在统计像元</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>%n polygon(s) hold no pixel of the map, and have no class.</source>
            <translation>
                <numerusform>%n 个多边形不含地图的任何像元，没有类别。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>In %n polygon(s) two classes are equally frequent; the one with the lower code was taken.</source>
            <translation>
                <numerusform>在 %n 个多边形中有两个类别数量相同；采用了代码较小的那个。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>Polygons of '{0}' with the class that most of their pixels have.</source>
            <translation>“{0}”的多边形，带有其多数像元的类别。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>{0} polygons. {1}</source>
            <translation>{0} 个多边形。{1}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/majority.py"></location>
            <source>{0}, majority of {1}</source>
            <translation>{0}，{1} 的多数类别</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Accuracy and area</source>
            <translation>精度与面积</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Field '{0}' of layer '{1}' is empty. Fill in what is really there, then run this again.</source>
            <translation>图层“{1}”的字段“{0}”为空。请填入真实类别，然后重新运行。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Both features and a raster were given. Choose one of the two.</source>
            <translation>同时给出了要素和栅格。请只选其一。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Code {0} is '{1}' in the first map and '{2}' in '{3}'. Codes are compared, not names.</source>
            <translation>代码 {0} 在第一幅地图中是“{1}”，在“{3}”中是“{2}”。比较的是代码，而不是名称。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Reference: what is really there</source>
            <translation>参考：真实类别</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Reference field</source>
            <translation>参考字段</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Raster that the sample was stratified by, if not the map</source>
            <translation>样本分层所用的栅格（若不是该地图）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>How the points were drawn, where no design file tells</source>
            <translation>点的抽取方式（没有抽样设计文件时）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>stratified: at random within each class or stratum; random: at random from the whole map</source>
            <translation>stratified：在每个类别或层内随机；random：从整幅地图中随机</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Sampling design, if not beside the points</source>
            <translation>抽样设计（若不在点文件旁边）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/map_algorithm.py"></location>
            <source>Sampling design (*.json)</source>
            <translation>抽样设计 (*.json)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Land cover to polygons</source>
            <translation>土地覆盖转多边形</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>polygonize,vectorize,polygons,vector,patches,area,land cover</source>
            <translation>多边形化,矢量化,多边形,矢量,斑块,面积,土地覆盖</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Turns the patches of a map into polygons with class, name and area, in the map's colours.</source>
            <translation>把地图的斑块转为带类别、名称和面积的多边形，并使用地图的颜色。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>&lt;p&gt;Turns every patch of a map into a polygon, by GDAL's polygonize, with the fields &lt;b&gt;class&lt;/b&gt; (the code), &lt;b&gt;class_name&lt;/b&gt; and &lt;b&gt;area_ha&lt;/b&gt;, in the colours of the map. Works on any raster of class codes, whoever made it; 0 and no data become no polygon.&lt;/p&gt;&lt;p&gt;A map of single pixels makes very many polygons. With a minimum mapping unit, patches smaller than that are first given the class of their largest neighbour, as &lt;i&gt;Sieve to a minimum mapping unit&lt;/i&gt; does.&lt;/p&gt;&lt;p&gt;Areas are those of the map's projection, or those on the ellipsoid where the projection does not keep them and in degrees. They are counted from the map and repeat its errors. The layer's properties say, under Information, which map the polygons are from and what was done.&lt;/p&gt;</source>
            <translation>&lt;p&gt;用 GDAL 的多边形化把地图的每个斑块转为多边形，带有字段 &lt;b&gt;class&lt;/b&gt;（代码）、&lt;b&gt;class_name&lt;/b&gt; 和 &lt;b&gt;area_ha&lt;/b&gt;，并使用地图的颜色。适用于任何来源的类别代码栅格；0 和无数据不生成多边形。&lt;/p&gt;&lt;p&gt;由零散像元组成的地图会生成非常多的多边形。给定最小制图单元时，较小的斑块先归入其最大相邻斑块的类别，与&lt;i&gt;按最小制图单元筛除&lt;/i&gt;相同。&lt;/p&gt;&lt;p&gt;面积按地图投影计算；投影不保持面积或坐标为度时，按椭球面计算。面积由地图统计得出，会重复地图的误差。图层属性的“信息”页说明多边形来自哪幅地图以及做过哪些处理。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Land-cover polygons</source>
            <translation>土地覆盖多边形</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Polygons of the map's patches.</source>
            <translation>由地图斑块生成的多边形。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Making polygons</source>
            <translation>正在生成多边形</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>Writing %n polygon(s)</source>
            <translation>
                <numerusform>正在写入 %n 个多边形</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>{0}, polygons</source>
            <translation>{0}，多边形</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/polygons.py"></location>
            <source>No polygons could be made: {0}</source>
            <translation>无法生成多边形：{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Sample size</source>
            <translation>样本量</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>accuracy,sample,reference,stratified,allocation,Olofsson,Cochran</source>
            <translation>精度,样本,参考,分层,分配,Olofsson,Cochran</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Tells how many reference points a map needs, and how many in each class.</source>
            <translation>说明一幅地图需要多少参考点，以及每个类别需要多少。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>&lt;p&gt;Tells how many reference points are needed to know how right a map is, and how many of them in each class, before anything is drawn (Cochran 1977; Olofsson et al. 2014).&lt;/p&gt;&lt;p&gt;&lt;i&gt;Standard error&lt;/i&gt; is the uncertainty of the overall accuracy that you aim at: 0.02 gives an interval of about ± 4 percentage points. Or give the &lt;i&gt;number of points&lt;/i&gt; that you can label. &lt;i&gt;Proportional&lt;/i&gt; allocation follows the area of the classes, but gives each class the &lt;i&gt;least number of points&lt;/i&gt;; &lt;i&gt;equal&lt;/i&gt; treats rare classes like large ones; &lt;i&gt;optimal&lt;/i&gt; makes the overall accuracy as certain as can be.&lt;/p&gt;&lt;p&gt;Any class raster will do, whatever made it. 0 and no data are left out.&lt;/p&gt;</source>
            <translation>&lt;p&gt;在抽取之前说明：要知道地图有多准确需要多少参考点，其中每个类别多少（Cochran 1977；Olofsson 等 2014）。&lt;/p&gt;&lt;p&gt;&lt;i&gt;标准误&lt;/i&gt;是您期望的总体精度的不确定性：0.02 对应约 ± 4 个百分点的区间。也可以给出您能够标注的&lt;i&gt;点数&lt;/i&gt;。&lt;i&gt;proportional&lt;/i&gt; 按类别面积分配，但保证每个类别的&lt;i&gt;最少点数&lt;/i&gt;；&lt;i&gt;equal&lt;/i&gt; 对稀少类别与大类别一视同仁；&lt;i&gt;optimal&lt;/i&gt; 使总体精度尽可能确定。&lt;/p&gt;&lt;p&gt;任何分类栅格都可以，无论由什么生成。0 和无数据不计入。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Table of sample sizes</source>
            <translation>样本量表</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Standard error to aim at (default: 0.02)</source>
            <translation>期望的标准误（默认：0.02）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Or the number of points</source>
            <translation>或者点数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>proportional: by area; equal: as many in each class; optimal: for the overall accuracy</source>
            <translation>proportional：按面积；equal：各类别相同；optimal：针对总体精度</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Allocation to the classes</source>
            <translation>在各类别间的分配</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Without it 50, or fewer of a small sample</source>
            <translation>不填时为 50，样本较小时更少</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Least number of points of each class</source>
            <translation>每个类别的最少点数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>stratified: so many in each class; random: at random from the whole map</source>
            <translation>stratified：每个类别若干个；random：从整幅地图中随机</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>How points are drawn</source>
            <translation>点的抽取方式</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Points of each class, in place of the allocation (water=50, forest=120)</source>
            <translation>每个类别的点数，代替分配方式（水体=50, 森林=120）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Accuracy that is expected of each class (table of class and fraction)</source>
            <translation>每个类别的预期精度（类别与小数的表格）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Table (*.csv *.tsv)</source>
            <translation>表格 (*.csv *.tsv)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Raster of strata, if not the classes of the map</source>
            <translation>分层栅格（若不用地图的类别）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Both a number of points and a standard error were given. Give one: one follows from the other.</source>
            <translation>同时给出了点数和标准误。请只给其一：一个可由另一个得出。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>A simple random sample has no strata. Leave the raster of strata out, or draw a stratified sample.</source>
            <translation>简单随机样本没有层。请去掉分层栅格，或抽取分层样本。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>%n point(s) in all.</source>
            <translation>
                <numerusform>共 %n 个点。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Stratum</source>
            <translation>层</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Share of the area</source>
            <translation>面积比例</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Expected accuracy</source>
            <translation>预期精度</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/samplesize.py"></location>
            <source>Points</source>
            <translation>点数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/scene_algorithm.py"></location>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <location filename="../../plugin/model/about.py"></location>
            <source>Labels</source>
            <translation>训练样本</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/scene_algorithm.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class field</source>
            <translation>类别字段</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/scene_algorithm.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Or a class raster</source>
            <translation>或者分类栅格</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/scene_algorithm.py"></location>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Both training features and a class raster were given. Choose one of the two.</source>
            <translation>同时指定了训练要素和分类栅格。请二者选一。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>Sieve to a minimum mapping unit</source>
            <translation>按最小制图单元筛除</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>sieve,minimum mapping unit,clump,eliminate,generalise,filter,patches,land cover</source>
            <translation>筛除,最小制图单元,聚块,消除,综合,滤波,斑块,土地覆盖</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>Merges patches smaller than a minimum area into their largest neighbour; names and colours stay.</source>
            <translation>把小于最小面积的斑块并入其最大相邻斑块；名称和颜色保持不变。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>&lt;p&gt;Gives every patch of a map that is smaller than the minimum mapping unit the class of its largest neighbour, by GDAL's sieve. Works on any raster of class codes, whoever made it.&lt;/p&gt;&lt;p&gt;The minimum is an area. How many pixels that is follows from what a pixel really covers, also where the map is in degrees. Pixels without data, and 0, stay what they are and take no part; a patch that only they surround stays as well.&lt;/p&gt;&lt;p&gt;Names, colours and what is known of the map's making go along, and what was done here is added: see the layer's properties, Information, or the tags of the file. The log says how many pixels each class had and has. The accuracy of the former map is not that of this one.&lt;/p&gt;</source>
            <translation>&lt;p&gt;用 GDAL 的筛除功能，把地图中小于最小制图单元的斑块归入其最大相邻斑块的类别。适用于任何来源的类别代码栅格。&lt;/p&gt;&lt;p&gt;最小值是一个面积。它相当于多少像元，由像元的实际面积决定，地图以度为单位时也一样。无数据和 0 的像元保持不变，也不参与；只被它们包围的斑块同样保留。&lt;/p&gt;&lt;p&gt;名称、颜色以及地图的来源信息都会保留，并加上此处所做的处理：见图层属性的“信息”页或文件的标签。日志列出每个类别之前和之后的像元数。原地图的精度不是此地图的精度。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>Sieved land cover</source>
            <translation>筛除后的土地覆盖</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>No minimum mapping unit was given.</source>
            <translation>未指定最小制图单元。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/sieve.py"></location>
            <source>{0}, from {1}</source>
            <translation>{0}，不小于 {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Where to label next</source>
            <translation>下一步标注哪里</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>active learning,labels,training,uncertainty,samples,suggest</source>
            <translation>主动学习,标签,训练,不确定性,样本,建议</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Suggests places to label: those a model is unsure of and that are unlike its labels so far.</source>
            <translation>建议标注地点：模型不确定、且与现有训练样本不相似的地方。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>&lt;p&gt;Suggests where to label next: places of the scene where a model is unsure, and that look unlike the labels there are, spread over the scene. The result is a layer of squares with an empty field &lt;code&gt;class&lt;/code&gt;, the most useful place first: fill it in where you can tell, and train further with this layer as labels.&lt;/p&gt;&lt;p&gt;Give the model's layers as for &lt;i&gt;Classify land cover&lt;/i&gt;, and the labels so far, so that none of their places is suggested again.&lt;/p&gt;&lt;p&gt;These places are chosen, not drawn at random: use them to train, never to assess a map.&lt;/p&gt;</source>
            <translation>&lt;p&gt;建议下一步标注哪里：场景中模型不确定、且与现有训练样本不相似的地方，分布在整个场景中。结果是一个方格图层，带有空字段 &lt;code&gt;class&lt;/code&gt;，最有用的地点排在最前：在您能判断的地方填写，然后用该图层作为训练样本继续训练。&lt;/p&gt;&lt;p&gt;请像&lt;i&gt;土地覆盖分类&lt;/i&gt;那样给出模型的图层，并给出现有训练样本，以免重复建议其位置。&lt;/p&gt;&lt;p&gt;这些地点是挑选的，不是随机抽取的：可用于训练，绝不可用于评估地图。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Number of places</source>
            <translation>地点数</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <source>Labels so far</source>
            <translation>现有训练样本</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/suggest.py"></location>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>Places to label</source>
            <translation>待标注地点</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Train a land-cover model</source>
            <translation>训练土地覆盖模型</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>land cover,classification,deep learning,training,polygons,samples,learn</source>
            <translation>土地覆盖,分类,深度学习,训练,多边形,样本,学习</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Trains a model from polygons, points or a class raster, for any combination of its sensors.</source>
            <translation>用多边形、点或分类栅格训练模型，适用于其传感器的任意组合。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Training polygons or points</source>
            <translation>训练多边形或点</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Further scenes (scene.json)</source>
            <translation>更多场景（scene.json）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Files scene.json, or folders that hold one: layers and labels of other places</source>
            <translation>scene.json 文件或包含它的文件夹：其他地点的图层和训练样本</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Class names and colours (table of code, name, colour)</source>
            <translation>类别名称和颜色（代码、名称、颜色的表）</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Codes to leave out, such as 0, 255</source>
            <translation>要排除的代码，例如 0, 255</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Move the labels to the layers, where they clearly lie off</source>
            <translation>当标签明显偏移时，将其移到图层上</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Move the labels: metres east and north, such as 0;-12.5</source>
            <translation>移动标签：向东和向北的米数，例如 0;-12.5</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Model to continue</source>
            <translation>要继续训练的模型</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>When a model is continued, keep only the classes found in the labels</source>
            <translation>对于要继续训练的模型，只保留训练样本中出现的类别</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Name of an adapter, written beside the model to continue</source>
            <translation>适配器的名称，写在要继续训练的模型旁边</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>MaMOL model (*.mamol.safetensors)</source>
            <translation>MaMOL 模型 (*.mamol.safetensors)</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Overall accuracy with all sensors</source>
            <translation>使用全部传感器的总体精度</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <location filename="../../plugin/model/about.py"></location>
            <source>Adapter</source>
            <translation>适配器</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>&lt;p&gt;Trains a model from your layers and labels. The model then maps land cover wherever some of these sensors are, not only where all of them are.&lt;/p&gt;&lt;h3&gt;Layers&lt;/h3&gt;&lt;p&gt;Give one raster for each sensor, and at least one. They may differ in CRS, resolution and extent, and may have holes. &lt;i&gt;More layers&lt;/i&gt; takes a second layer of a kind, with a name, for example &lt;code&gt;optical:summer&lt;/code&gt;. A CRS or a nodata value set in a layer's properties counts. &lt;i&gt;Masks&lt;/i&gt; are rasters that are 0, or no data, where a sensor's layer must not be used.&lt;/p&gt;&lt;h3&gt;Labels&lt;/h3&gt;&lt;p&gt;Either polygons or points with a class field (text or whole numbers from 1 on), or a class raster (0 means no label). What QGIS shows is what is read: scratch layers, edits not yet saved, filters, and the selection if you ask for selected features only. Class names and colours come from the layer's categories or palette, unless you give a table. Several polygons a class, spread over the scene, make a better model and an honest accuracy: part of them is kept aside to measure it. Where labels or layers clearly lie off one another, a warning says how far; &lt;i&gt;Advanced&lt;/i&gt; moves them.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Further scenes&lt;/i&gt; are other places to learn from at once. A &lt;code&gt;scene.json&lt;/code&gt; names the layers and labels of each; the guide tells how.&lt;/p&gt;&lt;h3&gt;Results&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Model&lt;/b&gt;: one file with everything that mapping needs. &lt;b&gt;Report&lt;/b&gt;: accuracy for each combination of sensors, per class and over all, as a page and as JSON. It is measured on labels that were kept aside; the model delivered is then trained on all of them.&lt;/p&gt;&lt;p&gt;&lt;i&gt;Quick&lt;/i&gt; gives a first idea, &lt;i&gt;thorough&lt;/i&gt; takes longest. &lt;i&gt;Model to continue&lt;/i&gt; goes on from a model, for example in a new region with few labels. A sensor that it does not know is added to it: then only what reads that sensor is trained, and the model's classes, and every map made without the sensor, stay as they are. With the name of an &lt;i&gt;adapter&lt;/i&gt; no model is written: what fits the model to this place and season goes into a small file beside it, if labels kept aside show that it maps better.&lt;/p&gt;</source>
            <translation>&lt;p&gt;用您的图层和训练样本训练模型。此后，只要有其中某些传感器的数据，模型就能进行土地覆盖制图，而不仅限于所有传感器齐备的地方。&lt;/p&gt;&lt;h3&gt;图层&lt;/h3&gt;&lt;p&gt;为每种传感器指定一个栅格，至少一个。它们的 CRS、分辨率和范围可以不同，也可以有缺失。&lt;i&gt;更多图层&lt;/i&gt;用于添加同类的第二个图层并为其命名，例如 &lt;code&gt;optical:summer&lt;/code&gt;。图层属性中设置的 CRS 或无数据值有效。&lt;i&gt;掩膜&lt;/i&gt;是栅格，其值为 0 或无数据之处不使用该传感器的图层。&lt;/p&gt;&lt;h3&gt;训练样本&lt;/h3&gt;&lt;p&gt;可以是带类别字段（文本或从 1 开始的整数）的多边形或点，也可以是分类栅格（0 表示没有样本）。读取的内容与 QGIS 显示的一致：临时图层、尚未保存的编辑、过滤器，以及要求仅使用选中要素时的选择集。除非您另给类别表，类别名称和颜色取自图层的分类符号或调色板。每个类别有多个分布于整个场景的多边形，模型会更好，精度也更真实：其中一部分会留出用于检验精度。当标签或图层明显偏移时，会有警告说明偏移多少；可在&lt;i&gt;高级&lt;/i&gt;中移动它们。&lt;/p&gt;&lt;p&gt;&lt;i&gt;更多场景&lt;/i&gt;是同时用于学习的其他地点。每个地点的图层和训练样本由一个 &lt;code&gt;scene.json&lt;/code&gt; 列出；写法见指南。&lt;/p&gt;&lt;h3&gt;结果&lt;/h3&gt;&lt;p&gt;&lt;b&gt;模型&lt;/b&gt;：一个包含制图所需全部内容的文件。&lt;b&gt;报告&lt;/b&gt;：传感器每种组合的精度，分类别和总体，以网页和 JSON 给出。精度在留出的样本上检验；最终交付的模型随后用全部样本训练。&lt;/p&gt;&lt;p&gt;&lt;i&gt;quick&lt;/i&gt;（快速）用于初步了解，&lt;i&gt;thorough&lt;/i&gt;（精细）耗时最长。&lt;i&gt;要继续训练的模型&lt;/i&gt;在已有模型的基础上继续，例如用于样本很少的新区域。模型不认识的传感器会被加入其中：此时只训练读取该传感器的部分，模型的类别以及不使用该传感器的所有地图保持不变。给出&lt;i&gt;适配器&lt;/i&gt;的名称时不写出模型：如果留出的标签表明制图更准确，使模型适应此地点和季节的内容会写入旁边的一个小文件。&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>No labels were given. Choose training polygons or points, or a class raster.</source>
            <translation>未指定训练样本。请选择训练多边形或点，或者分类栅格。</translation>
        </message>
        <message>
            <location filename="../../plugin/algorithms/train.py"></location>
            <source>'{0}' is not a list of class codes to leave out; write for example 0, 255.</source>
            <translation>“{0}”不是要排除的类别代码列表；请写成例如 0, 255。</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/sieving.py"></location>
            <location filename="../../plugin/classmap/source.py"></location>
            <source>{0} can't be written: {1}</source>
            <translation>无法写入 {0}：{1}</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/sieving.py"></location>
            <source>{0} does not end in .tif: maps are written as GeoTIFF.</source>
            <translation>{0} 的扩展名不是 .tif：地图以 GeoTIFF 写入。</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/sieving.py"></location>
            <source>The result would replace the map it is made of. Choose another file name.</source>
            <translation>结果会替换其来源地图。请选择另一个文件名。</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/sieving.py"></location>
            <source>no data</source>
            <translation>无数据</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' has %n band(s); a map of classes has one.</source>
            <translation>
                <numerusform>图层“{0}”有 %n 个波段；分类图只有一个波段。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' has no CRS, so what a pixel covers is not known. Set it in the layer's properties.</source>
            <translation>图层“{0}”没有坐标参照系，因此不知道像元的面积。请在图层属性中设置。</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' could not be read by GDAL: {1}</source>
            <translation>GDAL 无法读取图层“{0}”：{1}</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' holds no class: all its pixels are 0 or no data.</source>
            <translation>图层“{0}”不含任何类别：所有像元都是 0 或无数据。</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <source>Layer '{0}' holds {1}; a map of classes holds whole codes from 1 to {2}.</source>
            <translation>图层“{0}”含有 {1}；分类图只含 1 到 {2} 的整数代码。</translation>
        </message>
        <message>
            <location filename="../../plugin/classmap/source.py"></location>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>Class {0}</source>
            <translation>类别 {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/adapter_choice.py"></location>
            <source>The model as it is</source>
            <translation>原样的模型</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/adapter_choice.py"></location>
            <source>Adapter {0}</source>
            <translation>适配器 {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Full extent of the layers</source>
            <translation>所有图层的完整范围</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Map canvas extent</source>
            <translation>地图画布范围</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Extent of a layer</source>
            <translation>某图层的范围</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Polygons of a layer</source>
            <translation>某图层的多边形</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <source>Choose the layer that gives the area.</source>
            <translation>请选择用于确定区域的图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/area.py"></location>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>Choose a layer…</source>
            <translation>选择图层…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Bands of {layer}</source>
            <translation>{layer} 的波段</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Say what each band is, where the file does not. A dash leaves a band out.</source>
            <translation>在文件未说明时，请指出每个波段是什么。短横线表示不使用该波段。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Preset</source>
            <translation>预设</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>As in the file</source>
            <translation>与文件相同</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Wavelengths from a table…</source>
            <translation>从表格读取波长…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>In the file</source>
            <translation>文件中</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Is</source>
            <translation>是</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Tables (*.csv *.txt *.tsv);;All files (*)</source>
            <translation>表格 (*.csv *.txt *.tsv);;所有文件 (*)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>Wavelengths of the bands</source>
            <translation>各波段的波长</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>The table has lines for {lines} bands; the layer has {bands} bands.</source>
            <translation>表格有 {lines} 个波段的行；图层有 {bands} 个波段。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/bands_dialog.py"></location>
            <source>A name can't hold a comma.</source>
            <translation>名称不能包含逗号。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/check.py"></location>
            <source>The layers could not be checked: {reason}</source>
            <translation>无法检查图层：{reason}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/check.py"></location>
            <source>… and %n more warning(s), which the log shows.</source>
            <translation>
                <numerusform>… 以及另外 %n 条警告，见日志。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Dates of {sensor}</source>
            <translation>{sensor} 的日期</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Tick the layers that show the same ground on other dates. Dates are read from names, tags and QGIS's temporal properties; change those that are wrong (year-month-day).</source>
            <translation>请勾选在其他日期显示同一地区的图层。日期从名称、元数据和 QGIS 的时间属性读取；请修改错误的日期（年-月-日）。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Layer</source>
            <translation>图层</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Taken on</source>
            <translation>拍摄日期</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <source>Mask</source>
            <translation>掩膜</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dates_dialog.py"></location>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>No mask</source>
            <translation>无掩膜</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Open a satellite product</source>
            <translation>打开卫星产品</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>&amp;Example scene (simulated)</source>
            <translation>示例场景（模拟）(&amp;E)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Open a satellite &amp;product…</source>
            <translation>打开卫星产品(&amp;P)…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>&amp;Log of the last run…</source>
            <translation>上次运行的日志(&amp;L)…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>&amp;Engine…</source>
            <translation>引擎(&amp;N)…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Add raster layers to the project, or try the {0}example scene{1}.</source>
            <translation>请向工程添加栅格图层，或试用{0}示例场景{1}。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Another run is in progress. Train when it has finished.</source>
            <translation>有任务正在运行；请等它完成后再训练。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <source>Set up the engine first (above).</source>
            <translation>请先在上方安装引擎。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/dock.py"></location>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is ready.</source>
            <translation>引擎已就绪。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Choose a model, or train one with these layers.</source>
            <translation>请选择一个模型，或用这些图层训练一个。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Choose a layer for at least one of the model's sensors.</source>
            <translation>请至少为模型的一种传感器选择图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>None of the layers has a valid pixel in the area to map.</source>
            <translation>所有图层在制图区域内都没有有效像元。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Maps with {sensors}.</source>
            <translation>使用{sensors}制图。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Missing: {sensors}. Each pixel is classified from the remaining sensors.</source>
            <translation>缺少：{sensors}。每个像元由其余传感器分类。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>Checking the layers…</source>
            <translation>正在检查图层…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/expected_result.py"></location>
            <source>With the adapter {0}, {1} of the labels kept aside were mapped right.</source>
            <translation>使用适配器 {0}，留出的标签中有 {1} 制图正确。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>Choose the labels: polygons, points or a class raster.</source>
            <translation>请选择训练样本：多边形、点或分类栅格。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>Choose the field that holds the class.</source>
            <translation>请选择类别所在的字段。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>Counting the classes…</source>
            <translation>正在统计类别…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>The labels can't be read: {reason}</source>
            <translation>无法读取训练样本：{reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/label_choice.py"></location>
            <source>about {number}</source>
            <translation>约 {number}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The labels of '{0}' can't be brought to the CRS of layer '{1}'. Nothing was added.</source>
            <translation>'{0}' 的标签无法转换到图层 '{1}' 的坐标参照系。未添加任何内容。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The labels of '{0}' are in layer '{1}' already, or have no class. Nothing was added.</source>
            <translation>'{0}' 的标签已在图层 '{1}' 中，或没有类别。未添加任何内容。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>%n label(s) of '{0}' were added to layer '{1}'.</source>
            <translation>
                <numerusform>已将 '{0}' 的 %n 个标签添加到图层 '{1}'。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>%n polygon(s) were left out, as the layer has them with another class or none.</source>
            <translation>
                <numerusform>%n 个多边形未添加，因为该图层中已有它们，但类别不同或没有类别。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>There is no other layer of polygons</source>
            <translation>没有其他面图层</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Find places where a label would teach this model most</source>
            <translation>寻找标注后最能改进该模型的地点</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Choose or type a class, and draw. The polygons come into a new scratch layer.</source>
            <translation>选择或输入类别，然后绘制。多边形进入新的临时图层。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Layer '{0}': %n polygon(s) with a class</source>
            <translation>
                <numerusform>图层“{0}”：%n 个多边形已有类别</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>, %n without</source>
            <translation>
                <numerusform>，%n 个没有</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The model wavers here: {0}</source>
            <translation>模型在此处难以判断：{0}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>The model learned from %n place(s). Add their labels, or training further may undo what they taught.</source>
            <translation>
                <numerusform>该模型从 %n 处学习而来。请添加这些标签，否则继续训练可能会使已学内容丢失。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <source>Choose a model first: places are those that it is unsure of.</source>
            <translation>请先选择模型：建议的是它没有把握的地点。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/labelling.py"></location>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Choose a layer for at least one sensor.</source>
            <translation>请至少为一种传感器选择图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/messages.py"></location>
            <source>… (full text in the log)</source>
            <translation>…（完整内容见日志）</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>MaMOL models (*{suffix})</source>
            <translation>MaMOL 模型 (*{suffix})</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>Choose a model</source>
            <translation>选择模型</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>Choose a model…</source>
            <translation>选择模型…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>The model can't be read: {reason}.</source>
            <translation>无法读取模型：{reason}。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>The model's card is incomplete; train the model again.</source>
            <translation>模型的说明信息不完整；请重新训练模型。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>About {name}</source>
            <translation>关于 {name}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/model_choice.py"></location>
            <source>Starter model (demonstration)</source>
            <translation>入门模型（演示）</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>Give this layer a name that distinguishes it from the others of its kind.</source>
            <translation>请为该图层取一个名称，以区别于同类的其他图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>The name “{name}” can't be used: it contains “{sign}”.</source>
            <translation>名称“{name}”不能使用：其中含有“{sign}”。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>Another layer is already called “{name}”. Give each its own name.</source>
            <translation>已有另一个图层叫“{name}”。请为每个图层取不同的名称。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>Name of this {sensor} layer</source>
            <translation>此{sensor}图层的名称</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>A name that distinguishes it from the other {sensor} layers</source>
            <translation>用于与其他{sensor}图层区分的名称</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/named_row.py"></location>
            <source>Remove this row</source>
            <translation>移除此行</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/outputs.py"></location>
            <source>GeoTIFF (*.tif *.tiff)</source>
            <translation>GeoTIFF (*.tif *.tiff)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/outputs.py"></location>
            <source>Save land cover as</source>
            <translation>土地覆盖另存为</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/outputs.py"></location>
            <source>[Save to temporary file]</source>
            <translation>[保存为临时文件]</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Another run is in progress. Wait until it has finished, or cancel it.</source>
            <translation>已有一个任务正在运行；请等它完成，或将其取消。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Starting…</source>
            <translation>正在启动…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Cancelling…</source>
            <translation>正在取消…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Log of the last run</source>
            <translation>上次运行的日志</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Lo&amp;g</source>
            <translation>日志(&amp;G)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Its project was closed during the run, so nothing was added to this one.</source>
            <translation>其所属工程在运行期间已关闭，因此未向当前工程添加任何内容。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Choose the model</source>
            <translation>选择该模型</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Model trained in {time}: {model}.</source>
            <translation>模型已训练完成，用时 {time}：{model}。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Model trained in {time} and chosen.</source>
            <translation>模型已用 {time} 训练完成并选中。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Places to label were written to {0}.</source>
            <translation>建议标注的地点已写入 {0}。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>The places to label are in the layer of labels. Next place shows them one by one.</source>
            <translation>建议标注的地点已加入样本图层。“下一个地点”会逐一显示。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Add to this project</source>
            <translation>添加到当前工程</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>The example scene is open; its data are simulated. Next: Train…</source>
            <translation>示例场景已打开；其数据为模拟数据。下一步：训练…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>The product is open, with its cloud mask.</source>
            <translation>产品已打开，并附带其云掩膜。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>The product is open.</source>
            <translation>产品已打开。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Areas…</source>
            <translation>面积…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Land cover mapped in {time}.</source>
            <translation>土地覆盖制图完成，用时 {time}。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Adapter {name} made in {time}: {before} of the labels kept aside are mapped right by the model as it is, {after} with the adapter. The model stays as it is.</source>
            <translation>适配器 {name} 已生成，用时 {time}：留出的标签中，原样的模型制图正确 {before}，使用适配器则为 {after}。模型保持不变。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Choose the adapter</source>
            <translation>选择适配器</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/running.py"></location>
            <source>Open report</source>
            <translation>打开报告</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Further scenes</source>
            <translation>更多场景</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Add a sce&amp;ne</source>
            <translation>添加场景(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Train on another place, too: a folder with a scene.json, which names its layers and labels</source>
            <translation>同时用另一地点训练：包含 scene.json 的文件夹，其中列出该处的图层和训练样本</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Folder of a scene…</source>
            <translation>场景文件夹…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>File of a scene…</source>
            <translation>场景文件…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Remove the chosen scenes</source>
            <translation>移除所选场景</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Folder of a scene</source>
            <translation>场景文件夹</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>Scenes (*.json)</source>
            <translation>场景 (*.json)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/scene_list.py"></location>
            <source>File of a scene</source>
            <translation>场景文件</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Absent</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Layer for {sensor}</source>
            <translation>{sensor}图层</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>The layer with the {sensor} data, if there is one</source>
            <translation>{sensor}数据所在的图层（如果有）</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Say which band of the {sensor} layer is which</source>
            <translation>指出 {sensor} 图层的各个波段</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Several dates of {sensor}: a series</source>
            <translation>{sensor} 的多个日期：时间序列</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Mask {sensor}: leave pixels out</source>
            <translation>为{sensor}设置掩膜：排除部分像素</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Mask for {sensor}</source>
            <translation>{sensor}的掩膜</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>A raster that is 0, or no data, where {sensor} must not be used, or a cloud mask as it is delivered</source>
            <translation>在不得使用 {sensor} 处为 0 或无数据的栅格，或原样提供的云掩膜</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Say what in the mask must not be used</source>
            <translation>指出掩膜中不得使用的内容</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>What is recognised</source>
            <translation>自动识别的内容</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Mask {layer}</source>
            <translation>掩膜 {layer}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Not used: a kind of mask, or values such as 3,8..10, or bits such as bits:1,3</source>
            <translation>不使用：掩膜种类，或值（如 3,8..10），或位（如 bits:1,3）</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>This is a class raster, not imagery.</source>
            <translation>这是分类栅格，不是影像。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Guessed: {reason}</source>
            <translation>推测：{reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>Mask: {meaning}.</source>
            <translation>掩膜：{meaning}。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>%n date(s), {first} to {last}</source>
            <translation>
                <numerusform>%n 个日期，{first} 至 {last}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/dock/sensor_row.py"></location>
            <source>%n with a mask</source>
            <translation>
                <numerusform>%n 个带掩膜</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/dock/sensor_rows.py"></location>
            <source>Fix the problem shown below the layer first: {sensors}.</source>
            <translation>请先解决图层下方所述的问题：{sensors}。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Save the model as</source>
            <translation>模型另存为</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Folder for the report</source>
            <translation>报告文件夹</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>[A new model]</source>
            <translation>[新模型]</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Quick: a first look</source>
            <translation>快速：初步查看</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Standard</source>
            <translation>标准</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Thorough: slower</source>
            <translation>精细：较慢</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>&amp;Train</source>
            <translation>训练(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Name the adapter, such as spring-2024.</source>
            <translation>请为适配器命名，例如 spring-2024。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Choose where to save the model.</source>
            <translation>请选择模型的保存位置。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>Checking layers and labels…</source>
            <translation>正在检查图层和标注…</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>[Beside the model: {name}]</source>
            <translation>[与模型同处：{name}]</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>The model stays as it is. What fits it to these layers goes into a small file beside it, but only if labels kept aside are mapped better with it; else the reason is said.</source>
            <translation>模型保持不变。使其适应这些图层的内容会写入旁边的一个小文件，但仅当留出的标签因此制图更准确时；否则会说明原因。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>New to the model: {sensors}. Only what reads the new layers is trained; its classes, and every map made without these sensors, stay as they are.</source>
            <translation>模型新增：{sensors}。只训练读取新图层的部分；模型的类别以及不使用这些传感器的所有地图保持不变。</translation>
        </message>
        <message>
            <location filename="../../plugin/dock/train_dialog.py"></location>
            <source>The whole model is trained further with these labels, and its maps change.</source>
            <translation>整个模型将用这些样本继续训练，其地图会改变。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Last output:</source>
            <translation>最后的输出：</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>Plugin and engine do not match: the engine uses version {0} of the interface, the plugin version {1}.</source>
            <translation>插件与引擎不匹配：引擎使用的接口版本为 {0}，插件为 {1}。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>Restart QGIS; if that does not help, install the plugin again.</source>
            <translation>请重新启动 QGIS；如果仍无效，请重新安装插件。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>The engine did not answer within {0} s.</source>
            <translation>引擎在 {0} 秒内没有响应。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>The engine's Python, {0}, could not be started: {1}.</source>
            <translation>无法启动引擎的 Python {0}：{1}。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>signal {0}</source>
            <translation>信号 {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>exit code {0}</source>
            <translation>退出代码 {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>The engine stopped unexpectedly ({0}).</source>
            <translation>引擎意外终止（{0}）。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>Memory may have run out: close other programs, or map a smaller extent.</source>
            <translation>内存可能已耗尽：请关闭其他程序，或缩小制图范围。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/client.py"></location>
            <source>{0}, {1} left</source>
            <translation>{0}，剩余 {1}</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/engine/leftovers.py"></location>
            <source>%n finished part(s) of the map stay(s) in {0}: the same run goes on from there.</source>
            <translation>
                <numerusform>地图有 %n 个已完成的部分保留在 {0} 中：同样的运行会从那里继续。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/engine/leftovers.py"></location>
            <source>Remove the folder if you don't want it.</source>
            <translation>如果不需要，请删除该文件夹。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/leftovers.py"></location>
            <source>{0} could not be removed: {1}.</source>
            <translation>无法删除 {0}：{1}。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/places.py"></location>
            <source>The engine is not set up.</source>
            <translation>引擎尚未安装。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/places.py"></location>
            <source>The engine's Python was not found: there is no program {0}.</source>
            <translation>未找到引擎的 Python：程序 {0} 不存在。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/places.py"></location>
            <source>Set it up in the MaMOL dock, in Settings &gt; Options &gt; MaMOL, or with the algorithm mamol:enginesetup; or name a Python that holds the engine's packages in the environment variable {0}.</source>
            <translation>请在 MaMOL 面板、“设置 &gt; 选项 &gt; MaMOL”中或用算法 mamol:enginesetup 安装；或者在环境变量 {0} 中指定装有引擎所需软件包的 Python。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/state.py"></location>
            <source>Starting the engine…</source>
            <translation>正在启动引擎…</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/state.py"></location>
            <location filename="../../plugin/setup/page.py"></location>
            <source>missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/state.py"></location>
            <source>Engine {engine}, Python {python}</source>
            <translation>引擎 {engine}，Python {python}</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/state.py"></location>
            <source>Engine settings…</source>
            <translation>引擎设置…</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>reflectance 0–1</source>
            <translation>反射率 0–1</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>reflectance in percent</source>
            <translation>百分比反射率</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>reflectance × 10000</source>
            <translation>反射率 × 10000</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>reflectance, scale differs between bands</source>
            <translation>反射率，各波段比例不同</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>8-bit counts</source>
            <translation>8 位计数值</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>16-bit counts</source>
            <translation>16 位计数值</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>index</source>
            <translation>指数</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>dB × a factor</source>
            <translation>dB × 系数</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>linear power</source>
            <translation>线性功率</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>amplitude counts</source>
            <translation>振幅计数值</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/engine/words.py"></location>
            <source>CPU, %n core(s)</source>
            <translation>
                <numerusform>CPU，%n 个核心</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>A test computation on the GPU succeeded.</source>
            <translation>在 GPU 上的测试计算成功。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>The CPU was asked for.</source>
            <translation>已指定使用 CPU。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>No GPU is used: this PyTorch is built without CUDA.</source>
            <translation>未使用 GPU：此 PyTorch 构建不含 CUDA。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>No GPU is used: PyTorch finds no CUDA GPU with a working driver.</source>
            <translation>未使用 GPU：PyTorch 未找到驱动正常的 CUDA GPU。</translation>
        </message>
        <message>
            <location filename="../../plugin/engine/words.py"></location>
            <source>No GPU is used: a test computation on the GPU failed ({0}).</source>
            <translation>未使用 GPU：在 GPU 上的测试计算失败（{0}）。</translation>
        </message>
        <message>
            <location filename="../../plugin/help.py"></location>
            <source>The help pages are not in {0}. Install the plugin again.</source>
            <translation>{0} 中没有帮助页面。请重新安装插件。</translation>
        </message>
        <message>
            <location filename="../../plugin/help.py"></location>
            <source>No program was found to open the help page {0}.</source>
            <translation>没有找到可打开帮助页面 {0} 的程序。</translation>
        </message>
        <message>
            <location filename="../../plugin/help.py"></location>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/action.py"></location>
            <source>&amp;Label points…</source>
            <translation>标注点(&amp;L)…</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/action.py"></location>
            <source>The sampling design of layer '{0}' can't be read: {1}. Draw the points anew.</source>
            <translation>无法读取图层“{0}”的抽样设计：{1}。请重新抽取点。</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/action.py"></location>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Label points</source>
            <translation>标注点</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/action.py"></location>
            <location filename="../../plugin/layers/labels.py"></location>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/form.py"></location>
            <source>no reference yet</source>
            <translation>尚无参考</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/form.py"></location>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>no class yet</source>
            <translation>尚无类别</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Back (B)</source>
            <translation>返回 (B)</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Next (N)</source>
            <translation>下一个 (N)</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Next without reference (Space)</source>
            <translation>下一个无参考的点 (空格)</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Empty (0)</source>
            <translation>清空 (0)</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>The layer '{0}' holds no points.</source>
            <translation>图层“{0}”中没有点。</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>The point can't be shown in the CRS of the project.</source>
            <translation>无法在项目的坐标参照系中显示该点。</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>The reference could not be stored in layer '{0}': {1}</source>
            <translation>无法将参考保存到图层“{0}”：{1}</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Point {0} of {1}.</source>
            <translation>第 {0} 个点，共 {1} 个。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>%n point(s) without a reference.</source>
            <translation>
                <numerusform>%n 个点尚无参考。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>All points have a reference.</source>
            <translation>所有点都有参考。</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>You are editing the layer: save its edits yourself.</source>
            <translation>您正在编辑该图层：请自行保存编辑。</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/panel.py"></location>
            <source>Hidden, so that it does not sway you: {0}.</source>
            <translation>已隐藏，以免影响判断：{0}。</translation>
        </message>
        <message>
            <location filename="../../plugin/labelling/points.py"></location>
            <source>the layer can't be edited</source>
            <translation>该图层无法编辑</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/dates.py"></location>
            <source>Layer '{name}' has no date. Say when it was taken, such as 2024-05-03.</source>
            <translation>图层“{name}”没有日期。请说明拍摄日期，例如 2024-05-03。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/dates.py"></location>
            <source>'{date}' of layer '{name}' is not a date. Write year, month and day, such as 2024-05-03.</source>
            <translation>图层“{name}”的“{date}”不是日期。请写年、月、日，例如 2024-05-03。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/dates.py"></location>
            <source>Layers '{one}' and '{two}' are both of {date}. A series has one layer a date.</source>
            <translation>图层“{one}”和“{two}”的日期都是 {date}。时间序列中每个日期只有一个图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>a class raster, not imagery</source>
            <translation>是分类栅格，不是影像</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>named “{name}”</source>
            <translation>名称为“{name}”</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>the name suggests classes or a mask</source>
            <translation>名称表明是类别或掩膜</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>Not used: {reason}</source>
            <translation>未使用：{reason}</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>“{name}” has matching bands, but nothing else identifies it. Choose it if it is the right layer.</source>
            <translation>“{name}”的波段相符，但没有其他依据表明就是它。如果确实是它，请选择该图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>{bands}, {low:.0f}–{high:.0f} nm</source>
            <translation>{bands}，{low:.0f}–{high:.0f} nm</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>{bands} named {names}</source>
            <translation>{bands}（{names}）</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>{bands}, as in the model</source>
            <translation>{bands}，与模型相同</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>{bands} and values as in the model</source>
            <translation>{bands}，数值范围也与模型一致</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/guess.py"></location>
            <source>values in dB</source>
            <translation>数值为 dB</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' comes from a service or database ({1}), which gives pictures of the data or no file at all; a raster file is needed. Save it as GeoTIFF (right click, Export, Save As…, Raw data), or download the data itself.</source>
            <translation>图层“{0}”来自服务或数据库（{1}），它只提供数据的图片，或根本没有文件；需要栅格文件。请将其保存为 GeoTIFF（右键，导出，另存为...，原始数据），或下载数据本身。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' lives only in the memory of QGIS. Save it as GeoTIFF and choose that.</source>
            <translation>图层“{0}”只存在于 QGIS 的内存中。请将其保存为 GeoTIFF 并选择该文件。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' is opened with GDAL options ({1}), which the engine does not pass on. Save it as GeoTIFF and choose that.</source>
            <translation>图层“{0}”是用 GDAL 选项（{1}）打开的，这些选项不会传给引擎。请将其保存为 GeoTIFF 并选择该文件。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' is a point cloud; a raster is needed. Make a surface raster of it, for example with Processing, Point cloud conversion, Export to raster, and choose that.</source>
            <translation>图层“{0}”是点云；需要栅格。请由它生成表面栅格，例如使用工具箱中的“Point cloud conversion”“Export to raster”，并选择该栅格。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' is a mesh; a raster is needed. Make one with Processing, Mesh, Rasterize mesh dataset, and choose that.</source>
            <translation>图层“{0}”是网孔；需要栅格。请用工具箱中的“网孔”“栅格化网孔数据集”生成栅格并选择该栅格。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' is not a raster. Choose a raster layer.</source>
            <translation>图层“{0}”不是栅格。请选择栅格图层。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/inputs.py"></location>
            <source>Layer '{0}' has several nodata values set in its properties; as a mask or class raster it can have only one.</source>
            <translation>图层“{0}”的属性中设置了多个无数据值；作为掩膜或类别栅格时只能有一个。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>The layer contains no labels.</source>
            <translation>该图层中没有训练样本。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n different value(s): this does not look like classes.</source>
            <translation>
                <numerusform>有 %n 个不同的值：看起来不是类别。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>Class 0 stands for no data. Give it another code, from 1 on.</source>
            <translation>类别 0 表示无数据。请改用从 1 开始的代码。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>There is only one class; training needs at least two.</source>
            <translation>只有一个类别；训练至少需要两个。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n class(es)</source>
            <translation>
                <numerusform>%n 个类别</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>{classes} on {total} pixel(s).</source>
            <translation>
                <numerusform>{classes}，共 {total} 个像素。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>{classes} in {total} feature(s).</source>
            <translation>
                <numerusform>{classes}，共 {total} 个要素。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/label_counts.py"></location>
            <source>%n feature(s) have no class and are left out.</source>
            <translation>
                <numerusform>%n 个要素没有类别，将被忽略。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>{0} or {1}?</source>
            <translation>{0} 还是 {1}？</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>Labels of {0}</source>
            <translation>{0} 的标签</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/label_layer.py"></location>
            <source>Layer '{0}' does not take the polygons. Nothing was added.</source>
            <translation>图层 '{0}' 不接受这些多边形。未添加任何内容。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/labels.py"></location>
            <source>The labels have no field '{0}'; their fields are {1}.</source>
            <translation>训练样本没有字段“{0}”；已有字段：{1}。</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/labels.py"></location>
            <source>The features could not be exported for the engine: {0}</source>
            <translation>无法为引擎导出要素：{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/products.py"></location>
            <source>Products (*.zip *.tar MTD_MSI*.xml *_MTL.txt *METADATA.XML *VV*.tif PRS_L2D*.he5);;All files (*)</source>
            <translation>产品 (*.zip *.tar MTD_MSI*.xml *_MTL.txt *METADATA.XML *VV*.tif PRS_L2D*.he5);;所有文件 (*)</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>optical</source>
            <translation>光学</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Optical layer</source>
            <translation>光学图层</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>SAR layer</source>
            <translation>SAR 图层</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>LiDAR or elevation</source>
            <translation>LiDAR 或高程</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>LiDAR or elevation layer</source>
            <translation>LiDAR 或高程图层</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>hyperspectral</source>
            <translation>高光谱</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Hyperspectral layer</source>
            <translation>高光谱图层</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>embedding</source>
            <translation>嵌入向量</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Embedding</source>
            <translation>嵌入向量</translation>
        </message>
        <message>
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>Embedding layer</source>
            <translation>嵌入向量图层</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/layers/sensors.py"></location>
            <source>%n band(s)</source>
            <translation>
                <numerusform>%n 个波段</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/main.py"></location>
            <source>Land cover from optical, SAR, LiDAR and hyperspectral layers</source>
            <translation>根据光学、SAR、LiDAR 和高光谱图层进行土地覆盖制图</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Trained</source>
            <translation>训练日期</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Pixel size</source>
            <translation>像素大小</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>{} m</source>
            <translation>{} 米</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/about.py"></location>
            <source>{} pixel(s)</source>
            <translation>
                <numerusform>{} 个像素</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Continued from</source>
            <translation>继续自</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Added</source>
            <translation>新增</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Author</source>
            <translation>作者</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Licence</source>
            <translation>许可证</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Citation</source>
            <translation>引用</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>{sensors}, {date}, to {model}</source>
            <translation>{sensors}，{date}，加入 {model}</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>{name}, {date}, with {sensors}</source>
            <translation>{name}，{date}，使用 {sensors}</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>quick</source>
            <translation>快速</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>standard</source>
            <translation>标准</translation>
        </message>
        <message>
            <location filename="../../plugin/model/about.py"></location>
            <source>thorough</source>
            <translation>精细</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>The accuracy with these sensors was not assessed.</source>
            <translation>未评估使用这些传感器时的精度。</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>Expected accuracy: {oa}.</source>
            <translation>预期精度：{oa}。</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>The model gives no confidence interval for it.</source>
            <translation>该模型未给出其置信区间。</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source> and %n more class(es)</source>
            <translation>
                <numerusform> 以及另外 %n 个类别</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>Unreliable: {classes}.</source>
            <translation>不可靠：{classes}。</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>Weakest class: {classes}.</source>
            <translation>最弱的类别：{classes}。</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>All sensors</source>
            <translation>所有传感器</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>… and %n more in the report</source>
            <translation>
                <numerusform>……报告中还有 %n 项</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>(each on the labels that its own training kept aside)</source>
            <translation>（各用其训练时留出的样本测得）</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>Added: {sensors}.</source>
            <translation>已新增：{sensors}。</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>On the same labels kept aside: {before} before, {after} with it.</source>
            <translation>在相同的留出的样本上：之前 {before}，之后 {after}。</translation>
        </message>
        <message>
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{oa} ({low}–{high} %)</source>
            <translation>{oa}（{low}–{high} %）</translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>, from %n place(s)</source>
            <translation>
                <numerusform>，来自 %n 个地点</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: none of {of} pixel(s) found</source>
            <translation>
                <numerusform>{name}：{of} 个像元无一识别出</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: {share} of {of} pixel(s) found</source>
            <translation>
                <numerusform>{name}：{of} 个像元中识别出 {share}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: none of {of} mapped pixel(s) right</source>
            <translation>
                <numerusform>{name}：被制为此类的 {of} 个像元无一正确</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <location filename="../../plugin/model/accuracy.py"></location>
            <source>{name}: {share} of {of} mapped pixel(s) right</source>
            <translation>
                <numerusform>{name}：被制为此类的 {of} 个像元中 {share} 正确</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Sensors</source>
            <translation>传感器</translation>
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
            <translation>传感器每种组合的精度</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Overall accuracy and macro-F1 on validation blocks that were kept out of training</source>
            <translation>在未参与训练的验证区块上的总体精度（OA）和宏平均 F1</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Code</source>
            <translation>代码</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Accuracy</source>
            <translation>精度</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Classes of the model</source>
            <translation>模型的类别</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Double-click a name to rename the class, its code to choose another colour. Accuracy is the lower of producer's and user's accuracy, with all sensors</source>
            <translation>双击名称可重命名类别，双击代码可更换颜色。精度为使用所有传感器时生产者精度与用户精度中较低者</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Accuracy in validation</source>
            <translation>验证精度</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Classes (double-click to rename or recolour)</source>
            <translation>类别（双击可重命名或更换颜色）</translation>
        </message>
        <message>
            <location filename="../../plugin/model/card_view.py"></location>
            <source>Colour of {name}</source>
            <translation>{name} 的颜色</translation>
        </message>
        <message>
            <location filename="../../plugin/results/derived.py"></location>
            <source>{what} Made with MaMOL Land Cover {version} from '{name}'.</source>
            <translation>{what}由 MaMOL Land Cover {version} 根据“{name}”生成。</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <source>&amp;Areas per class…</source>
            <translation>各类别面积(&amp;A)…</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <source>Report of the &amp;model</source>
            <translation>模型报告(&amp;M)</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <source>Areas per class</source>
            <translation>各类别面积</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <source>The report of the model {0} was not found: it was not asked for in training, or it was moved. The accuracy is in the layer's properties, under Information: {1}</source>
            <translation>未找到模型 {0} 的报告：训练时未要求生成，或已被移动。精度可在图层属性的“信息”中查看：{1}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/layer_actions.py"></location>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Report of the model</source>
            <translation>模型报告</translation>
        </message>
        <message>
            <location filename="../../plugin/results/loading.py"></location>
            <source>Example scene (simulated)</source>
            <translation>示例场景（模拟）</translation>
        </message>
        <message>
            <location filename="../../plugin/results/loading.py"></location>
            <source>Cloud mask of {product}</source>
            <translation>{product} 的云掩膜</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Land cover, {model} ({sensors})</source>
            <translation>土地覆盖，{model}（{sensors}）</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Land cover from {sensors} ({layers}).</source>
            <translation>由 {sensors}（{layers}）得到的土地覆盖。</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Model: {0}.</source>
            <translation>模型：{0}。</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Adapter: {0}.</source>
            <translation>适配器：{0}。</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Made with MaMOL Land Cover {0}. {1}</source>
            <translation>由 MaMOL Land Cover {0} 制作。{1}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Equivalent command line, in the plugin's folder: {0}</source>
            <translation>等效的命令行（在插件文件夹内）：{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>{0}: {1} pixels, {2} ha, {3}</source>
            <translation>{0}：{1} 个像元，{2} 公顷，{3}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>{0}: {1} pixels, {3}</source>
            <translation>{0}：{1} 个像元，{3}</translation>
        </message>
        <message>
            <location filename="../../plugin/results/map_facts.py"></location>
            <source>Counted from the pixels of the map. This is not an estimate of the area: it repeats the map's errors. An estimate with a confidence interval needs reference data from a probability sample.</source>
            <translation>根据地图像元计数得出。这不是面积估计：其中包含地图的误差。带置信区间的估计需要来自概率抽样的参考数据。</translation>
        </message>
        <message>
            <location filename="../../plugin/results/pages.py"></location>
            <source>The page can't be written to {0}: {1}. Choose another folder.</source>
            <translation>无法将页面写入 {0}：{1}。请选择其他文件夹。</translation>
        </message>
        <message>
            <location filename="../../plugin/run.py"></location>
            <source>The run had finished before it could be cancelled; its results were kept: {0}</source>
            <translation>运行在取消之前已完成；其结果已保留：{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/run.py"></location>
            <source>The run failed without an error message. See the log.</source>
            <translation>运行失败，且没有错误信息。请查看日志。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>A tiny scene was mapped in {0} s.</source>
            <translation>对一个微型场景制图用时 {0} 秒。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>named in the environment variable {0}</source>
            <translation>由环境变量 {0} 指定</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>my own Python</source>
            <translation>自己的 Python</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>managed</source>
            <translation>托管</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/health.py"></location>
            <source>not set up</source>
            <translation>未安装</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>There are no wheels (*.whl) in the folder {0}.</source>
            <translation>文件夹 {0} 中没有 wheel 文件（*.whl）。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Fill it on a computer of the same kind that has a network: {0} and then {1}</source>
            <translation>请在有网络的同类计算机上准备该文件夹：先运行 {0}，再运行 {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The plugin computes in a Python of its own, set up once. QGIS's own Python stays as it is. Download: {0}. On the disk: {1}, in {2}. {3}</source>
            <translation>插件在独立的 Python 中计算，只需安装一次。QGIS 自带的 Python 保持不变。下载：{0}。占用磁盘：{1}，位置：{2}。{3}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>writing to {0}</source>
            <translation>写入 {0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is being set up or removed already, by another QGIS (process {0}).</source>
            <translation>另一个 QGIS（进程 {0}）正在安装或删除引擎。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Wait until it is done, or close that QGIS.</source>
            <translation>请等待其完成，或关闭那个 QGIS。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading and installing the packages…</source>
            <translation>正在下载并安装软件包…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading and installing the packages, with the large PyTorch of the default index…</source>
            <translation>正在下载并安装软件包，包括默认索引中较大的 PyTorch…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>PyTorch's own index, {0}, could not be used; PyTorch comes from the default index instead, with up to {1} GB to download. {2}</source>
            <translation>无法使用 PyTorch 自己的索引 {0}；改从默认索引获取 PyTorch，最多需下载 {1} GB。{2}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Installing the packages from the folder…</source>
            <translation>正在从文件夹安装软件包…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Loading every package…</source>
            <translation>正在逐个试用软件包…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>loading every package</source>
            <translation>逐个试用软件包</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Compiling, so that the engine starts fast…</source>
            <translation>正在编译，以便引擎快速启动…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The engine is already installed; loading every package…</source>
            <translation>引擎已安装；正在加载每个软件包…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The environment is damaged and will be rebuilt:</source>
            <translation>引擎已损坏，将重新安装：</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>pip is configured on this computer, so the packages are installed with the pip of {0}.</source>
            <translation>此计算机配置了 pip，因此使用 {0} 的 pip 安装软件包。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>pip's configuration is not used: no Python with pip and venv was found, so the packages are installed with uv.</source>
            <translation>未使用 pip 的配置：没有找到带 pip 和 venv 的 Python，因此用 uv 安装软件包。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Looking for uv {0}…</source>
            <translation>正在查找 uv {0}…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>uv could not be obtained, so the system's Python creates the environment. {0}</source>
            <translation>无法获取 uv，因此用系统的 Python 创建环境。{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Making the environment…</source>
            <translation>正在创建环境…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Downloading Python {0}…</source>
            <translation>正在下载 Python {0}…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>The Python that was found, {0}, has no working pip and venv.</source>
            <translation>找到的 Python {0} 没有可用的 pip 和 venv。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Install them (on Debian and Ubuntu: the package python3-venv), then try again. Offline, it is enough that the folder of wheels holds that of uv {0} too, which needs neither.</source>
            <translation>请安装它们（Debian 和 Ubuntu 上为软件包 python3-venv），然后重试。离线安装时，只要 wheel 文件夹中也有 uv {0} 的 wheel 即可，它不需要这两者。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>No suitable Python was found on this computer: 3.11 to 3.14, 64 bit, other than QGIS's own.</source>
            <translation>此计算机上没有找到合适的 Python：需要 3.11 至 3.14、64 位、非 QGIS 自带。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Install Python 3.12 from python.org or your system's packages, then try again.</source>
            <translation>请从 python.org 或系统的软件包安装 Python 3.12，然后重试。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>There is not enough disk space in {0}: {1} GB are needed, {2} GB are free.</source>
            <translation>{0} 的磁盘空间不足：需要 {1} GB，可用 {2} GB。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/install.py"></location>
            <source>Free some space on that disk, then try again.</source>
            <translation>请在该磁盘上腾出空间，然后重试。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/packages.py"></location>
            <source>Downloading and installing PyTorch…</source>
            <translation>正在下载并安装 PyTorch…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/packages.py"></location>
            <source>Installing what PyTorch needs…</source>
            <translation>正在安装 PyTorch 所需的软件包…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The Python that holds the engine's packages</source>
            <translation>装有引擎所需软件包的 Python</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The folder of wheels</source>
            <translation>wheel 文件夹</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>As pip and uv are configured</source>
            <translation>按 pip 和 uv 的配置</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Loading every package and mapping a tiny scene…</source>
            <translation>正在逐个试用软件包，并对一个微型场景制图…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Copied, without personal paths and names.</source>
            <translation>已复制，不含个人路径和姓名。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The engine works.</source>
            <translation>引擎工作正常。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Python {0}: {1}</source>
            <translation>Python {0}：{1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>{0} in {1}</source>
            <translation>{0}，位于 {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Use this Python</source>
            <translation>使用此 Python(&amp;U)</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Loads every package once. If one is damaged, the engine is downloaded again.</source>
            <translation>将逐个试用软件包；若有损坏，则重新下载并安装引擎。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Checks that it holds every package in the right version. Nothing is installed.</source>
            <translation>检查其中是否有版本正确的全部软件包。不安装任何内容。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Installs into {0} with the system's Python. Nothing is downloaded.</source>
            <translation>用系统的 Python 安装到 {0}。不下载任何内容。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Check and repair</source>
            <translation>检查并修复(&amp;C)</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>&amp;Update the engine</source>
            <translation>更新引擎(&amp;U)</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>&amp;Set up the engine</source>
            <translation>安装引擎(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>The engine is set up: {0}</source>
            <translation>引擎已安装：{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Remove these folders? Other versions of QGIS and of this plugin can then no longer use them.</source>
            <translation>要删除这些文件夹吗？此后其他版本的 QGIS 和本插件将无法再使用它们。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Remove the engine</source>
            <translation>删除引擎</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>Removing…</source>
            <translation>正在删除…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>not used yet</source>
            <translation>尚未使用</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/page.py"></location>
            <source>last used on {0} by version {1}</source>
            <translation>上次使用：{0}，版本 {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>What the set-up will do, or did</source>
            <translation>安装将执行或已执行的操作</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Progress of the set-up</source>
            <translation>安装进度</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Ca&amp;ncel</source>
            <translation>取消(&amp;N)</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>&amp;Try again</source>
            <translation>重试(&amp;T)</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Setting the engine up…</source>
            <translation>正在安装引擎…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Download</source>
            <translation>下载</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>On the disk</source>
            <translation>占用磁盘</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>{0}, in {1}</source>
            <translation>{0}，位于 {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>PyTorch</source>
            <translation>PyTorch</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>The plugin computes in a Python of its own, set up once. QGIS's own Python stays as it is.</source>
            <translation>插件在独立的 Python 中计算，只需安装一次。QGIS 自带的 Python 保持不变。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>It takes some minutes. You can go on working in QGIS meanwhile.</source>
            <translation>需要几分钟。期间您可以继续使用 QGIS。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Other ways: a Python of mine, or offline…</source>
            <translation>其他方式：自己的 Python，或离线安装…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>Setting the engine up</source>
            <translation>正在安装引擎</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>The set-up has stopped</source>
            <translation>安装已停止</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/panel.py"></location>
            <source>One step before the first map</source>
            <translation>制作第一幅地图之前还有一步</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>{0} does not have what the engine needs:</source>
            <translation>{0} 缺少引擎所需的内容：</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>Install it there: {0}</source>
            <translation>请在其中安装：{0}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/pythons.py"></location>
            <source>There is no program {0}. Name the Python of a venv, conda or pixi environment, for example …/bin/python.</source>
            <translation>程序 {0} 不存在。请指定 venv、conda 或 pixi 环境中的 Python，例如 …/bin/python。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A package that was downloaded is not the file that this version of the plugin was made with.</source>
            <translation>下载的一个软件包与此插件版本制作时所用的文件不一致。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Try again, in case the download was damaged. If it happens again, the package index, or a proxy on the way to it, delivers other files: ask whoever runs it, and do not use them.</source>
            <translation>请重试，以排除下载损坏的情况。如果再次出现，说明软件包索引或其前面的代理提供了不同的文件：请询问其管理者，不要使用这些文件。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The proxy asks for a user name and a password.</source>
            <translation>代理要求提供用户名和密码。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Enter them in Settings &gt; Options &gt; Network, and for pip in its configuration; then try again.</source>
            <translation>请在“设置 &gt; 选项 &gt; 网络”中填写，并为 pip 在其配置中填写；然后重试。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A secure connection could not be trusted: its certificate is not known, as behind an SSL proxy.</source>
            <translation>安全连接不受信任：其证书未知，例如使用了 SSL 代理。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Ask your IT department for its root certificate and name it in pip's configuration (pip config set global.cert FILE), or take the offline route with a folder of wheels.</source>
            <translation>请向 IT 部门索取根证书并写入 pip 的配置（pip config set global.cert FILE），或改用 wheel 文件夹离线安装。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The disk is full.</source>
            <translation>磁盘已满。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Free some space on the disk that holds the folder named above, then try again.</source>
            <translation>请在上述文件夹所在的磁盘上腾出空间，然后重试。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A security program or policy blocks the engine's programs.</source>
            <translation>安全软件或策略阻止了引擎的程序运行。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Ask your IT department to allow programs in that folder, or point to a Python it has installed for you (route “My own Python”).</source>
            <translation>请让 IT 部门允许运行该文件夹中的程序，或指定 IT 部门为您安装的 Python（方式“自己的 Python”）。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Microsoft's Visual C++ runtime is missing or too old.</source>
            <translation>缺少 Microsoft Visual C++ 运行库，或其版本过旧。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install “Microsoft Visual C++ Redistributable 2015–2022 (x64)”, restart, and try again.</source>
            <translation>请安装“Microsoft Visual C++ Redistributable 2015–2022 (x64)”，重新启动后重试。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The NVIDIA driver is too old for this build of PyTorch.</source>
            <translation>NVIDIA 驱动程序对此版本的 PyTorch 来说过旧。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Update the NVIDIA driver and try again; until then the engine computes on the CPU.</source>
            <translation>请更新 NVIDIA 驱动程序后重试；在此之前引擎用 CPU 计算。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The GPU's memory ran out.</source>
            <translation>GPU 内存已耗尽。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Close other programs that use the GPU, or choose the device cpu.</source>
            <translation>请关闭使用 GPU 的其他程序，或选择设备 cpu。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>There is no permission to write a file or folder, or to run a program.</source>
            <translation>没有写入文件或文件夹或运行程序的权限。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Make sure that you may write to the folder named above and that no other program has it open.</source>
            <translation>请确保您可以写入上述文件夹，并且没有其他程序正在使用它。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The Python that was found does not suit the packages: they need 3.11 or newer.</source>
            <translation>找到的 Python 不适合这些软件包：需要 3.11 或更新版本。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install Python 3.12 and try again, or name one that is new enough (route “My own Python”).</source>
            <translation>请安装 Python 3.12 后重试，或指定一个足够新的 Python（方式“自己的 Python”）。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The package index could not be reached.</source>
            <translation>无法访问软件包索引。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Check the connection and, in Settings &gt; Options &gt; Network, the proxy. Without a network, take the offline route with a folder of wheels.</source>
            <translation>请检查网络连接，以及“设置 &gt; 选项 &gt; 网络”中的代理。没有网络时，请用 wheel 文件夹离线安装。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>A package has no build for this Python and system in the places that were searched.</source>
            <translation>在搜索过的位置中，某个软件包没有适用于此 Python 和系统的版本。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Use Python 3.11 to 3.14 on 64 bit, and on a Mac Apple silicon with macOS 14 or newer; on the offline route, check that the folder holds the wheels for this very system and Python.</source>
            <translation>请使用 64 位的 Python 3.11 至 3.14；Mac 需为 Apple 芯片且 macOS 14 或更新版本；离线安装时，请检查文件夹中的 wheel 是否正好适用于此系统和 Python。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The Python that was found has no working pip and venv.</source>
            <translation>找到的 Python 没有可用的 pip 和 venv。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>Install them (on Debian and Ubuntu: the package python3-venv), or another Python, and try again.</source>
            <translation>请安装它们（Debian 和 Ubuntu 上为软件包 python3-venv），或安装其他 Python，然后重试。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>This failed: {0}.</source>
            <translation>失败：{0}。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/remedies.py"></location>
            <source>The whole log is in {0}.</source>
            <translation>完整日志见 {0}。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>Cancelled. The next set-up starts from the beginning.</source>
            <translation>已取消。下次安装将从头开始。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>{0}: no answer within {1} s</source>
            <translation>{0}：{1} 秒内没有响应</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>{0}: stopped by a signal or a crash, code {1}</source>
            <translation>{0}：因信号或崩溃而终止，代码 {1}</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>Installing the packages…</source>
            <translation>正在安装软件包…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/steps.py"></location>
            <source>Getting {0}…</source>
            <translation>正在获取 {0}…</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>There is no uv for this system ({0}).</source>
            <translation>没有适用于此系统（{0}）的 uv。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>This uv is not the one expected: its wheel's SHA-256 is {0}, not {1}.</source>
            <translation>此 uv 与预期不符：其 wheel 的 SHA-256 为 {0}，而非 {1}。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>The package index {0} has no {1}.</source>
            <translation>软件包索引 {0} 中没有 {1}。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/uv.py"></location>
            <source>{0} could not be downloaded: {1}.</source>
            <translation>无法下载 {0}：{1}。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>about {0} GB</source>
            <translation>约 {0} GB</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>({0} GB where PyTorch's own index can't be reached)</source>
            <translation>（无法访问 PyTorch 自己的索引时为 {0} GB）</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>PyTorch for macOS.</source>
            <translation>适用于 macOS 的 PyTorch。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>No NVIDIA driver was found, so PyTorch for the CPU is installed.</source>
            <translation>未找到 NVIDIA 驱动程序，因此安装 CPU 版 PyTorch。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>NVIDIA driver {0} was found, so PyTorch with {1} is installed.</source>
            <translation>找到 NVIDIA 驱动程序 {0}，因此安装 {1} 版 PyTorch。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>PyTorch has no build for this GPU (compute capability {0}), so PyTorch for the CPU is installed.</source>
            <translation>PyTorch 没有适用于此 GPU（计算能力 {0}）的版本，因此安装 CPU 版 PyTorch。</translation>
        </message>
        <message>
            <location filename="../../plugin/setup/variant.py"></location>
            <source>NVIDIA driver {0} is too old for PyTorch with CUDA, which needs {1} or newer here; so PyTorch for the CPU is installed. Update the driver and set up the engine again to use the GPU.</source>
            <translation>NVIDIA 驱动程序 {0} 过旧，此处 CUDA 版 PyTorch 需要 {1} 或更新版本；因此安装 CPU 版 PyTorch。如需使用 GPU，请更新驱动程序并重新安装引擎。</translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} s</source>
            <translation>{} 秒</translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} min</source>
            <translation>{} 分钟</translation>
        </message>
        <message>
            <location filename="../../plugin/texts.py"></location>
            <source>{} h {} min</source>
            <translation>{} 小时 {} 分钟</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Reading the labels</source>
            <translation>正在读取样本</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Reading the layers</source>
            <translation>正在读取图层</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Comparing edges</source>
            <translation>正在比较边缘</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Trying helper classifiers in new places</source>
            <translation>正在新的地点检验辅助分类器</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training helper classifiers (random forest)</source>
            <translation>正在训练辅助分类器（随机森林）</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training for the accuracy assessment</source>
            <translation>为精度评估而训练</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Assessing every combination of sensors</source>
            <translation>正在评估每种传感器组合</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training helper classifiers on all labels</source>
            <translation>正在用全部样本训练辅助分类器</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training on all labels</source>
            <translation>正在用全部样本训练</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Training</source>
            <translation>正在训练</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Comparing the model as it is and fitted</source>
            <translation>正在比较原样的模型与拟合后的模型</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Adapting for the accuracy assessment</source>
            <translation>正在为精度评估进行适配</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Adapting to all labels</source>
            <translation>正在用全部标签进行适配</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Opening model and layers</source>
            <translation>正在打开模型和图层</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Mapping</source>
            <translation>正在制图</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Mapping on the cluster</source>
            <translation>正在集群上制图</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Writing the map</source>
            <translation>正在写出地图</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Choosing places to label</source>
            <translation>正在选择待标注的地点</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Drawing the landscape</source>
            <translation>正在绘制景观</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Drawing the points</source>
            <translation>正在抽取样点</translation>
        </message>
        <message>
            <location filename="../../mamol_core/stages.py"></location>
            <source>Writing the difference</source>
            <translation>正在写入差异</translation>
        </message>
    </context>
    <context>
        <name>TrainDialog</name>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Train a land-cover model</source>
            <translation>训练土地覆盖模型</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A&amp;dd another</source>
            <translation>再加一个(&amp;D)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Another layer of the same kind, such as optical of another season</source>
            <translation>同类的另一个图层，例如另一季节的光学影像</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Labels</source>
            <translation>训练样本(&amp;L)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Polygons or points with a class field, or a class raster</source>
            <translation>带类别字段的多边形或点，或者分类栅格</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Label layer</source>
            <translation>样本图层</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class f&amp;ield</source>
            <translation>类别字段(&amp;I)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>The field that holds the class, as text or number</source>
            <translation>类别所在的字段，文本或数字</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class field</source>
            <translation>类别字段</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Selected features only</source>
            <translation>仅选中的要素(&amp;S)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Classes found</source>
            <translation>找到的类别</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Classes found, with their number</source>
            <translation>找到的类别及其数量</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A class that is not ticked is left out of training</source>
            <translation>未勾选的类别不参与训练</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Number</source>
            <translation>数量</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Mo&amp;ve labels that clearly lie off</source>
            <translation>移动明显偏移的标签(&amp;V)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Where labels and layers clearly do not line up, move the labels to the layers for this training. The label layer stays as it is.</source>
            <translation>当标签与图层明显不对齐时，在本次训练中将标签移到图层上。标签图层本身保持不变。</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Model</source>
            <translation>模型(&amp;M)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Start &amp;from</source>
            <translation>起始模型(&amp;F)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Model to continue</source>
            <translation>要继续训练的模型</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>A model to continue with these labels, for a new region or season, or to which a sensor is added</source>
            <translation>用这些样本继续训练的模型，用于新的区域或季节，或为其新增传感器</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Ada&amp;pt it to this place and season, as</source>
            <translation>使其适应此地点和季节(&amp;P)，名为</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Leave the model as it is, and write what fits it to these layers into a small file beside it, if that maps better</source>
            <translation>保持模型不变，把使其适应这些图层的内容写入旁边的一个小文件，前提是这样制图更准确</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Name of the adapter</source>
            <translation>适配器的名称</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Name of the adapter, such as spring-2024</source>
            <translation>适配器的名称，例如 spring-2024</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Only the classes of these labels</source>
            <translation>仅这些样本中的类别(&amp;O)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Leave out the classes of the model that have no labels here</source>
            <translation>去掉模型中在此没有样本的类别</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>What stays of the model to continue</source>
            <translation>所继续模型中保持不变的部分</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Write to</source>
            <translation>写入到</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Model file to write</source>
            <translation>要写入的模型文件</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>The model file to write (.mamol.safetensors)</source>
            <translation>要写入的模型文件（.mamol.safetensors）</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Report</source>
            <translation>报告(&amp;R)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Folder for the report</source>
            <translation>报告文件夹</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Folder for the page with accuracies and confusion matrix</source>
            <translation>存放精度和混淆矩阵页面的文件夹</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>&amp;Effort</source>
            <translation>计算强度(&amp;E)</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>Effort</source>
            <translation>计算强度</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>More effort takes longer and is usually more accurate</source>
            <translation>计算强度越高，耗时越长，通常也越准确</translation>
        </message>
        <message>
            <location filename="../../ui/train.ui"></location>
            <source>What is still missing</source>
            <translation>尚缺的内容</translation>
        </message>
    </context>
</TS>
