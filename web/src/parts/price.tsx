/** A price, or the word for why there is none. */
import { DOUBTS } from "../data/doubt";
import { day, money, UNKNOWN } from "../data/words";

const STATES: Record<string, string> = { dynamic: "varies", included: "in a plan", not_offered: "not offered" };

export const Unknown = () => <span class="unknown">{UNKNOWN}</span>;

type Props = { amount: string | null | undefined; currency?: string; state?: string; doubt?: string | null | undefined };

export function Price({ amount, currency = "USD", state = "known", doubt }: Props) {
  if (state === "free" || amount === "0") return <span class="free">free</span>;
  if (amount != null) return <span class={doubt ? `doubt ${doubt}` : undefined} title={doubt ? DOUBTS[doubt] : undefined}>{money(amount, currency)}</span>;
  return STATES[state] ? <span class="unknown">{STATES[state]}</span> : <Unknown />;
}

export const Known = ({ value }: { value: string | number | null | undefined }) =>
  value == null || value === "" ? <Unknown /> : <>{value}</>;

/** What the marks beside figures mean; each has a shape of its own. */
export const Marks = () => (
  <p class="marks"><span class="doubt single">$1.00</span> one list states it, and nobody else. <span class="doubt disputed">$1.00</span> lists differ, its seller's new figure waits for a decision, or its seller no longer lists it.</p>
);

export const Day = ({ of }: { of: string }) => <time class="day" dateTime={of}>{day(of)}</time>;
