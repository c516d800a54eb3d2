/** Rows of a comparison: what differs comes first, and unknown is no difference. */
import { OTHER_TERMS } from "./catalogue";
import type { CanonicalModel, SoldOffer } from "./types";
import { rough, tokens } from "./words";

export type Compared = { label: string; values: (string | null)[]; lowest: number | null };

const PRICES: [string, string][] = [
  ["Input per 1M", "prompt"], ["Output per 1M", "completion"], ["Cached input per 1M", "cache_read"],
  ["Cache write per 1M", "cache_write"], ["Per image", "image"], ["Per request", "request"],
];

/** Return the cheapest offer under standard terms; offers come ranked. */
export const standard = (model: CanonicalModel): SoldOffer | undefined =>
  model.offers.find((o) => o.rank && !OTHER_TERMS.has(o.variant ?? "") && Number(o.blended_price) > 0) ?? model.offers[0];

const pricing = (model: CanonicalModel): Record<string, string> => (standard(model)?.model.pricing ?? {}) as Record<string, string>;
const models = (model: CanonicalModel) => model.offers.map((offer) => offer.model);
const most = (numbers: (number | null | undefined)[]): string | null => {
  const known = numbers.filter((n): n is number => n != null);
  return known.length ? tokens(Math.max(...known)) : null;
};
const words = (all: string[][]): string | null => [...new Set(all.flat())].sort().join(", ").replaceAll("_", " ") || null;
const first = (days: (string | null | undefined)[]): string | null => days.filter((d): d is string => !!d).sort()[0] ?? null;

const SURE: Record<string, string> = { first_hand: "the seller", confirmed: "lists that agree", single: "one list only", disputed: "lists that differ" };

const FACTS: [string, (model: CanonicalModel) => string | null][] = [
  ["Cheapest seller", (m) => standard(m)?.model.provider ?? null],
  ["Who states the price", (m) => SURE[standard(m)?.model.prices.find((p) => p.meter === "input_tokens")?.confidence ?? ""] ?? null],
  ["Sellers", (m) => String(m.active_sellers)],
  ["Context", (m) => most(models(m).map((o) => o.context_length))],
  ["Max output", (m) => most(models(m).map((o) => o.max_output_tokens))],
  ["Takes", (m) => words(models(m).map((o) => o.input_modalities ?? []))],
  ["Gives", (m) => words(models(m).map((o) => o.output_modalities ?? []))],
  ["Can do", (m) => words(models(m).map((o) => o.capabilities ?? []))],
  ["Released", (m) => first(models(m).map((o) => o.release_date))],
  ["Ends", (m) => first(models(m).map((o) => o.deprecation_date))],
  ["Knows until", (m) => first(models(m).map((o) => o.knowledge_cutoff))],
  ["Licence", (m) => first(models(m).map((o) => o.license))],
];

function row(label: string, values: (string | null)[], money: boolean): Compared {
  const known = values.filter((v): v is string => v !== null).map(Number);
  return {
    label,
    values: values.map((v) => (v !== null && money ? (v === "0" ? "free" : rough(Number(v))) : v)),
    lowest: money && new Set(known).size > 1 ? values.findIndex((v) => v !== null && Number(v) === Math.min(...known)) : null,
  };
}

/** Return every row of which somebody knows something. */
export function compared(all: CanonicalModel[]): Compared[] {
  const rows = [
    ...PRICES.map(([label, key]) => row(label, all.map((m) => pricing(m)[key] ?? null), true)),
    ...FACTS.map(([label, of]) => row(label, all.map(of), false)),
  ];
  return rows.filter(({ values }) => values.some((value) => value !== null));
}

export const differs = ({ values }: Compared): boolean => new Set(values.filter((value) => value !== null)).size > 1;
