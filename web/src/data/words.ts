/** Numbers and terms as people read them. Money stays the API's exact text. */

export const UNKNOWN = "unknown";

const METERS: Record<string, string> = {
  input_tokens: "Input", output_tokens: "Output", reasoning_tokens: "Reasoning",
  cache_read_tokens: "Cached input", cache_write_tokens: "Cache write",
  requests: "Request", output_images: "Image out", input_images: "Image in", web_searches: "Web search",
};

/** Return a meter's name: known ones by hand, others by their own words. */
export function meterName(meter: string): string {
  const own = meter.replaceAll("_", " ");
  return METERS[meter] ?? own.charAt(0).toUpperCase() + own.slice(1);
}

const GROUPS = /(?<!\.\d*)\B(?=(\d{3})+(?!\d))/g;

/** Return a number with its digits in groups; Intl takes 20 ms to wake, which a first view has better use for. */
export const grouped = (count: number | null | undefined): string => String(count ?? "").replace(GROUPS, ",");

/** Return an exact price: digits in groups, and at least two after the point. */
export function money(amount: string, currency = "USD"): string {
  const [units = "0", part = ""] = amount.split(".");
  const text = `${units.replace(GROUPS, ",")}.${part.padEnd(2, "0")}`;
  return currency === "USD" ? `$${text}` : `${text} ${currency}`;
}

/** Return a computed sum, which is no quoted price: four significant digits or whole cents. */
export function rough(value: number, currency = "USD"): string {
  const small = value !== 0 && Math.abs(value) < 1;
  const digits = small ? Math.min(20, 3 - Math.floor(Math.log10(Math.abs(value)))) : 2;
  return money(value.toFixed(digits).replace(/(\.\d\d\d*?)0+$/, "$1"), currency);
}

export function per(count: number): string {
  if (count === 1_000_000) return "per 1M";
  return count === 1 ? "each" : `per ${grouped(count)}`;
}

/** Return a number of tokens as catalogues write it: 128K, 1M; exact figures stand in titles. */
export function tokens(count: number): string {
  for (const [size, unit] of [[1_000_000, "M"], [1000, "K"]] as const)
    if (count >= size) return `${+(count / size).toFixed(count / size < 10 ? 1 : 0)}${unit}`;
  return String(count);
}

const SOURCES: Record<string, string> = { database: "the seller's own API", page: "the seller's own price page", manual: "an operator", "cross-reference": "another seller of the same model" };
export const sourceName = (source: string): string => SOURCES[source] ?? source.replace("reference:", "the list ");

/** Return what the API says of a quote as a sentence, in the words of these pages. */
export const sentence = (text: string): string => {
  const words = text.replace(/reference:([\w.-]+)/g, "the list $1").replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => meterName(name).toLowerCase());
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
};

type Figure = { amount?: string | null; currency?: string | null; state?: string | null; per?: number };

/** Return a price as it is stated: "$2.50 per 1M", or the word for why there is none. */
export const figure = ({ amount, currency, state, per: count }: Figure): string =>
  amount == null ? (state ?? UNKNOWN) : `${money(amount, currency ?? "USD")}${count ? ` ${per(count)}` : ""}`;

export const day = (moment: string): string => moment.slice(0, 10);

export function age(seconds: number): string {
  const steps: [number, string][] = [[86400, "day"], [3600, "hour"], [60, "minute"]];
  for (const [size, unit] of steps) {
    const count = Math.floor(seconds / size);
    if (count) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return "under a minute";
}

/** Return the condition of a price as a clause: "above 200,000 prompt tokens". */
export function condition(name: string, value: unknown): string {
  const text = typeof value === "number" ? grouped(value) : String(value);
  const clauses: Record<string, string> = {
    prompt_tokens_gt: `above ${text} prompt tokens`, completion_tokens_gt: `above ${text} output tokens`,
    seconds_gt: `longer than ${text} seconds`, service_tier: `${text} service`, region: `in ${text}`,
    cache_ttl: `kept for ${text}`, beyond: `only the part beyond ${text}`,
  };
  if (name === "utc_windows") return `at ${windows(value)} UTC`;
  return clauses[name] ?? `${name.replaceAll("_", " ")} ${text}`;
}

function windows(value: unknown): string {
  return Array.isArray(value) ? value.map((w) => (Array.isArray(w) ? w.join("–") : String(w))).join(", ") : String(value);
}

export const conditions = (all: Record<string, unknown>): string =>
  Object.entries(all).map(([name, value]) => condition(name, value)).join(", ");

/** Return how far a number moved, in words that need no colour: "down 50 %". */
export function move(before: number, after: number): string {
  if (before === 0) return after === 0 ? "unchanged" : "no longer free";
  const share = ((after - before) / before) * 100;
  const size = Math.abs(share) >= 10 ? Math.abs(share).toFixed(0) : +Math.abs(share).toFixed(1);
  return share === 0 ? "unchanged" : `${share < 0 ? "down" : "up"} ${size} %`;
}
