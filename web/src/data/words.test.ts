import { describe, expect, it } from "vitest";
import { amount, expression } from "../parts/limit";
import { next } from "../parts/sort";
import { changed } from "./address";
import { chunks, usage, readLog } from "./cost";
import { cell, csv } from "./files";
import { columns, marksOf } from "./series";
import type { History, Model } from "./types";
import { age, conditions, grouped, money, move, per, rough, sentence, tokens } from "./words";

describe("words", () => {
  it("keep the API's exact money", () => {
    expect(money("2.5")).toBe("$2.50");
    expect(money("0.077968332")).toBe("$0.077968332");
    expect(money("1234.5", "EUR")).toBe("1,234.50 EUR");
  });

  it("round only what is computed", () => {
    expect([rough(0.3), rough(0.000123456), rough(1234.567), rough(0)]).toEqual(["$0.30", "$0.0001235", "$1,234.57", "$0.00"]);
  });

  it("say units, ages and sizes", () => {
    expect([per(1_000_000), per(1), per(1000)]).toEqual(["per 1M", "each", "per 1,000"]);
    expect([grouped(1234567), grouped(1234.5678), grouped(999)]).toEqual(["1,234,567", "1,234.5678", "999"]);
    expect([tokens(128_000), tokens(1_048_576), tokens(512)]).toEqual(["128K", "1M", "512"]);
    expect([age(5), age(3600), age(200_000)]).toEqual(["under a minute", "1 hour", "2 days"]);
  });

  it("say of a quote what the API says, in the words of the pages", () => {
    expect(sentence("the price of input_tokens rests on reference:litellm alone")).toBe("The price of input rests on the list litellm alone.");
  });

  it("say a condition as a clause", () => {
    expect(conditions({ prompt_tokens_gt: 200_000, service_tier: "batch" })).toBe("above 200,000 prompt tokens, batch service");
    expect(conditions({ utc_windows: [["10:00", "01:00"]] })).toBe("at 10:00–01:00 UTC");
  });

  it("say a direction without colour", () => {
    expect([move(0.28, 0.14), move(1, 1.015), move(2, 2), move(0, 1)]).toEqual(["down 50 %", "up 1.5 %", "unchanged", "no longer free"]);
  });
});

describe("the address", () => {
  it("is versioned, and empty where nothing is chosen", () => {
    expect(changed("?q=a&v=1", { sort: "-input" })).toBe("q=a&sort=-input&v=1");
    expect(changed("?q=a&v=1", { q: null })).toBe("");
  });

  it("goes through three orders", () => {
    expect([next("", "input", false), next("input", "input", false), next("-input", "input", false)]).toEqual(["input", "-input", ""]);
  });
});

describe("numbers that people type", () => {
  it("are read with their unit, or refused", () => {
    expect([amount("128k"), amount("$2.50"), amount("1.5M"), amount(""), amount("much")]).toEqual([128_000, 2.5, 1_500_000, null, undefined]);
  });
});

describe("filter expressions", () => {
  const fits = (text: string, plain: ">=" | "<=" = "<=") => [0, 1, 2, 5].filter((n) => expression(text, plain)?.(n));

  it("compare, join and exclude", () => {
    expect([fits("2"), fits("2", ">="), fits("> 1 and not 5"), fits("< 1 or 2-5"), fits("not 0")]).toEqual([[0, 1, 2], [2, 5], [2], [0, 2, 5], [1, 2, 5]]);
    expect([fits("$1 to 1.5k"), fits("=1, = 5")]).toEqual([[1, 2, 5], [1, 5]]);
  });

  it("filter nothing where they cannot be read", () => {
    expect(["much", "> 1-2", "1 or", "<> 3", "1.2.3"].map((text) => expression(text, "<="))).toEqual(Array(5).fill(undefined));
    expect(expression(" ", "<=")).toBeNull();
  });
});

describe("files", () => {
  it("hold no formula", () => {
    expect([cell("=1+1"), cell('a "b", c'), cell(null), cell(-3)]).toEqual(["'=1+1", '"a ""b"", c"', "", "-3"]);
    expect(csv({ columns: ["a"], rows: [["x\ny"]] })).toBe('a\r\n"x\ny"\r\n');
  });
});

describe("traffic", () => {
  it("splits what is cached from what is not", () => {
    expect(usage({ input: 10_000, output: 1000, requests: 1, cached: 0.4, batch: 0, at: "" })).toEqual({ input_tokens: 6000, cache_read_tokens: 4000, output_tokens: 1000 });
  });

  it("is sent in bodies that a deployment takes", () => {
    const quotes = Array(1500).fill({ model: "a/b", usage: { input_tokens: 1, output_tokens: 1, cache_read_tokens: 100_000 } });
    const sent = [...chunks(quotes)];
    expect(sent.flat()).toHaveLength(1500);
    expect(Math.max(...sent.map((chunk) => JSON.stringify({ quotes: chunk }).length))).toBeLessThan(64 * 1024);
  });

  it("is read from a log in either form", () => {
    expect(readLog('{"model":"a/b","usage":{"input_tokens":1}}\n')).toEqual([{ model: "a/b", usage: { input_tokens: 1 } }]);
    expect(readLog("model,input_tokens,output_tokens\na/b,10,0")).toEqual([{ model: "a/b", usage: { input_tokens: 10 } }]);
    expect(() => readLog("a,b\n1,2")).toThrow("no column");
  });
});

describe("a chart", () => {
  it("holds a price until the next one, and draws what is announced apart", () => {
    const line = { name: "one", currency: "USD", per: 1, points: [[10, 1], [20, 2], [40, 3]] as [number, number | null][] };
    expect(columns([line], 30)).toEqual([[10, 20, 30, 40], [1, 2, 2, null], [null, null, 2, 3]]);
  });

  it("marks where another source is believed, and what is held", () => {
    const change = (changed_at: string, source: string) => ({ changed_at, source, meter: "input_tokens", conditions: {} });
    const history = { id: "a/b", steps: [], changes: [change("2026-03-02T00:00:00Z", "database"), change("2026-03-01T00:00:00Z", "reference:litellm")] } as unknown as History;
    const offer = { prices: [], under_review: [{ meter: "input_tokens", conditions: {}, amount: "2", since: "2026-04-01T00:00:00Z" }] } as unknown as Model;
    expect(marksOf("one", history, offer, "input_tokens").map((mark) => mark.text)).toEqual(["one: the seller's own API is believed from here on", "one: $2.00 is held"]);
    expect(marksOf("one", history, offer, "output_tokens")).toEqual([]);
  });
});
