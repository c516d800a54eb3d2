/** Calculator of a month: its inputs are in the address, its result ranks every seller. */
import type { Changes } from "../data/address";
import { get } from "../data/api";
import { type Cost, month, type Traffic } from "../data/cost";
import type { ExchangeRate } from "../data/types";
import { rough, sentence, grouped } from "../data/words";
import { amount } from "./limit";
import { useLoad, Wait } from "./load";
import { Picker } from "./picker";
import { Known } from "./price";
import { Table } from "./table";

type Props = { models: string[]; params: URLSearchParams; change: (changes: Changes, replace?: boolean) => void };

const FIELDS: [string, string, string][] = [
  ["tin", "Input tokens per request", "10k"], ["tout", "Output tokens per request", "1k"], ["n", "Requests per month", "10000"],
  ["cached", "Share of input cached, %", "0"], ["batch", "Share in batch, %", "0"],
];

function traffic(params: URLSearchParams): Traffic {
  const [input, output, requests, cached, batch] = FIELDS.map(([name, , preset]) => amount(params.get(name) ?? preset) ?? 0);
  const share = (percent = 0) => Math.min(1, percent / 100);
  return { input: input ?? 0, output: output ?? 0, requests: requests ?? 0, cached: share(cached), batch: share(batch), at: params.get("at") ?? "" };
}

export function Month({ models, params, change }: Props) {
  const wanted = traffic(params);
  const set = (next: string[]) => change({ models: next.join(",") });
  const loaded = useLoad(`${models.join()} ${JSON.stringify(wanted)}`, async () => (models.length && wanted.input + wanted.output ? month(models, wanted) : []));
  const rates = useLoad("rates", async () => (await get<ExchangeRate[]>("/v1/exchange-rates")).data);
  const rate = rates.value?.find((r) => r.currency === params.get("currency"));
  return (
    <>
      <div class="form">
        {FIELDS.map(([name, label, preset]) => (
          <label>{label}<input inputMode="decimal" value={params.get(name) ?? preset} aria-invalid={amount(params.get(name) ?? preset) == null} onInput={(e) => change({ [name]: e.currentTarget.value }, true)} /></label>
        ))}
        <label>Prices of the day<input type="date" value={wanted.at} onInput={(e) => change({ at: e.currentTarget.value }, true)} /></label>
        <label>
          Currency
          <select value={rate?.currency ?? "USD"} onChange={(e) => change({ currency: e.currentTarget.value === "USD" ? null : e.currentTarget.value })}>
            <option>USD</option>
            {rates.value?.map((r) => <option>{r.currency}</option>)}
          </select>
        </label>
      </div>
      {rate && <p class="note">1 {rate.currency} is {rate.usd} US dollars since {rate.valid_from}.</p>}
      {rates.value?.length === 0 && <p><small>US dollars only: no exchange rate was entered here.</small></p>}
      <Picker label="Add a model" onPick={(id) => set([...new Set([...models, id])])} />
      <p class="chips">{models.map((id) => <button type="button" title="Take it out" onClick={() => set(models.filter((m) => m !== id))}>{id} ✕</button>)}</p>
      {models.length === 0 ? <p class="none">Add a model to see what the traffic costs at each of its sellers.</p> : (
        <Wait of={loaded}>{(costs) => <Costs costs={costs} usd={Number(rate?.usd ?? 1)} currency={rate?.currency ?? "USD"} />}</Wait>
      )}
    </>
  );
}

function Costs({ costs, usd, currency }: { costs: Cost[]; usd: number; currency: string }) {
  return (
    <Table label="Cost at each seller" heads={["Offer", "#Per month", "#Per request", "Against the cheapest", "Assumed, and not known"]}>
      {costs.map((cost) => (
        <tr>
          <th scope="row">{cost.model}</th>
          <td class="number">{cost.month === null ? <Known value={null} /> : <>{!cost.quote.complete && "at least "}<b>{rough(cost.month / usd, currency)}</b></>}</td>
          <td class="number">{cost.request === null ? <Known value={null} /> : rough(cost.request / usd, currency)}</td>
          <td>{against(cost, costs[0])}</td>
          <td><Remarks cost={cost} /></td>
        </tr>
      ))}
    </Table>
  );
}

function against(cost: Cost, first: Cost | undefined): string {
  if (cost.month === null || !first?.month || !cost.quote.complete) return "";
  const times = (cost.month / first.month).toFixed(2);
  return cost === first ? "cheapest" : times === "1.00" ? "the same" : `${times} times`;
}

function Remarks({ cost }: { cost: Cost }) {
  const cliff = cost.quote.next_cliff;
  return (
    <small>
      {cost.gaps.map((gap) => <span class="bad">{sentence(gap)} </span>)}
      {cost.quote.assumptions.map((text) => <span>{sentence(text)} </span>)}
      {cliff && <span>Above {grouped(cliff.at_prompt_tokens)} prompt tokens a request costs ${cliff.total_then}. </span>}
      {!cost.gaps.length && !cost.quote.assumptions.length && !cliff && "nothing"}
    </small>
  );
}
