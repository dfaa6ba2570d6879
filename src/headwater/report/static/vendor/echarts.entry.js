// What the report's charts need of Apache ECharts, and no more; vendor.json beside this file holds the command that bundles it.
export { init } from "echarts/core";
import { use } from "echarts/core";
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkLineComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
use([BarChart, LineChart, ScatterChart, AriaComponent, GridComponent, MarkLineComponent, SVGRenderer]);
