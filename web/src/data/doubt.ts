/** Doubts about a price, in words: who states it, who states something else, and what waits. */
import type { PriceRule } from "./types";
import { day, figure, money, sourceName } from "./words";

/** The words of GET /v1/index, for a mark beside a figure. */
export const DOUBTS: Record<string, string> = {
  review: "its seller publishes another figure, which waits for a decision", disputed: "lists differ",
  unconfirmed: "no longer in its seller's list", single: "one list states it, and nobody else",
  contradicting: "less than half of what its maker and most sellers ask", unvouched: "nobody vouches for it",
};
type Told = Pick<PriceRule, "confidence" | "support" | "currency" | "source"> & Partial<Pick<PriceRule, "review" | "unconfirmed_since">>;

/** Return the gravest doubt, as the index calls it; null where there is none. */
export function doubtOf({ review, confidence, unconfirmed_since }: Told): string | null {
  if (review) return "review";
  if (confidence === "disputed") return "disputed";
  return unconfirmed_since ? "unconfirmed" : confidence === "single" ? "single" : null;
}

/** Return who states a price and what speaks against it, as a clause. */
export function saidBy(price: Told): string {
  const { review, support, confidence, unconfirmed_since } = price;
  const currency = price.currency ?? "USD";
  const agree = (support?.agree ?? []).map(sourceName).join(", ");
  const against = (support?.against ?? []).map(({ source, amount }) => `${sourceName(source)} says ${money(amount ?? "?", currency)}`);
  return [
    confidence === "single" ? `only ${agree || sourceName(price.source)} states it` : agree && confidence !== "first_hand" ? `${agree} agree` : sourceName(price.source),
    ...against,
    ...(review ? [`its seller publishes ${figure(review)} since ${day(review.since)}, which waits for a decision`] : []),
    ...(unconfirmed_since ? [`not in its seller's list since ${day(unconfirmed_since)}`] : []),
  ].join("; ");
}
