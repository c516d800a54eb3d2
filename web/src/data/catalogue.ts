/** The index as rows, and what a table does with them: search, facets, order. All of it is local. */

import type { Test } from "../parts/limit";
import type { IndexData } from "./types";

type Amount = string | null;
export type Offer = {
  provider: string; variant: string | null; state: string;
  input: Amount; output: Amount; cached: Amount; image: Amount;
  trend: [string, string][] | null; doubt: string | null;
};

/** A model; text and word are what a search compares with. */
export type Row = {
  id: string; name: string; creator: string; text: string; word: string;
  context: number | null; maxOutput: number | null;
  capabilities: string[]; inputs: string[]; outputs: string[];
  released: string | null; ends: string | null;
  offers: Offer[]; sellers: string[]; states: string[];
};

/** Offers under other terms, which would make every other seller look dear. */
export const OTHER_TERMS = new Set(["batch", "flex", "free", "priority"]);
export const isStandard = (offer: Offer): boolean => !OTHER_TERMS.has(offer.variant ?? "");
export const isFree = (offer: Offer): boolean =>
  offer.state === "free" || (offer.input === "0" && offer.output === "0");

const compact = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
const at = <T>(column: T[], n: number): T => column[n] as T;
const bits = (mask: number, words: string[]): string[] => words.filter((_, n) => mask & (1 << n));

/** Return one row per model with its offers. */
export function rows(data: IndexData): Row[] {
  const { models, offers } = data;
  const trends = new Map(data.trends as [number, [string, string][]][]);
  const made = models.id.map((id, n): Row => {
    const name = at(models.name, n) ?? id.slice(id.indexOf("/") + 1);
    return {
      id, name, creator: id.slice(0, id.indexOf("/")),
      text: `${compact(id)} ${compact(name)}`, word: compact(id.slice(id.indexOf("/") + 1)),
      context: at(models.context_length, n), maxOutput: at(models.max_output_tokens, n),
      capabilities: bits(at(models.capabilities, n), data.capabilities),
      inputs: bits(at(models.input_modalities, n), data.modalities),
      outputs: bits(at(models.output_modalities, n), data.modalities),
      released: at(models.release_date, n), ends: at(models.deprecation_date, n),
      offers: [], sellers: [], states: [],
    };
  });
  offers.model.forEach((model, n) =>
    made[model]?.offers.push({
      provider: at(data.providers, at(offers.provider, n)), variant: at(offers.variant, n), state: at(offers.state, n),
      input: at(offers.prompt, n), output: at(offers.completion, n), cached: at(offers.cache_read, n), image: at(offers.image, n),
      trend: trends.get(n) ?? null, doubt: at(offers.doubt, n),
    }),
  );
  for (const row of made) {
    row.sellers = [...new Set(row.offers.map((offer) => offer.provider))];
    row.states = [...new Set(row.offers.map((offer) => offer.state))];
  }
  return made;
}

export type Mix = { input: number; output: number };

/** Return what a mix costs per 1M tokens; null where a price that it needs is unknown. */
export function blend(offer: Offer, mix: Mix): number | null {
  if ((mix.input && offer.input === null) || (mix.output && offer.output === null)) return null;
  const sum = Number(offer.input ?? 0) * mix.input + Number(offer.output ?? 0) * mix.output;
  return sum / (mix.input + mix.output);
}

export type Seen = Row & { best: Offer | null; blended: number | null; shown: Offer[] };

/** Rank the offers of every row for a mix, once for all searches that follow. */
export function rank(all: Row[], sellers: string[], mix: Mix): Seen[] {
  const chosen = new Set(sellers);
  return all.map((row) => ranked(row, chosen, mix));
}

/** Return the cheapest of the offers for a mix, with the rest in the order of their price; other terms come last. */
function ranked(row: Row, sellers: Set<string>, mix: Mix): Seen {
  const shown = sellers.size ? row.offers.filter((o) => sellers.has(o.provider)) : row.offers;
  const priced = shown.map((offer) => ({ offer, price: blend(offer, mix) }));
  priced.sort((a, b) => +isStandard(b.offer) - +isStandard(a.offer) || (a.price ?? Infinity) - (b.price ?? Infinity) || +isFree(a.offer) - +isFree(b.offer));
  const standard = priced.filter(({ offer }) => isStandard(offer));
  const paid = standard.find(({ offer, price }) => price !== null && !isFree(offer));
  const best = paid ?? standard.find(({ price }) => price !== null) ?? standard.find(({ offer }) => known(offer)) ?? priced[0];
  return { ...row, best: best?.offer ?? null, blended: best?.price ?? null, shown: priced.map((p) => p.offer) };
}

const known = (offer: Offer): boolean => offer.input !== null || offer.output !== null || offer.image !== null;

/** What a reader asks for; null and an empty list ask for nothing. */
export type Wanted = {
  q: string; sellers: string[]; creators: string[]; states: string[];
  capabilities: string[]; inputs: string[]; outputs: string[];
  context: Test | null; input: Test | null; output: Test | null; free: boolean; endsWithin: number | null; only: Set<string> | null;
  mix: Mix; sort: string;
};

type Check = { facet: string; fits: (row: Row) => boolean };
const DAY_MS = 86_400_000;

