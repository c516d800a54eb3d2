/** Prices of one past day: what the ledger says was valid then, at each seller. */
import type { Changes } from "../data/address";
import { get } from "../data/api";
import type { SoldOffer, PricesAt } from "../data/types";
import { conditions, figure, meterName } from "../data/words";
import { telling } from "./history";
import { useLoad, Wait } from "./load";
import { Table } from "./table";
import { Section } from "./section";

type Props = { offers: SoldOffer[]; params: URLSearchParams; change: (changes: Changes, replace?: boolean) => void };
const MOST = 20;

export function OnDay({ offers, params, change }: Props) {
  const on = params.get("on") ?? "";
  const ids = telling(offers).map((offer) => offer.model.id).slice(0, MOST);
  const loaded = useLoad(`${on} ${ids.join()}`, () =>
    Promise.all((on ? ids : []).map(async (id) => (await get<PricesAt>("/v1/prices/{model_id}", { model_id: id }, { at: on })).data)),
  );
  return (
    <Section title="Prices of one day">
      <label>Day <input type="date" value={on} max={new Date().toISOString().slice(0, 10)} onInput={(e) => change({ on: e.currentTarget.value || null }, true)} /></label>
      {on && <Wait of={loaded}>{(days) => <Days days={days} />}</Wait>}
    </Section>
  );
}

function Days({ days }: { days: PricesAt[] }) {
  return (
    <Table label="Prices of the day" heads={["Offer", "Prices"]}>
      {days.map((day) => (
        <tr>
          <th scope="row">{day.id}</th>
          <td>{day.prices.map((p) => `${meterName(p.meter)} ${figure(p)} ${conditions(p.conditions)}`.trim()).join(" · ") || <span class="unknown">unknown{day.known_from && `, known from ${day.known_from.slice(0, 10)} on`}</span>}</td>
        </tr>
      ))}
    </Table>
  );
}
