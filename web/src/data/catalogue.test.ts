import { describe, expect, it } from "vitest";
import { blend, changeOf, named, ordered, perOffer, ranking, rows, select } from "./catalogue";
import { list } from "./address";
import type { IndexData } from "./types";

const DATA: IndexData = {
  capabilities: ["reasoning", "tools"],
  modalities: ["text", "image"],
  providers: ["one", "two"],
  models: {
    id: ["acme/gpt-4o", "acme/gpt-4o-mini", "zeta/unpriced"],
    name: ["GPT 4o", null, null],
    context_length: [128_000, 8000, null],
    max_output_tokens: [null, null, null],
    capabilities: [2, 0, 3],
    input_modalities: [3, 1, 1],
    output_modalities: [1, 1, 1],
    release_date: ["2026-01-01", null, null],
    deprecation_date: [null, null, null],
  },
  offers: {
    model: [0, 0, 1, 2],
    provider: [0, 1, 0, 1],
    variant: [null, "batch", null, null],
    state: ["known", "known", "known", "unknown"],
    prompt: ["2.5", "1.25", "0.15", null],
    completion: ["10", "5", "0.6", null],
    cache_read: [null, null, null, null],
    image: [null, null, null, null],
    doubt: [null, null, "single", null],
    standing: [null, null, null, null],
  },
  trends: [[0, [["2026-01-01", "5"], ["2026-11-20", "2.5"]]]],
};
const MIX = { input: 3, output: 1 };
const chosen = (query: string, only = new Set<string>()) => {
  const params = new URLSearchParams(query);
  const selected = select(rows(DATA), params, only);
  const rank = ranking(list(params, "seller"), MIX);
  return { counts: selected.counts(), seen: ordered(selected.rows.map(rank), params.get("sort") ?? "", (seen) => seen) };
};
const ids = (query: string, only?: Set<string>) => chosen(query, only).seen.map(({ model }) => model.id);

describe("the index", () => {
  it("becomes rows with their offers", () => {
    const [first] = rows(DATA);
    expect([first?.name, first?.capabilities, first?.inputs]).toEqual(["GPT 4o", ["tools"], ["text", "image"]]);
    expect(first?.offers.map((o) => o.provider)).toEqual(["one", "two"]);
    expect(rows(DATA)[1]?.name).toBe("gpt-4o-mini");
  });

  it("shows the cheapest offer under standard terms", () => {
    const [first] = chosen("").seen;
    expect([first?.best?.provider, first?.blended]).toEqual(["one", 4.375]);
    expect(first?.shown.at(-1)?.variant).toBe("batch");
  });

  it("shows an ordinary seller before one whose price contradicts the others", () => {
    const offers = { ...DATA.offers, variant: [null, null, null, null], standing: [null, "contradicting" as const, null, null] };
    const [first] = rows({ ...DATA, offers }).map(ranking([], MIX));
    expect([first?.best?.provider, first?.shown.map((o) => o.provider)]).toEqual(["one", ["one", "two"]]);
  });

  it("has a row for every offer where one asks for them", () => {
    const offers = perOffer(chosen("").seen, MIX).map(({ model, best, blended }) => [model.id, best?.provider, blended]);
    expect(offers.slice(0, 3)).toEqual([["acme/gpt-4o", "one", 4.375], ["acme/gpt-4o", "two", 2.1875], ["acme/gpt-4o-mini", "one", expect.closeTo(0.2625)]]);
  });

  it("never takes unknown for zero", () => {
    expect(blend({ ...rows(DATA)[2]!.offers[0]! }, { input: 1, output: 0 })).toBeNull();
  });
});

describe("a selection", () => {
  it("finds words in any spelling, the exact name first", () => {
    expect(ids("q=gpt4o")).toEqual(["acme/gpt-4o", "acme/gpt-4o-mini"]);
    expect(ids("q=mini+ACME")).toEqual(["acme/gpt-4o-mini"]);
  });

  it("puts unknown last both ways", () => {
    expect(ids("sort=input").at(-1)).toBe("zeta/unpriced");
    expect(ids("sort=-input")).toEqual(["acme/gpt-4o", "acme/gpt-4o-mini", "zeta/unpriced"]);
  });

  it("filters by every fact, and unknown never fits", () => {
    expect(ids("context=10k")).toEqual(["acme/gpt-4o"]);
    expect(ids("context=<10k")).toEqual(["acme/gpt-4o-mini"]);
    expect(ids("price=1")).toEqual(["acme/gpt-4o-mini"]);
    expect(ids("can=tools,reasoning")).toEqual(["zeta/unpriced"]);
  });

  it("takes a list of names as people keep it", () => {
    const { ids: meant, missing } = named(rows(DATA), ["openrouter/acme/GPT-4o", "gpt4o mini", "nobody/knows"]);
    expect([[...meant], missing]).toEqual([["acme/gpt-4o", "acme/gpt-4o-mini"], ["nobody/knows"]]);
    expect(ids("only=these", meant)).toEqual(["acme/gpt-4o", "acme/gpt-4o-mini"]);
  });

  it("counts what each further choice would leave", () => {
    const { counts } = chosen("creator=acme");
    expect(counts["creator"]).toEqual(new Map([["acme", 2], ["zeta", 1]]));
    expect(counts["seller"]).toEqual(new Map([["one", 2], ["two", 1]]));
  });

  it("prices by the chosen sellers only", () => {
    const [only] = chosen("seller=two&q=gpt-4o").seen;
    expect(only?.best?.input).toBe("1.25");
  });

  it("knows how far a price moved", () => {
    const [first] = chosen("").seen;
    expect(first && changeOf(first)).toBe(-0.5);
  });
});
