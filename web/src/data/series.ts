/** Lines of a chart: steps of several sellers on one axis of time. */
import type { History, Model } from "./types";
import { figure, sourceName } from "./words";

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

export type Mark = { at: number; text: string };

/** Return what a chart marks of one meter: another source that is believed, and figures that are held. */
export function marksOf(name: string, history: History, offer: Model | undefined, meter: string): Mark[] {
  const own = (rule: { meter: string; conditions?: object }) => rule.meter === meter && !Object.keys(rule.conditions ?? {}).length;
  const changes = history.changes.filter(own); // the newest first
  const switches = changes.filter((change, n) => changes[n + 1] && changes[n + 1]?.source !== change.source);
  const held = [...(offer?.prices ?? []).flatMap((p) => (own(p) && p.review ? [p.review] : [])), ...(offer?.under_review ?? []).filter(own)];
  return [
    ...switches.map(({ changed_at, source }) => ({ at: Date.parse(changed_at) / 1000, text: `${name}: ${sourceName(source)} is believed from here on` })),
    ...held.map((review) => ({ at: Date.parse(review.since) / 1000, text: `${name}: ${figure(review)} is held` })),
  ];
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
