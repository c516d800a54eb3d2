/** Disagreements: prices that a less trusted source states otherwise; dismissed with a reason and an end. */
import { useState } from "preact/hooks";
import { send } from "../data/api";
import type { Disagreement } from "../data/types";
import { conditions, day, meterName, money, per } from "../data/words";
import { Filter, Page, Said, useList } from "./parts";

const DAYS = 90;

export function Disagreements() {
  const list = useList<Disagreement>("/v1/admin/disagreements", ["provider", "source", "min_ratio"]);
  const [reason, setReason] = useState("");
  const [said, setSaid] = useState<{ text: string; error: Error | null }>({ text: "", error: null });
  const dismiss = (row: Disagreement) => {
    const expires_at = new Date(Date.now() + DAYS * 86_400_000).toISOString().slice(0, 10);
    send("POST", "/v1/admin/disagreements/{disagreement}/dismiss", { disagreement: row.id }, { reason, expires_at }).then(
      () => (setSaid({ text: `Dismissed ${row.model_id} until ${expires_at}.`, error: null }), list.again()),
      (error: Error) => setSaid({ text: "", error }),
    );
  };
  return (
    <section aria-labelledby="disagreements">
      <h2 id="disagreements">Sources that disagree</h2>
      <div class="form">
        <Filter name="provider" label="Provider" />
        <Filter name="source" label="Other source" />
        <Filter name="min_ratio" label="At least so many times apart" />
        <label>Reason to dismiss<input value={reason} onInput={(e) => setReason(e.currentTarget.value)} placeholder="Their list is of last year." /></label>
      </div>
      <Said {...said} />
      <Page of={list} none="All sources agree.">
        {(rows) => (
          <div class="scroll" tabIndex={0} role="region" aria-label="Disagreements">
            <table class="rows">
              <thead><tr><th scope="col">Offer</th><th scope="col">Price</th><th scope="col" class="number">Used</th><th scope="col" class="number">Other</th><th scope="col" class="number">Apart</th><th scope="col">Since</th><th scope="col">Do</th></tr></thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">{row.model_id}</th>
                    <td>{meterName(row.meter)}<small> {conditions(row.conditions)}</small></td>
                    <td class="number">{money(row.trusted_amount, row.currency)} {per(row.per)}<small> {row.trusted_source}</small></td>
                    <td class="number">{money(row.other_amount, row.currency)}<small> {row.other_source}</small></td>
                    <td class="number">{row.ratio ? `${+Number(row.ratio).toFixed(2)} times` : "unknown"}</td>
                    <td>{day(row.observed_at)}</td>
                    <td><button type="button" disabled={!reason.trim()} onClick={() => dismiss(row)}>Dismiss for {DAYS} days</button></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Page>
    </section>
  );
}
