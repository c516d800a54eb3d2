/** Sources: what each of them says of an offer's prices, side by side, and which one is used. */
import type { Changes } from "../data/address";
import { get } from "../data/api";
import type { SoldOffer, Statement } from "../data/types";
import { saidBy } from "../data/doubt";
import { conditions, figure, meterName, sourceName } from "../data/words";
import { telling } from "./history";
import { useLoad, Wait } from "./load";
import { Day } from "./price";
import { Table } from "./table";
import { Section } from "./section";

type Props = { offers: SoldOffer[]; params: URLSearchParams; change: (changes: Changes) => void };

export function Sources({ offers, params, change }: Props) {
  const ids = telling(offers).map((offer) => offer.model.id);
  const chosen = ids.find((id) => id === params.get("offer")) ?? ids[0];
  const loaded = useLoad(chosen ?? "", async () =>
    chosen ? (await get<Statement[]>("/v1/sources/{model_id}", { model_id: chosen })).data : [],
  );
  if (!chosen) return null;
  return (
    <Section title="Who says so">
      <label>
        Offer <select value={chosen} onChange={(e) => change({ offer: e.currentTarget.value })}>{ids.map((id) => <option>{id}</option>)}</select>
      </label>
      <Wait of={loaded}>{(statements) => <Statements statements={statements} />}</Wait>
    </Section>
  );
}

function Statements({ statements }: { statements: Statement[] }) {
  return (
    <Table label="Sources" heads={["Price", "#Says", "Source", "Used", "As published", "Since"]}>
      {statements.map((row) => (
        <tr>
          <td>{meterName(row.meter)}<small> {conditions(row.conditions)}</small></td>
          <td class="number">{figure(row)}</td>
          <td>{sourceName(row.source)}</td>
          <td>{row.used ? <><b>used</b> <small>{row.confidence !== "first_hand" && saidBy(row)}</small></> : row.disagrees ? <span class="bad">disagrees</span> : <span class="quiet">agrees</span>}</td>
          <td><small>{row.published}</small></td>
          <td><Day of={row.observed_at} /></td>
        </tr>
      ))}
    </Table>
  );
}
