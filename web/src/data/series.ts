/** Lines of a chart: steps of several sellers on one axis of time. */
import type { History } from "./types";

export type Line = { name: string; currency: string; per: number; points: [number, number | null][] };

/** Return the line of one meter under standard terms; null where it never had a price. */
export function lineOf(name: string, history: History, meter: string): Line | null {
  const steps = history.steps.find((s) => s.meter === meter && !Object.keys(s.conditions).length);
  if (!steps) return null;
  const points = steps.points.map(([at, amount]): [number, number | null] => [
    Date.parse(at as string) / 1000, amount === null ? null : Number(amount),
  ]);
  return { name, currency: steps.currency ?? "USD", per: steps.per, points };
}

/** Return columns for the chart: every moment of any line; a price holds until the next one. */
export function columns(lines: Line[], now: number): (number | null)[][] {
  const moments = [...new Set([...lines.flatMap((line) => line.points.map(([at]) => at)), now])].sort((a, b) => a - b);
  const held = (line: Line, until: (at: number) => boolean) =>
    moments.map((at) => (until(at) ? (line.points.filter(([from]) => from <= at).at(-1)?.[1] ?? null) : null));
  return [
    moments,
    ...lines.map((line) => held(line, (at) => at <= now)),
    ...lines.map((line) => held(line, (at) => at >= now && line.points.some(([from]) => from > now))),
  ];
}
