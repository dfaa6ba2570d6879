// Draws the charts with ECharts as SVG, in the page's own colours, again when the colours or the width change.
"use strict";
(() => {
  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(["ink", "soft", "line", "hair", "river", "harm", "paper"].map((n) => [n, style.getPropertyValue(`--${n}`).trim()]));
  };
  const font = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
  const axis = (c, name) => ({ name, nameLocation: "end", nameTextStyle: { color: c.soft, fontFamily: font }, axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, axisLabel: { color: c.soft, fontFamily: font, hideOverlap: true }, splitLine: { show: false } });
  const ruled = (c, lines, write) => ({ silent: true, symbol: "none", data: lines.map(([name, y], i) => ({ yAxis: y, lineStyle: { color: i ? c.line : c.soft, type: i ? "dashed" : "solid", width: 1 }, label: { formatter: `${name} ${write(y)}`, color: c.soft, fontFamily: font, position: "insideEndTop", distance: 3 } })) });
  const digits = (n) => ({ minimumFractionDigits: n, maximumFractionDigits: n });
  const percent = (y) => `${y.toLocaleString(document.documentElement.lang || "en", digits(y < 10 ? 1 : 0))} %`;

  const xmr = (c, o) => {
    const [, high] = o.lines[1];
    const [, low] = o.lines[2];
    const points = o.y.map((y) => ({ value: y, symbolSize: y > high || y < low ? 10 : 6, itemStyle: { color: y > high || y < low ? c.harm : c.river } }));
    return {
      grid: { left: 48, right: 12, top: 30, bottom: 30 },
      xAxis: { ...axis(c, ""), type: "category", data: o.x },
      yAxis: { ...axis(c, o.y_name), type: "value", min: 0, max: ({ max }) => Math.min(100, Math.ceil(Math.max(max, high) / 5) * 5 + 5), axisLabel: { color: c.soft, fontFamily: font, formatter: "{value} %" }, nameTextStyle: { color: c.soft, align: "left", padding: [0, 0, 0, -40] } },
      series: [{ type: "line", data: points, symbol: "circle", lineStyle: { color: c.river, width: 1.5 }, markLine: ruled(c, o.lines, percent) }],
    };
  };
  const spread = (c, o) => ({
    grid: { left: 56, right: 24, top: 34, bottom: 52 },
    xAxis: [
      { ...axis(c, o.x_name), type: "category", data: o.x, nameLocation: "middle", nameGap: 32 },
      { type: "value", show: false, min: 0, max: o.x.length },
    ],
    yAxis: { ...axis(c, o.y_name), type: "value", min: 0, nameTextStyle: { color: c.soft, align: "left", padding: [0, 0, 0, -48] } },
    series: [
      { type: "bar", data: o.y, barCategoryGap: "12%", itemStyle: { color: c.river } },
      { type: "line", xAxisIndex: 1, data: [], markLine: { silent: true, symbol: "none", data: o.lines.map(([name, x], i) => ({ xAxis: x, lineStyle: { color: c.harm, type: "solid", width: 1 }, label: { formatter: name, color: c.harm, fontFamily: font, align: i ? "left" : "right" } })) } },
    ],
  });

  const draw = () => {
    const c = colours();
    document.querySelectorAll("[data-chart]").forEach((node) => {
      const option = JSON.parse(node.dataset.chart);
      const chart = node.chart || (node.chart = echarts.init(node, null, { renderer: "svg" }));
      chart.setOption({ animation: false, textStyle: { fontFamily: font }, ...(option.kind === "xmr" ? xmr : spread)(c, option) }, true);
    });
  };
  const fit = () => document.querySelectorAll("[data-chart]").forEach((node) => node.chart && node.chart.resize());
  document.querySelectorAll(".draw").forEach((node) => node.classList.add("ready"));
  draw();
  addEventListener("resize", fit);
  addEventListener("beforeprint", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
