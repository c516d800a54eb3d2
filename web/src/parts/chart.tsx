/** Step chart of prices over time; announced prices are dashed. Loaded only where a chart is. */
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { columns, type Line, type Mark } from "../data/series";
import { day, rough } from "../data/words";

const HEIGHT = 280;
const LEAST_SPAN_S = 30 * 86_400;
/** Colours that stay apart for people who see red and green alike, in light and dark. */
export const COLOURS = ["#3b82c4", "#d9822b", "#2f9e77", "#c05a9e", "#8a7a2e", "#7b6fd0"];
const DASHES = [[], [8, 3], [3, 3], [10, 3, 3, 3], [2, 5], [14, 4]];

function series(line: Line, n: number, announced: boolean): uPlot.Series {
  return {
    label: announced ? `${line.name}, announced` : line.name,
    stroke: COLOURS[n % COLOURS.length] as string,
    width: announced ? 1.5 : 2, points: { show: false },
    dash: announced ? [4, 4] : (DASHES[n % DASHES.length] as number[]),
    paths: uPlot.paths.stepped?.({ align: 1 }) as uPlot.Series.PathBuilder,
    value: (_, value) => (value == null ? "–" : rough(value, line.currency)),
  };
}

/** Draw a thin line with a diamond at its head for each mark; the list below the chart has its words. */
function drawn(marks: Mark[], ink: string) {
  return ({ ctx, bbox, valToPos }: uPlot): void => {
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = ink;
    ctx.setLineDash([2, 4]);
    for (const x of marks.map(({ at }) => valToPos(at, "x", true)).filter((x) => x >= bbox.left && x <= bbox.left + bbox.width)) {
      ctx.stroke(new Path2D(`M${x} ${bbox.top}V${bbox.top + bbox.height}`));
      ctx.fill(new Path2D(`M${x} ${bbox.top - 6}l6 6l-6 6l-6-6Z`));
    }
    ctx.restore();
  };
}

function options(lines: Line[], marks: Mark[], width: number, ink: string): uPlot.Options {
  const grid = { stroke: `${ink}22`, width: 1 };
  const axis = { stroke: ink, grid, ticks: grid, font: "12px system-ui" };
  return {
    width, height: HEIGHT, tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "UTC"), legend: { live: true }, cursor: { points: { show: true } },
    // without a pointer the legend has the prices of today
    hooks: { draw: [drawn(marks, ink)], setCursor: [(chart) => chart.cursor.idx == null && chart.setLegend({ idx: chart.data[0].length - 1 })] },
    scales: { x: { range: (_, low, high) => [Math.min(low, high - LEAST_SPAN_S), high] }, y: { range: (_, __, high) => [0, high * 1.1 || 1] } },
    axes: [{ ...axis, space: 90, incrs: [1, 7, 14, 30, 60, 91, 182, 365].map((days) => days * 86_400), values: (_, moments) => moments.map((at) => day(new Date(at * 1000).toISOString())) }, { ...axis, size: 70, values: (_, ticks) => ticks.map((tick) => rough(tick, lines[0]?.currency)) }],
    series: [{ value: "{YYYY}-{MM}-{DD}" }, ...lines.map((line, n) => series(line, n, false)), ...lines.map((line, n) => series(line, n, true))],
  };
}

export default function Chart({ lines, marks }: { lines: Line[]; marks: Mark[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const ink = getComputedStyle(box).color.replace(/^rgb\((\d+), (\d+), (\d+)\)$/, (_, r, g, b) => `#${[r, g, b].map((c) => Number(c).toString(16).padStart(2, "0")).join("")}`);
    const data = columns(lines, Date.now() / 1000) as uPlot.AlignedData;
    const announced = lines.some((line) => line.points.some(([at]) => at > Date.now() / 1000));
    const kept = announced ? lines.length * 2 : lines.length;
    const chosen = options(lines, marks, box.clientWidth, ink);
    const chart = new uPlot({ ...chosen, series: chosen.series.slice(0, kept + 1) }, data.slice(0, kept + 1) as uPlot.AlignedData, box);
    const follow = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height: HEIGHT }));
    follow.observe(box);
    return () => {
      follow.disconnect();
      chart.destroy();
    };
  }, [lines, marks]);
  return <div class="chart" ref={place} role="img" aria-label="Price over time; the table below has the same figures" />;
}
