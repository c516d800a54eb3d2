/** Price history: a step chart per meter and seller, and the same figures as a table. */
import { lazy, Suspense } from "preact/compat";
import { useMemo } from "preact/hooks";
import type { Changes } from "../data/address";
import { get } from "../data/api";
import { OTHER_TERMS } from "../data/catalogue";
import { lineOf, marksOf } from "../data/series";
import type { History, SoldOffer } from "../data/types";
import { conditions, figure, meterName, move, per } from "../data/words";
import { useLoad, Wait } from "./load";
import { Day } from "./price";
import { Table } from "./table";
import { Section } from "./section";

const Chart = lazy(() => import("./chart"));
const MOST_LINES = 6;
const METERS = ["input_tokens", "output_tokens", "cache_read_tokens", "output_images"];

type Props = { offers: SoldOffer[]; params: URLSearchParams; change: (changes: Changes) => void };
type Told = { state: string; amount?: string | null; currency?: string | null };

/** Return priced offers: the creator's own first, then the cheapest under standard terms. */
export function telling(offers: SoldOffer[]): SoldOffer[] {
  const place = ({ model, variant }: SoldOffer) =>
    OTHER_TERMS.has(variant ?? "") ? 2 : model.canonical_id?.startsWith(`${model.provider}/`) ? 0 : 1;
  return offers.filter((offer) => offer.model.prices.length > 0).sort((a, b) => place(a) - place(b));
}

/** Return the sellers worth a line, one offer of each. */
function charted(offers: SoldOffer[]): SoldOffer[] {
  const priced = telling(offers).filter((offer) => !OTHER_TERMS.has(offer.variant ?? ""));
  const first = new Map(priced.map((offer) => [offer.model.provider, offer] as const).reverse());
  return priced.filter((offer) => first.get(offer.model.provider) === offer).slice(0, MOST_LINES);
}

export function PriceHistory({ offers, params, change }: Props) {
  const chosen = charted(offers);
  const meter = params.get("meter") ?? "input_tokens";
  const loaded = useLoad(chosen.map((o) => o.model.id).join(), () =>
    Promise.all(chosen.map(async ({ model }) => (await get<History>("/v1/history/{model_id}", { model_id: model.id }, { page_size: 100 })).data)),
  );
  const histories = loaded.value;
  const lines = useMemo(
    () => (histories ?? []).flatMap((history, n) => lineOf(chosen[n]?.model.provider ?? history.id, history, meter) ?? []),
    [histories, meter],
  );
  const marks = useMemo(
    () => (histories ?? []).flatMap((history, n) => marksOf(chosen[n]?.model.provider ?? history.id, history, chosen[n]?.model, meter)).sort((a, b) => a.at - b.at),
    [histories, meter],
  );
  if (!chosen.length) return null;
  const known = METERS.filter((name) => histories?.some((h) => h.steps.some((s) => s.meter === name)));
  return (
    <Section title="Price over time">
      <fieldset class="choices">
        <legend class="hidden">Meter</legend>
        {known.map((name) => (
          <label><input type="radio" name="meter" checked={name === meter} onChange={() => change({ meter: name === "input_tokens" ? null : name })} /> {meterName(name)}</label>
        ))}
      </fieldset>
      <div class="chart-place">
        <Wait of={loaded}>
          {() => (lines.length ? <Suspense fallback={<p class="quiet">Loading the chart…</p>}><Chart lines={lines} marks={marks} /></Suspense> : <p class="none">This meter never had a price.</p>)}
        </Wait>
      </div>
      {marks.length > 0 && <ul class="rules">{marks.map(({ at, text }) => <li><span aria-hidden="true">◆</span> <Day of={new Date(at * 1000).toISOString()} /> {text}</li>)}</ul>}
      {histories && <Steps histories={histories} meter={meter} />}
    </Section>
  );
}

function Steps({ histories, meter }: { histories: History[]; meter: string }) {
  const rows = histories.flatMap((history) => history.changes.filter((c) => c.meter === meter).map((c) => ({ ...c, id: history.id })));
  rows.sort((a, b) => (a.changed_at < b.changed_at ? 1 : -1));
  return (
    <details class="twin">
      <summary>The same as a table: {rows.length} {rows.length === 1 ? "change" : "changes"}</summary>
      <Table label="Changes of the price" heads={["Day", "Offer", "Under", "#Before", "#After", "Change", "Source"]}>
        {rows.map((row) => (
          <tr>
            <td><Day of={row.changed_at} /></td><td>{row.id}</td><td>{conditions(row.conditions) || "standard terms"}</td>
            <td class="number">{figure(row.previous)}</td><td class="number">{figure(row.current)} <small>{per(row.per)}</small></td>
            <td>{moved(row.previous, row.current)}</td><td>{row.source}</td>
          </tr>
        ))}
      </Table>
    </details>
  );
}


export function moved(before: Told, after: Told): string {
  if (before.state === "unknown") return "first known";
  if (before.amount == null || after.amount == null) return `${before.state} to ${after.state}`;
  return before.currency === after.currency ? move(Number(before.amount), Number(after.amount)) : "another currency";
}
