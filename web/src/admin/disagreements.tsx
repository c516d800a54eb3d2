/** Disagreements: prices that a less trusted source states otherwise; dismissed with a reason and an end. */
import { useState } from "preact/hooks";
import { send } from "../data/api";
import type { Disagreement } from "../data/types";
import { conditions, meterName, money, per, sourceName, grouped } from "../data/words";
import { Day } from "../parts/price";
import { Table } from "../parts/table";
import { Filter, Page, useList } from "./parts";
import { Section } from "../parts/section";
import { useAct } from "../parts/load";

const DAYS = 90;

export function Disagreements() {
  const list = useList<Disagreement>("/v1/admin/disagreements", ["provider", "source", "min_ratio"]);
  const [reason, setReason] = useState("");
  const [said, act] = useAct(list.again);
  const dismiss = (row: Disagreement) => act(async () => {
    const expires_at = new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10);
    await send("POST", "/v1/admin/disagreements/{disagreement}/dismiss", { disagreement: row.id }, { reason, expires_at });
    return `Dismissed ${row.model_id} until ${expires_at}.`;
  });
  return (
    <Section title="Sources that disagree">
      <div class="form">
        <Filter name="provider" label="Provider" />
        <Filter name="source" label="Other source" />
        <Filter name="min_ratio" label="At least so many times apart" />
        <label>Reason to dismiss<input value={reason} onInput={(e) => setReason(e.currentTarget.value)} placeholder="Their list is of last year." /></label>
      </div>
      {said}
      <Page of={list} none="All sources agree.">
        {(rows) => (
          <Table label="Disagreements" heads={["Offer", "Price", "#Used", "#Other", "#Apart", "Since", "Do"]}>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.model_id}</th>
                <td>{meterName(row.meter)}<small> {conditions(row.conditions)}</small></td>
                <td class="number">{money(row.trusted_amount, row.currency)} {per(row.per)}<small class="why">{sourceName(row.trusted_source)}</small></td>
                <td class="number">{money(row.other_amount, row.currency)}<small class="why">{sourceName(row.other_source)}</small></td>
                <td class="number">{row.ratio ? `${grouped(+Number(row.ratio).toFixed(2))} times` : "unknown"}</td>
                <td><Day of={row.observed_at} /></td>
                <td class="acts"><button type="button" disabled={!reason.trim()} onClick={() => dismiss(row)}>Dismiss for {DAYS} days</button></td>
              </tr>
            ))}
          </Table>
        )}
      </Page>
    </Section>
  );
}
