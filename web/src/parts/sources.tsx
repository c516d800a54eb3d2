/** Sources: what each of them says of an offer's prices, side by side, and which one is used. */
import type { Changes } from "../data/address";
import { get } from "../data/api";
import type { SoldOffer, Statement } from "../data/types";
import { conditions, day, meterName, money, per } from "../data/words";
import { telling } from "./history";
import { useLoad, Wait } from "./load";
import { Table } from "./table";

type Props = { offers: SoldOffer[]; params: URLSearchParams; change: (changes: Changes) => void };

const NAMES: Record<string, string> = { database: "the seller's own API", manual: "an operator", "cross-reference": "another seller of the same model" };
const sourceName = (source: string): string => NAMES[source] ?? source.replace("reference:", "the list ");

export function Sources({ offers, params, change }: Props) {
  const ids = telling(offers).map((offer) => offer.model.id);
  const chosen = ids.find((id) => id === params.get("offer")) ?? ids[0];
  const loaded = useLoad(chosen ?? "", async () =>
    chosen ? (await get<Statement[]>("/v1/sources/{model_id}", { model_id: chosen })).data : [],
  );
  if (!chosen) return null;
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">Who says so</h2>
      <label>
        Offer <select value={chosen} onChange={(e) => change({ offer: e.currentTarget.value })}>{ids.map((id) => <option>{id}</option>)}</select>
      </label>
      <Wait of={loaded}>{(statements) => <Statements statements={statements} />}</Wait>
    </section>
  );
}

function Statements({ statements }: { statements: Statement[] }) {
  return (
    <Table label="Sources" heads={["Price", "#Says", "Source", "Used", "As published", "Since"]}>
      <tbody>
        {statements.map((row) => (
          <tr>
            <td>{meterName(row.meter)}<small> {conditions(row.conditions)}</small></td>
            <td class="number">{row.amount ? `${money(row.amount, row.currency ?? "USD")} ${per(row.per)}` : row.state}</td>
            <td>{sourceName(row.source)}</td>
            <td>{row.used ? <b>used</b> : row.disagrees ? <span class="bad">disagrees</span> : <span class="quiet">agrees</span>}</td>
            <td><small>{row.published}</small></td>
            <td>{day(row.observed_at)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
