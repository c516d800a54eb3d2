/** Prices of one past day: what the ledger says was valid then, at every seller. */
import type { Changes } from "../data/address";
import { get } from "../data/api";
import type { PricesOfSellers } from "../data/types";
import { conditions, day, figure, meterName } from "../data/words";
import { useLoad, Wait } from "./load";
import { Section } from "./section";
import { Table } from "./table";

type Props = { id: string; params: URLSearchParams; change: (changes: Changes, replace?: boolean) => void };

export function OnDay({ id, params, change }: Props) {
  const on = params.get("on") ?? "";
  const loaded = useLoad(`${on} ${id}`, async () => (on ? (await get<PricesOfSellers>("/v1/prices", {}, { canonical: id, at: on })).data : null));
  return (
    <Section title="Prices of one day">
      <label>Day <input type="date" value={on} max={new Date().toISOString().slice(0, 10)} onInput={(e) => change({ on: e.currentTarget.value || null }, true)} /></label>
      {on && <Wait of={loaded}>{(then) => then && <Sellers then={then} />}</Wait>}
    </Section>
  );
}

function Sellers({ then }: { then: PricesOfSellers }) {
  const priced = then.offers.filter((offer) => offer.prices.length);
  if (!priced.length) return <p class="none">Nothing is known of that day{then.known_from ? `, but from ${day(then.known_from)} on` : ""}.</p>;
  return (
    <Table label="Prices of the day" heads={["Offer", "Prices"]}>
      {priced.map((offer) => (
        <tr>
          <th scope="row">{offer.id}</th>
          <td>{offer.prices.map((price) => `${meterName(price.meter)} ${figure(price)} ${conditions(price.conditions)}`.trim()).join(" · ")}</td>
        </tr>
      ))}
    </Table>
  );
}
