/** Runs: start one, watch it, and read what went wrong and what to do. */
import { useEffect, useState } from "preact/hooks";
import { useAddress } from "../data/address";
import { get, send } from "../data/api";
import type { ProviderSummary, SyncRun } from "../data/types";
import { useAct, useLoad } from "../parts/load";
import { Known } from "../parts/price";
import { Table } from "../parts/table";
import { Filter, Page, useList } from "./parts";
import { Section } from "../parts/section";
import { grouped } from "../data/words";

const EVERY_MS = 1000;
const isOver = (run: SyncRun): boolean => run.completed_at != null;

export function Runs() {
  const [params] = useAddress();
  const list = useList<SyncRun>("/v1/admin/sync-runs", ["provider", "status"]);
  return (
    <Section title="Runs">
      <Start preset={params.get("provider") ?? ""} again={list.again} />
      <div class="form">
        <Filter name="provider" label="Provider" />
        <Filter name="status" label="Status" options={["queued", "running", "success", "partial", "failed", "skipped"]} />
      </div>
      <Page of={list} none="No run yet.">{(runs) => <RunRows runs={runs} />}</Page>
    </Section>
  );
}

function Start({ preset, again }: { preset: string; again: () => void }) {
  const slugs = useLoad("slugs", async () => (await get<ProviderSummary[]>("/v1/providers")).data.map((p) => p.slug));
  const [slug, setSlug] = useState(preset);
  const [run, setRun] = useState<SyncRun | null>(null);
  const [said, act] = useAct(again);
  const watch = (number: number) => act(async () => {
    const { data } = await get<SyncRun>("/v1/admin/sync-runs/{run}", { run: number });
    setRun(data);
    return progress(data);
  });
  const start = () => act(async () => {
    watch((await send<{ run_id: number }>("POST", "/v1/admin/sync/{provider}", { provider: slug })).data.run_id);
    return "";
  });
  useEffect(() => {
    if (!run || isOver(run)) return;
    const timer = setTimeout(() => watch(run.id), EVERY_MS);
    return () => clearTimeout(timer);
  }, [run]);
  return (
    <>
      <form class="form" onSubmit={(e) => (e.preventDefault(), start())}>
        <label>Synchronise <select value={slug} onChange={(e) => setSlug(e.currentTarget.value)}><option value="">choose</option>{slugs.value?.map((s) => <option>{s}</option>)}</select></label>
        <button class="first" disabled={!slug || (run !== null && !isOver(run))}>Start</button>
      </form>
      {said}
      {run && !isOver(run) && <progress aria-label="Run under way" />}
    </>
  );
}

function progress(run: SyncRun): string {
  if (!isOver(run)) return `Run ${run.id} of ${run.provider} is ${run.status}, ${run.models_fetched ?? 0} read so far.`;
  return `Run ${run.id} of ${run.provider}: ${run.status}, ${run.models_fetched ?? 0} read, ${run.models_added ?? 0} new, ${run.prices_changed ?? 0} prices moved.`;
}

const COUNTS: [keyof SyncRun, string][] = [["models_fetched", "Read"], ["models_added", "New"], ["models_updated", "Changed"], ["models_rejected", "Refused"], ["prices_changed", "Prices"]];

function RunRows({ runs }: { runs: SyncRun[] }) {
  return (
    <Table label="Runs" heads={["Run", "Provider", "Status", "Began", "#Took", ...COUNTS.map(([, label]) => `#${label}`)]}>
      {runs.map((run) => (
        <>
          <tr key={run.id}>
            <td>{run.id}</td><th scope="row">{run.provider}</th>
            <td class={["failed", "partial"].includes(run.status) ? "bad" : undefined}>{run.status}</td>
            <td>{run.started_at.slice(0, 19).replace("T", " ")}<small> by {run.triggered_by}</small></td>
            <td class="number">{run.duration_ms == null ? <Known value={null} /> : `${(run.duration_ms / 1000).toFixed(1)} s`}</td>
            {COUNTS.map(([key]) => <td class="number">{grouped(Number(run[key] ?? 0))}</td>)}
          </tr>
          {run.errors.map((error) => <tr class="sub"><td /><td colSpan={9}>{error.count} × {error.category}: {error.sample} <b>{error.what_to_do}</b></td></tr>)}
        </>
      ))}
    </Table>
  );
}
