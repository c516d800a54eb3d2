/** Providers: paused or not, how often they are read, and the numbers that guards go by. */
import { send } from "../data/api";
import type { OperatedProvider } from "../data/types";
import { Table } from "../parts/table";
import { Page, useList } from "./parts";
import { Section } from "../parts/section";
import { useAct } from "../parts/load";

const EVERY: [string, string][] = [["PT1H", "hour"], ["PT6H", "6 hours"], ["PT12H", "12 hours"], ["P1D", "day"], ["P7D", "week"]];

export function Providers() {
  const list = useList<OperatedProvider>("/v1/admin/providers", ["is_active"]);
  const [said, act] = useAct(list.again);
  const change = (slug: string, body: Record<string, unknown>) =>
    act(() => send("PATCH", "/v1/admin/providers/{slug}", { slug }, body).then(() => `Changed ${slug}.`));
  return (
    <Section title="Providers">
      {said}
      <Page of={list} none="No provider is known yet.">
        {(rows) => (
          <Table label="Providers" heads={["Provider", "Read", "Every", "Last run", "Thresholds"]}>
            {rows.map((row) => <ProviderRow key={row.slug} row={row} onChange={(body) => change(row.slug, body)} />)}
          </Table>
        )}
      </Page>
    </Section>
  );
}

function ProviderRow({ row, onChange }: { row: OperatedProvider; onChange: (body: Record<string, unknown>) => void }) {
  const cadence = row.sync_cron ?? row.sync_interval;
  const known = EVERY.some(([value]) => value === cadence);
  return (
    <tr>
      <th scope="row">{row.slug}<small> {row.kind}</small></th>
      <td><button type="button" aria-label={`${row.is_active ? "Pause" : "Resume"} ${row.slug}`} onClick={() => onChange({ is_active: !row.is_active })}>{row.is_active ? "Pause" : "Resume"}</button></td>
      <td>
        <select aria-label={`How often ${row.slug} is read`} value={cadence} onChange={(e) => onChange({ sync_interval: e.currentTarget.value })}>
          {!known && <option>{cadence}</option>}
          {EVERY.map(([value, label]) => <option value={value}>{label}</option>)}
        </select>
      </td>
      <td class={["failing", "degraded"].includes(row.health) ? "bad" : undefined}>{row.last_run_status ? `${row.last_run_status}, ${row.health}` : <span class="quiet">none</span>}</td>
      <td>
        <details>
          <summary>{Object.keys(row.guards).length ? `${Object.keys(row.guards).length} set` : "defaults"}</summary>
          {Object.entries(row.thresholds).map(([name, value]) => (
            <label class="threshold">{name.replaceAll("_", " ")} <input class="cell" defaultValue={String(value)} key={String(value)} onBlur={(e) => e.currentTarget.value !== String(value) && onChange({ guards: { [name]: number(e.currentTarget.value) } })} />{name in row.guards && <button type="button" class="link" onClick={() => onChange({ guards: { [name]: null } })}>back to the default</button>}</label>
          ))}
        </details>
      </td>
    </tr>
  );
}

/** Counts travel as numbers, shares as exact text; the API refuses what does not fit. */
const number = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);
