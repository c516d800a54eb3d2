/** Status: how old our copy of each seller is, how its last run went, and what waits for a person. */
import { embedded, get } from "../data/api";
import type { Status } from "../data/types";
import { age, grouped } from "../data/words";
import { useLoad, Wait } from "../parts/load";
import { Known } from "../parts/price";
import { Table } from "../parts/table";

type Row = Status["providers"][number];

export default function StatusPage() {
  const loaded = useLoad("status", async () => (await get<Status>("/v1/status")).data, () => embedded<{ data: Status }>("first")?.data ?? null);
  return (
    <>
      <h1>Status</h1>
      <p class="lead">How current our copy of each seller's list is, and apart from that how its list has answered us in the last 14 days. No speeds are kept: Pricebook reads lists and calls no model. What a seller itself says of a model's service stands with its offer on the model's page.</p>
      <Wait of={loaded}>
        {({ providers, totals }) => (
          <>
            <p>
              <b>{grouped(totals.models)}</b> offers of <b>{totals.providers}</b> sellers and lists; <b>{share(totals.coverage)}</b> have a price.
              {" "}{totals.healthy} of the lists are read without trouble, {totals.degraded} in part, {totals.failing} not.
              {totals.open_reviews ? <> <a href="/admin?tab=reviews&v=1">{totals.open_reviews} prices wait for a decision.</a></> : ""}
            </p>
            <Providers rows={providers.filter((row) => row.models || row.last_run)} />
            <p class="quiet">{providers.filter((row) => !row.models && !row.last_run).length} more sellers are known by name; nothing of theirs is listed here.</p>
          </>
        )}
      </Wait>
    </>
  );
}

const share = (part: number | null): string => (part === null ? "none" : `${(part * 100).toFixed(part && part < 0.1 ? 1 : 0)} %`);
const REASONS: Record<string, string> = { included: "in a plan", trial: "for credits", points: "in points", dynamic: "vary", not_sold: "not sold", unpublished: "published nowhere" };

/** Return why offers have no price: "3 published nowhere, 2 in a plan". */
const reasons = (counts: Row["coverage_by_reason"]): string =>
  Object.entries(counts ?? {}).filter(([why]) => why !== "priced").map(([why, count]) => `${grouped(count)} ${REASONS[why] ?? why}`).join(", ");

const TROUBLE: Record<string, string> = { failing: "bad", degraded: "bad", stale: "bad" };

/** Return the last run as a sentence. */
export function inWords(run: Row["last_run"]): string {
  if (!run) return "no run yet";
  const found = [
    [run.models_added, "new"], [run.models_updated, "changed"], [run.models_deactivated, "no longer sold"],
    [run.models_rejected, "refused"], [run.prices_changed, "prices moved"],
  ].filter(([count]) => count).map(([count, word]) => `${grouped(Number(count))} ${word}`);
  const said = { success: "went well", partial: "went well in part", failed: "failed", skipped: "was skipped" }[run.status as string] ?? run.status;
  return `${said}: ${grouped(run.models_fetched ?? 0)} read${found.length ? `, ${found.join(", ")}` : ""}`;
}

function Providers({ rows }: { rows: Row[] }) {
  const place = (row: Row) => (row.health === "failing" ? 0 : row.last_run ? 1 : 2);
  const order = [...rows].sort((a, b) => place(a) - place(b) || a.slug.localeCompare(b.slug));
  return (
    <Table label="Sellers and lists" kind="cards fixed status" heads={["Seller", "Our copy", "Our runs", "Last run", "Its answers", "#Offers", "#Priced", "#Waiting"]}>
      {order.map((row) => (
        <tr>
          <th scope="row"><a href={`/?seller=${row.slug}&v=1`}>{row.slug}</a>{row.is_active === false && <small> paused</small>}</th>
          <td class={TROUBLE[row.freshness]}>{row.age_seconds !== null ? `${row.freshness}, ${age(row.age_seconds)} old` : row.told_by === "list" ? "from lists" : <Known value={null} />}</td>
          <td class={TROUBLE[row.health]}>{row.last_run ? row.health : ""}</td>
          <td>{row.last_run || row.told_by !== "list" ? inWords(row.last_run) : <span class="quiet">its own list is not read here</span>}{row.last_run?.errors.map((e) => <small class="why">{e.sample.replace(/^[A-Z]\w+: /, "")}. <b>{e.what_to_do}</b></small>)}</td>
          <td>{row.answered ? <Answers days={row.answered} /> : ""}</td>
          <td class="number">{grouped(row.models)}</td>
          <td class="number">{share(row.coverage)}<small class="why">{reasons(row.coverage_by_reason)}</small></td>
          <td class="number">{row.open_reviews ?? 0}</td>
        </tr>
      ))}
    </Table>
  );
}

const [BAR, HIGH] = [5, 16];

/** A bar for each day on which we asked, as high as the share that was answered; its words are beside it. */
function Answers({ days }: { days: (number | null)[] }) {
  const asked = days.filter((share) => share !== null);
  const bars = days.map((share, n) => (share === null ? "" : `M${n * BAR + 2} ${HIGH}v${-Math.max(1, share * HIGH)}`));
  const [some, mean] = [asked.filter((part) => part < 1).length, asked.reduce((sum, part) => sum + part, 0) / asked.length];
  return (
    <>
      {share(mean)} <svg class="bars" width={days.length * BAR} height={HIGH} aria-hidden="true"><path d={bars.join("")} /></svg>
      {some > 0 && <small class="why">gaps on {some} of {asked.length} {asked.length === 1 ? "day" : "days"}</small>}
    </>
  );
}
