/** Status: how old our copy of each seller is, how its last run went, and what waits for a person. */
import { get } from "../data/api";
import type { Status } from "../data/types";
import { age } from "../data/words";
import { useLoad, Wait } from "../parts/load";
import { Known } from "../parts/price";
import { Table } from "../parts/table";

type Row = Status["providers"][number];

export default function StatusPage() {
  const loaded = useLoad("status", async () => (await get<Status>("/v1/status")).data);
  return (
    <>
      <h1>Status</h1>
      <p class="lead">How current our copy of each seller's list is. Whether the seller's own service works is another matter: it says so itself, and this page does not.</p>
      <Wait of={loaded}>
        {({ providers, totals }) => (
          <>
            <p>
              <b>{totals.models.toLocaleString("en")}</b> offers of <b>{totals.providers}</b> sellers and lists; <b>{share(totals.coverage)}</b> have a price.
              {" "}{totals.healthy} of the lists are read without trouble, {totals.degraded} in part, {totals.failing} not.
              {totals.open_reviews ? <> <a href="/admin?tab=reviews&v=1">{totals.open_reviews} prices wait for a decision.</a></> : ""}
            </p>
            <Providers rows={providers} />
          </>
        )}
      </Wait>
    </>
  );
}

const share = (part: number | null): string => (part === null ? "none" : `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %`);
const TROUBLE: Record<string, string> = { failing: "bad", degraded: "bad", stale: "bad" };

/** Return the last run as a sentence. */
export function inWords(run: Row["last_run"]): string {
  if (!run) return "no run yet";
  const found = [
    [run.models_added, "new"], [run.models_updated, "changed"], [run.models_deactivated, "no longer sold"],
    [run.models_rejected, "refused"], [run.prices_changed, "prices moved"],
  ].filter(([count]) => count).map(([count, word]) => `${Number(count).toLocaleString("en")} ${word}`);
  const said = { success: "went well", partial: "went well in part", failed: "failed", skipped: "was skipped" }[run.status as string] ?? run.status;
  return `${said}: ${run.models_fetched?.toLocaleString("en") ?? 0} read${found.length ? `, ${found.join(", ")}` : ""}`;
}

function Providers({ rows }: { rows: Row[] }) {
  const order = [...rows].sort((a, b) => +(b.health === "failing") - +(a.health === "failing") || a.slug.localeCompare(b.slug));
  return (
    <Table label="Sellers and lists" heads={["Seller", "Our copy", "Our runs", "Last run", "#Offers", "#Priced", "#Waiting"]}>
      <tbody>
        {order.map((row) => (
          <tr>
            <th scope="row"><a href={`/?seller=${row.slug}&v=1`}>{row.slug}</a>{row.is_active === false && <small> paused</small>}</th>
            <td class={TROUBLE[row.freshness]}>{row.age_seconds === null ? <Known value={null} /> : `${row.freshness}, ${age(row.age_seconds)} old`}</td>
            <td class={TROUBLE[row.health]}>{row.health}</td>
            <td>{inWords(row.last_run)}{row.last_run?.errors.map((e) => <small class="why">{e.sample} {e.what_to_do}</small>)}</td>
            <td class="number">{row.models.toLocaleString("en")}</td>
            <td class="number">{share(row.coverage)}</td>
            <td class="number">{row.open_reviews ?? 0}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