function checksOf(wanted: Wanted): Check[] {
  const some = (facet: string, words: string[], of: (row: Row) => string[]): Check[] =>
    words.length ? [{ facet, fits: (row) => of(row).some((word) => words.includes(word)) }] : [];
  const every = (facet: string, words: string[], of: (row: Row) => string[]): Check[] =>
    words.length ? [{ facet, fits: (row) => words.every((word) => of(row).includes(word)) }] : [];
  const when = (on: boolean, fits: (row: Row) => boolean): Check[] => (on ? [{ facet: "", fits }] : []);
  const price = (test: Test | null, of: (offer: Offer) => Amount) =>
    when(test !== null, (row) => row.offers.some((offer) => of(offer) !== null && test?.(Number(of(offer)))));
  const words = wanted.q.split(/\s+/).map(compact).filter(Boolean);
  const today = new Date().toISOString().slice(0, 10);
  const until = new Date(Date.now() + (wanted.endsWithin ?? 0) * DAY_MS).toISOString().slice(0, 10);
  return [
    ...when(words.length > 0, (row) => words.every((word) => row.text.includes(word))),
    ...some("seller", wanted.sellers, (row) => row.sellers),
    ...some("creator", wanted.creators, (row) => [row.creator]),
    ...some("state", wanted.states, (row) => row.states),
    ...every("can", wanted.capabilities, (row) => row.capabilities),
    ...every("in", wanted.inputs, (row) => row.inputs),
    ...every("out", wanted.outputs, (row) => row.outputs),
    ...when(wanted.only !== null, (row) => wanted.only?.has(row.id) ?? false),
    ...when(wanted.context !== null, (row) => row.context !== null && (wanted.context?.(row.context) ?? false)),
    ...price(wanted.input, (offer) => offer.input),
    ...price(wanted.output, (offer) => offer.output),
    ...when(wanted.free, (row) => row.offers.some(isFree)),
    ...when(wanted.endsWithin !== null, (row) => row.ends !== null && row.ends >= today && row.ends <= until),
  ];
}

/** Find what a list of ids and names means; a seller's id is found by its end. */
export function named(all: Row[], names: string[]): { ids: Set<string>; missing: string[] } {
  const known = new Map([...all].reverse().flatMap((row) => [[row.word, row.id], [compact(row.id), row.id]]));
  const find = (name: string) => name.split("/").map((_, n, parts) => known.get(compact(parts.slice(n).join("/")))).find(Boolean);
  const pairs = names.map((name) => [name, find(name)] as const);
  return { ids: new Set(pairs.flatMap(([, id]) => id ?? [])), missing: pairs.filter(([, id]) => !id).map(([name]) => name) };
}

export type Counts = Record<string, Map<string, number>>;
const FACETS: [string, (row: Row) => string[]][] = [
  ["seller", (row) => row.sellers], ["creator", (row) => [row.creator]], ["state", (row) => row.states],
  ["can", (row) => row.capabilities], ["in", (row) => row.inputs], ["out", (row) => row.outputs],
];

/** Return the rows that fit, in order, and how many each choice of a facet would leave. */
export function select(all: Seen[], wanted: Wanted): { seen: Seen[]; counts: Counts } {
  const checks = checksOf(wanted);
  const counts: Counts = Object.fromEntries(FACETS.map(([facet]) => [facet, new Map<string, number>()]));
  const seen: Seen[] = [];
  for (const row of all) {
    // a facet counts what the others leave, so that a second choice of it is worth something
    const missed = missedFacet(checks, row);
    if (missed === null) continue;
    if (!missed) seen.push(row);
    for (const [facet, of] of FACETS) if (!missed || missed === facet) add(counts[facet], of(row));
  }
  return { seen: sorted(seen, wanted), counts };
}

/** Return the one facet that leaves a row out; "" where it fits, null where anything else leaves it out. */
function missedFacet(checks: Check[], row: Row): string | null {
  let missed = "";
  for (const { facet, fits } of checks)
    if (!fits(row)) {
      if (missed || !facet) return null;
      missed = facet;
    }
  return missed;
}

function add(counted: Map<string, number> | undefined, words: string[]): void {
  for (const word of words) counted?.set(word, (counted.get(word) ?? 0) + 1);
}

const number = (text: string | null | undefined): number | null => (text == null ? null : Number(text));
const KEYS: Record<string, (row: Seen) => number | string | null> = {
  name: (row) => row.name.toLowerCase(), sellers: (row) => new Set(row.shown.map((o) => o.provider)).size,
  input: (row) => number(row.best?.input), output: (row) => number(row.best?.output), blended: (row) => row.blended,
  cached: (row) => number(row.best?.cached), image: (row) => number(row.best?.image),
  context: (row) => row.context, max_output: (row) => row.maxOutput, released: (row) => row.released, ends: (row) => row.ends, change: (row) => changeOf(row),
};

/** Return how far the input price of the shown offer moved in 30 days, as a share. */
export function changeOf(row: Seen): number | null {
  const steps = row.best?.trend;
  const first = Number(steps?.[0]?.[1] ?? 0);
  return steps && first ? Number(steps.at(-1)?.[1]) / first - 1 : null;
}

/** Order as the address says; without that, the best match of the words first. */
function sorted(seen: Seen[], wanted: Wanted): Seen[] {
  return wanted.q && !wanted.sort ? byMatch(seen, compact(wanted.q)) : ordered(seen, wanted.sort);
}

/** Order by one column, unknown last both ways; without one, as they come. */
export function ordered(seen: Seen[], sort: string): Seen[] {
  const key = KEYS[sort.replace("-", "")];
  if (!key) return seen;
  const sign = sort.startsWith("-") ? -1 : 1;
  const keyed = seen.map((row) => ({ row, by: key(row) }));
  keyed.sort(({ by: a }, { by: b }) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return (a < b ? -1 : a > b ? 1 : 0) * sign;
  });
  return keyed.map(({ row }) => row);
}

function byMatch(seen: Seen[], word: string): Seen[] {
  const [same, begin, rest]: Seen[][] = [[], [], []];
  for (const row of seen) (row.word === word ? same : row.word.startsWith(word) ? begin : rest)?.push(row);
  return [...(same ?? []), ...(begin ?? []), ...(rest ?? [])];
}
