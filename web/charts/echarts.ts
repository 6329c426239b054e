import { BarChart, LineChart, RadarChart, ScatterChart, TreemapChart } from 'echarts/charts'
import {
  AriaComponent,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  RadarComponent,
  TooltipComponent,
} from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

// Only what the builders beside this file use: the whole library is 350 KB gzipped.
use([
  AriaComponent,
  GraphicComponent,
  BarChart,
  GridComponent,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  RadarChart,
  RadarComponent,
  SVGRenderer,
  ScatterChart,
  TreemapChart,
  TooltipComponent,
])

export { init }
