/** Cost of a month, as the API quotes one request of it: quotes are exact, sums are ours. */
import { ApiError, send } from "./api";
import type { Quote, SellersQuotes } from "./types";

export type Traffic = { input: number; output: number; requests: number; cached: number; batch: number; at: string };
export type Cost = { model: string; request: number | null; month: number | null; quote: Quote; gaps: string[] };

type Answer = Quote | SellersQuotes | { error: { message: string } };
const CHUNK = 1000;
/** Most characters of one request: without a token a deployment takes 64 KB. */
const CHUNK_LENGTH = 50_000;

/** Return the usage of one request; meters do not overlap. */
export function usage({ input, output, cached }: Traffic): Record<string, number> {
  const read = Math.round(input * cached);
  const all = { input_tokens: input - read, cache_read_tokens: read, output_tokens: output };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
}

function sellers(answer: Answer): Quote[] {
  if ("error" in answer) throw new ApiError(400, answer.error.message, null);
  return "sellers" in answer ? whole(answer).filter((quote) => !quote.variant) : [answer];
}

/** Return the quotes that are told in full; what ranks below them comes as a line each. */
export const whole = (answer: SellersQuotes): Quote[] => answer.sellers.filter((quote): quote is Quote => "lines" in quote);

/** Ask for quotes, and wait as long as the API says where it is asked too often. */
async function quoted(quotes: unknown[]): Promise<Answer[]> {
  try {
    return (await send<Answer[]>("POST", "/v1/quote", {}, { quotes })).data;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 429 || !error.retryAfter) throw error;
    await new Promise((done) => setTimeout(done, (error.retryAfter ?? 1) * 1000));
    return quoted(quotes);
  }
}

const total = (quote: Quote | undefined): number | null =>
  quote?.total != null && quote.currency === "USD" ? Number(quote.total) : null;

function cost(quote: Quote, batch: Quote | undefined, traffic: Traffic): Cost {
  const request = total(quote);
  const inBatch = batch?.complete ? total(batch) : null;
  const gaps = [...quote.missing];
  if (traffic.batch && inBatch === null) gaps.push("no batch price is known: all of it at the standard price");
  const each = request === null ? null : (1 - traffic.batch) * request + traffic.batch * (inBatch ?? request);
  return { model: quote.model, request: each, month: each === null ? null : each * traffic.requests, quote, gaps };
}

/** Ask what a month costs at every seller of some models, the cheapest complete one first. */
export async function month(models: string[], traffic: Traffic): Promise<Cost[]> {
  const order = { usage: usage(traffic), usage_format: "meters", ...(traffic.at ? { at: traffic.at } : {}) };
  const tiers = traffic.batch ? [{}, { service_tier: "batch" }] : [{}];
  const quotes = models.flatMap((canonical) => tiers.map((tier) => ({ canonical, ...order, ...tier })));
  const data = await quoted(quotes);
  const costs = models.flatMap((_, n) => {
    const batches = new Map(traffic.batch ? sellers(data[n * tiers.length + 1] as Answer).map((q) => [q.model, q]) : []);
    return sellers(data[n * tiers.length] as Answer).map((quote) => cost(quote, batches.get(quote.model), traffic));
  });
  return costs.sort((a, b) => +!a.quote.complete - +!b.quote.complete || (a.month ?? Infinity) - (b.month ?? Infinity));
}

export type LogLine = { model: string; usage: Record<string, unknown> };

/** Read a log of usage: JSON lines with model and usage, or CSV with a column for each meter. */
export function readLog(text: string): LogLine[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  if (lines[0]?.trimStart().startsWith("{")) return lines.map((line) => logLine(JSON.parse(line)));
  const names = (lines[0] ?? "").split(",").map((name) => name.trim());
  if (!names.includes("model")) throw new Error("The log has no column or field called model.");
  return lines.slice(1).map((line) => {
    const cells = line.split(",");
    const all = Object.fromEntries(names.map((name, n) => [name, cells[n]?.trim() ?? ""]));
    const counted = Object.entries(all).filter(([name, value]) => name.endsWith("_tokens") && Number(value) > 0);
    return { model: all["model"] ?? "", usage: Object.fromEntries(counted.map(([name, value]) => [name, Number(value)])) };
  });
}

function logLine(line: { model?: unknown; usage?: unknown; response?: LogLine }): LogLine {
  const { model, usage: used } = line.response ?? line;
  if (typeof model !== "string" || typeof used !== "object" || used === null) throw new Error("A line of the log has no model or no usage.");
  return { model, usage: used as Record<string, unknown> };
}

export type Bill = { lines: number; priced: number; total: number; byModel: Map<string, number>; problems: Map<string, number> };

/** Yield requests that fit into one body. */
export function* chunks(quotes: LogLine[]): Generator<LogLine[]> {
  let [chunk, length]: [LogLine[], number] = [[], 0];
  for (const quote of quotes) {
    const size = JSON.stringify(quote).length + 1;
    if (chunk.length === CHUNK || (chunk.length && length + size > CHUNK_LENGTH)) {
      yield chunk;
      [chunk, length] = [[], 0];
    }
    chunk.push(quote);
    length += size;
  }
  if (chunk.length) yield chunk;
}

/** Price a log in chunks, as it is, or as if all of it had gone to another model. */
export async function bill(log: LogLine[], instead: string, onProgress: (done: number) => void): Promise<Bill> {
  const sum: Bill = { lines: log.length, priced: 0, total: 0, byModel: new Map(), problems: new Map() };
  let done = 0;
  for (const quotes of chunks(log.map((line) => ({ model: instead || line.model, usage: line.usage })))) {
    const data = await quoted(quotes);
    data.forEach((answer, n) => count(sum, quotes[n]?.model ?? "", answer));
    onProgress((done += quotes.length));
  }
  return sum;
}

function count(sum: Bill, model: string, answer: Answer): void {
  const quote = "error" in answer ? undefined : "sellers" in answer ? whole(answer).find((q) => q.complete && !q.variant) : answer;
  const amount = total(quote);
  if (amount === null) {
    const why = "error" in answer ? answer.error.message : (quote?.missing[0] ?? "no seller has a known price");
    sum.problems.set(why, (sum.problems.get(why) ?? 0) + 1);
    return;
  }
  sum.priced += 1;
  sum.total += amount;
  sum.byModel.set(model, (sum.byModel.get(model) ?? 0) + amount);
}
