/** A price, or the word for why there is none. */
import { money, UNKNOWN } from "../data/words";

const STATES: Record<string, string> = { dynamic: "varies", included: "in a plan", not_offered: "not offered" };

export const Unknown = () => <span class="unknown">{UNKNOWN}</span>;

export function Price({ amount, currency = "USD", state = "known" }: { amount: string | null | undefined; currency?: string; state?: string }) {
  if (state === "free" || amount === "0") return <span class="free">free</span>;
  if (amount != null) return <span>{money(amount, currency)}</span>;
  return STATES[state] ? <span class="unknown">{STATES[state]}</span> : <Unknown />;
}

export const Known = ({ value }: { value: string | number | null | undefined }) =>
  value == null || value === "" ? <Unknown /> : <>{value}</>;
