/** The index as rows, and what a table does with them: search, facets, order. All of it is local. */

import { amount, expression, type Sign, type Test } from "../parts/limit";
import { list } from "./address";
import type { IndexData } from "./types";

type Amount = string | null;
export type Offer = {
  provider: string; variant: string | null; state: string;
  input: Amount; output: Amount; cached: Amount; image: Amount;
  trend: [string, string][] | null; doubt: string | null; standing: string | null;
};

/** A model; text and word are what a search compares with. Rows with the same words share one list of them. */
export type Row = {
  id: string; name: string; creator: string; text: string; word: string;
  context: number | null; maxOutput: number | null;
  creators: string[]; capabilities: string[]; inputs: string[]; outputs: string[];
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

/** Return what remembers a result: few creators and lists of words stand in all the rows. */
function remembered<K, T>(make: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = make(key)));
    return made;
  };
}
const bits = (words: string[]) => remembered((mask: number) => words.filter((_, n) => mask & (1 << n)));

/** Return one row per model with its offers. */
export function rows(data: IndexData): Row[] {
  const { models, offers } = data;
  const trends = new Map(data.trends as [number, [string, string][]][]);
  const [can, kinds] = [bits(data.capabilities), bits(data.modalities)];
  const creator = remembered((name: string) => ({ words: [name], text: compact(name) }));
  const joined = remembered((words: string) => [...new Set(words.split(" "))]);
  const made = models.id.map((id, n): Row => {
    const slash = id.indexOf("/");
    const [by, own, name] = [creator(id.slice(0, slash)), id.slice(slash + 1), at(models.name, n)];
    const word = compact(own);
    return {
      id, name: name ?? own, creator: at(by.words, 0), creators: by.words, word,
      text: name === null ? by.text + word : `${by.text}${word} ${compact(name)}`,
      context: at(models.context_length, n), maxOutput: at(models.max_output_tokens, n), capabilities: can(at(models.capabilities, n)),
      inputs: kinds(at(models.input_modalities, n)), outputs: kinds(at(models.output_modalities, n)),
      released: at(models.release_date, n), ends: at(models.deprecation_date, n),
      offers: [], sellers: [], states: [],
    };
  });
  offers.model.forEach((model, n) =>
    made[model]?.offers.push({
      provider: at(data.providers, at(offers.provider, n)), variant: at(offers.variant, n), state: at(offers.state, n),
      input: at(offers.prompt, n), output: at(offers.completion, n), cached: at(offers.cache_read, n), image: at(offers.image, n),
      trend: trends.get(n) ?? null, doubt: at(offers.doubt, n), standing: at(offers.standing, n),
    }),
  );
  for (const row of made) {
    row.sellers = joined(row.offers.map((offer) => offer.provider).join(" "));
    row.states = joined(row.offers.map((offer) => offer.state).join(" "));
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

/** A model as the table shows it: its cheapest offer for a mix, and all of them in the order of their price. */
export type Seen = { model: Row; best: Offer | null; blended: number | null; shown: Offer[] };
export type Ranking = (row: Row) => Seen;

/** Return what ranks the offers of a row for a mix, once for all searches that follow. */
export function ranking(sellers: string[], mix: Mix): Ranking {
  const chosen = new Set(sellers);
  return remembered((row: Row) => ranked(row, chosen, mix));
}

/** Return the cheapest of the ordinary offers for a mix, with the rest in the order of their price: doubtful sellers come behind, other terms last. */
function ranked(model: Row, sellers: Set<string>, mix: Mix): Seen {
  const shown = sellers.size ? model.offers.filter((o) => sellers.has(o.provider)) : model.offers;
  const [only] = shown;
  if (shown.length < 2) return { model, best: only ?? null, blended: only ? blend(only, mix) : null, shown };
  const priced = shown.map((offer) => ({ offer, price: blend(offer, mix) }));
  priced.sort((a, b) => +isStandard(b.offer) - +isStandard(a.offer) || +!!a.offer.standing - +!!b.offer.standing || (a.price ?? Infinity) - (b.price ?? Infinity) || +isFree(a.offer) - +isFree(b.offer));
  const standard = priced.filter(({ offer }) => isStandard(offer));
  const paid = standard.find(({ offer, price }) => price !== null && !isFree(offer));
  const best = paid ?? standard.find(({ price }) => price !== null) ?? standard.find(({ offer }) => known(offer)) ?? priced[0];
  return { model, best: best?.offer ?? null, blended: best?.price ?? null, shown: priced.map((p) => p.offer) };
}

/** Return a row per offer in place of one per model. */
export const perOffer = (seen: Seen[], mix: Mix): Seen[] =>
  seen.flatMap((all) => all.shown.map((offer) => ({ model: all.model, best: offer, blended: blend(offer, mix), shown: [offer] })));

const known = (offer: Offer): boolean => offer.input !== null || offer.output !== null || offer.image !== null;

type Check = { facet: string; fits: (row: Row) => boolean };
const DAY_MS = 86_400_000;
const date = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Facets: their name in the address, their words of a row, and whether a row needs all the chosen ones. */
const FACETS: [string, (row: Row) => string[], "some" | "every"][] = [
  ["seller", (row) => row.sellers, "some"], ["creator", (row) => row.creators, "some"], ["state", (row) => row.states, "some"],
  ["can", (row) => row.capabilities, "every"], ["in", (row) => row.inputs, "every"], ["out", (row) => row.outputs, "every"],
];

/** Return what an address asks of a row; what is not asked is no check. only: the ids that its list means. */
function checksOf(params: URLSearchParams, only: Set<string>): Check[] {
  const limit = (name: string, plain: Sign) => expression(params.get(name) ?? "", plain) ?? null;
  const when = (on: unknown, fits: (row: Row) => boolean): Check[] => (on ? [{ facet: "", fits }] : []);
  const price = (test: Test | null, of: (offer: Offer) => Amount) => when(test, (row) => row.offers.some((offer) => of(offer) !== null && test?.(Number(of(offer)))));
  const words = (params.get("q") ?? "").split(/\s+/).map(compact).filter(Boolean);
  const [context, ends] = [limit("context", ">="), amount(params.get("ends") ?? "")];
  const [today, until] = [date(0), date(ends ?? 0)];
  return [
    ...when(words.length, (row) => words.every((word) => row.text.includes(word))),
    ...FACETS.flatMap(([facet, of, how]) => {
      const chosen = list(params, facet);
      return chosen.length ? [{ facet, fits: (row: Row) => chosen[how]((word) => of(row).includes(word)) }] : [];
    }),
    ...when(params.has("only"), (row) => only.has(row.id)),
    ...when(context, (row) => row.context !== null && context?.(row.context) === true),
    ...price(limit("price", "<="), (offer) => offer.input),
    ...price(limit("output", "<="), (offer) => offer.output),
    ...when(params.get("free") === "1", (row) => row.offers.some(isFree)),
    ...when(ends != null, (row) => row.ends !== null && row.ends >= today && row.ends <= until),
  ];
}

/** Find what a list of ids and names means; a seller's id is found by its end. */
export function named(all: Row[], names: string[]): { ids: Set<string>; missing: string[] } {
  if (!names.length) return { ids: new Set(), missing: [] };
  const known = new Map([...all].reverse().flatMap((row) => [[row.word, row.id], [compact(row.id), row.id]]));
  const find = (name: string) => name.split("/").map((_, n, parts) => known.get(compact(parts.slice(n).join("/")))).find(Boolean);
  const pairs = names.map((name) => [name, find(name)] as const);
  return { ids: new Set(pairs.flatMap(([, id]) => id ?? [])), missing: pairs.filter(([, id]) => !id).map(([name]) => name) };
}

export type Counts = Record<string, Map<string, number>>;
export type Selected = { rows: Row[]; counts: () => Counts };

/** Return the rows that fit, the best match first, and what counts how many each choice of a facet would leave. */
export function select(all: Row[], params: URLSearchParams, only: Set<string>): Selected {
  const checks = checksOf(params, only);
  const fitting: Row[] = [];
  // a facet counts what the others leave, so that a second choice of it is worth something
  const near = new Map<string | null, Row[]>(FACETS.map(([facet]) => [facet, []]));
  for (const row of all) {
    const missed = missedFacet(checks, row);
    (missed === "" ? fitting : near.get(missed))?.push(row);
  }
  const counts = () => Object.fromEntries(FACETS.map(([facet, of]) => [facet, counted([fitting, near.get(facet) ?? []], of)]));
  const q = params.get("sort") ? "" : compact(params.get("q") ?? "");
  return { rows: q ? byMatch(fitting, q) : fitting, counts };
}

/** Count words: first how often each shared list of them stands there, which is one step a row. */
function counted(parts: Row[][], of: (row: Row) => string[]): Map<string, number> {
  const lists = new Map<string[], number>();
  for (const part of parts) for (const row of part) lists.set(of(row), (lists.get(of(row)) ?? 0) + 1);
  const words = new Map<string, number>();
  for (const [list, count] of lists) for (const word of list) words.set(word, (words.get(word) ?? 0) + count);
  return words;
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

const number = (text: string | null | undefined): number | null => (text == null ? null : Number(text));
const KEYS: Record<string, (seen: Seen) => number | string | null> = {
  name: ({ model }) => model.name.toLowerCase(), sellers: ({ shown }) => sellersOf(shown), blended: ({ blended }) => blended,
  input: ({ best }) => number(best?.input), output: ({ best }) => number(best?.output), cached: ({ best }) => number(best?.cached), image: ({ best }) => number(best?.image),
  context: ({ model }) => model.context, max_output: ({ model }) => model.maxOutput, released: ({ model }) => model.released, ends: ({ model }) => model.ends, change: changeOf,
};
export const sellersOf = (offers: Offer[]): number => new Set(offers.map((offer) => offer.provider)).size;

/** Return how far the input price of the shown offer moved in 30 days, as a share. */
export function changeOf({ best }: Seen): number | null {
  const steps = best?.trend;
  const first = Number(steps?.[0]?.[1] ?? 0);
  return steps && first ? Number(steps.at(-1)?.[1]) / first - 1 : null;
}

/** Order by one column, unknown last both ways; without one, as they come. */
export function ordered<T>(items: T[], sort: string, seen: (item: T) => Seen): T[] {
  const key = KEYS[sort.replace("-", "")];
  if (!key) return items;
  const sign = sort.startsWith("-") ? -1 : 1;
  const keyed = items.map((item) => ({ item, by: key(seen(item)) }));
  const known = keyed.filter(({ by }) => by !== null) as { item: T; by: number | string }[];
  known.sort(({ by: a }, { by: b }) => (a < b ? -sign : a > b ? sign : 0));
  return [...known, ...keyed.filter(({ by }) => by === null)].map(({ item }) => item);
}

function byMatch(seen: Row[], word: string): Row[] {
  const [same, begin, rest]: Row[][] = [[], [], []];
  for (const row of seen) (row.word === word ? same : row.word.startsWith(word) ? begin : rest)?.push(row);
  return [...(same ?? []), ...(begin ?? []), ...(rest ?? [])];
}
