/** Models: edited in place, one or many; every change is first shown as what it would do. */
import { useState } from "preact/hooks";
import { send } from "../data/api";
import type { OperatedModel } from "../data/types";
import { Known } from "../parts/price";
import { Table } from "../parts/table";
import { Ask, Filter, Page, TICK, useList } from "./parts";
import { Section } from "../parts/section";
import { useAct } from "../parts/load";

const TIERS = ["free", "pro", "enterprise"];
type Patch = { status?: string; pins?: Record<string, unknown>; unpin?: string[]; is_free?: boolean; is_pro?: boolean; is_enterprise?: boolean };
type Plan = { ids: string[]; patch: Patch; lines: string[] };
const STATUSES = ["new", "active", "disabled"];

export function Models() {
  const list = useList<OperatedModel>("/v1/admin/models", ["q", "provider", "status", "tier", "price_state", "pinned"]);
  return (
    <Section title="Models">
      <div class="form">
        <Filter name="q" label="Search" />
        <Filter name="provider" label="Provider" />
        <Filter name="status" label="Status" options={STATUSES} />
        <Filter name="tier" label="Tier" options={TIERS} />
        <Filter name="price_state" label="Price" options={["known", "free", "dynamic", "included", "not_offered", "unknown"]} />
        <Filter name="pinned" label="Pinned" options={["true", "false"]} />
      </div>
      <Page of={list} none="No model fits.">{(models) => <Editor models={models} again={list.again} />}</Page>
    </Section>
  );
}

function Editor({ models, again }: { models: OperatedModel[]; again: () => void }) {
  const [ticked, setTicked] = useState<string[]>([]);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [undo, setUndo] = useState<Plan[]>([]);
  const [said, act] = useAct(again);
  const propose = (ids: string[], patch: Patch) => act(async () => {
    setPlan(await tried(models, ids, patch));
    return "";
  });
  const apply = (made: Plan) => act(async () => {
    await send("PATCH", "/v1/admin/models", {}, { ids: made.ids, ...made.patch });
    setUndo(before(models, made));
    setPlan(null);
    setTicked([]);
    return `Changed ${made.ids.length === 1 ? made.ids[0] : `${made.ids.length} models`}.`;
  });
  const revert = () => act(async () => {
    for (const step of undo) await send("PATCH", "/v1/admin/models", {}, { ids: step.ids, ...step.patch });
    setUndo([]);
    return "Undone.";
  });
  return (
    <>
      {said}
      <p class="acts">
        <label>Status of the ticked <select disabled={!ticked.length} value="" onChange={(e) => propose(ticked, { status: e.currentTarget.value })}><option value="">choose</option>{STATUSES.map((s) => <option>{s}</option>)}</select></label>
        <label>Tier of the ticked <select disabled={!ticked.length} value="" onChange={(e) => propose(ticked, tier(e.currentTarget.value))}><option value="">choose</option>{TIER_CHOICES.map((t) => <option>{t}</option>)}</select></label>
        <button type="button" disabled={!undo.length} onClick={revert}>Undo the last change</button>
      </p>
      {plan && (
        <Ask act="Apply" can={plan.lines.length > 0} onAct={() => apply(plan)} onDrop={() => setPlan(null)}>
          {plan.lines.length ? <ul class="rules">{plan.lines.map((line) => <li>{line}</li>)}</ul> : <p>Nothing would change.</p>}
        </Ask>
      )}
      <ModelRows models={models} ticked={ticked} onTick={(id) => setTicked((old) => (old.includes(id) ? old.filter((t) => t !== id) : [...old, id]))} propose={propose} />
    </>
  );
}

const TIER_CHOICES = TIERS.flatMap((name) => [`${name}: allow`, `${name}: refuse`]);
const tier = (choice: string): Patch => ({ [`is_${choice.split(":")[0]}`]: choice.endsWith("allow") });
const flags = (model: OperatedModel | Patch) => model as unknown as Record<string, boolean | undefined>;
const changedTiers = (patch: Patch): string[] => TIERS.filter((name) => flags(patch)[`is_${name}`] !== undefined);

/** Ask what a change would do, without doing it. */
async function tried(models: OperatedModel[], ids: string[], patch: Patch): Promise<Plan> {
  const { data } = await send<{ changed: number; ids: string[] }>("PATCH", "/v1/admin/models", {}, { ids, ...patch }, { dry_run: true });
  const lines = models.filter((model) => data.ids.includes(model.id)).flatMap((model) => differences(model, patch));
  return { ids, patch, lines: data.changed ? lines : [] };
}

export function differences(model: OperatedModel, patch: Patch): string[] {
  const now = model as unknown as Record<string, unknown>;
  const show = (value: unknown) => (value == null ? "unknown" : Array.isArray(value) ? value.join(", ") : String(value));
  return [
    ...(patch.status ? [`${model.id}: status ${model.status} → ${patch.status}`] : []),
    ...Object.entries(patch.pins ?? {}).map(([field, value]) => `${model.id}: ${field.replaceAll("_", " ")} ${show(now[field])} → ${show(value)}, pinned`),
    ...(patch.unpin ?? []).map((field) => `${model.id}: ${field.replaceAll("_", " ")} follows the seller again`),
    ...changedTiers(patch).map((name) => `${model.id}: ${name} readers ${may(now[`is_${name}`])} use it → ${may(flags(patch)[`is_${name}`])}`),
  ];
}

const may = (on: unknown): string => (on ? "may" : "may not");

/** Return what takes a change back, model by model. */
function before(models: OperatedModel[], { ids, patch }: Plan): Plan[] {
  return models.filter((model) => ids.includes(model.id)).flatMap((model) => {
    const now = model as unknown as Record<string, unknown>;
    const fields = [...Object.keys(patch.pins ?? {}), ...(patch.unpin ?? [])];
    const loose = fields.filter((field) => !(field in model.pins));
    const back: Patch = {
      ...(patch.status ? { status: model.status } : {}),
      ...(fields.length ? { pins: Object.fromEntries(fields.map((field) => [field, now[field]])) } : {}),
      ...Object.fromEntries(changedTiers(patch).map((name) => [`is_${name}`, flags(model)[`is_${name}`]])),
    };
    // a field that was not pinned gets its value back first: alone it would wait for the next run
    const steps = loose.length ? [back, { unpin: loose }] : [back];
    return steps.map((step) => ({ ids: [model.id], patch: step, lines: [] }));
  });
}

type RowsProps = { models: OperatedModel[]; ticked: string[]; onTick: (id: string) => void; propose: (ids: string[], patch: Patch) => void };

function ModelRows({ models, ticked, onTick, propose }: RowsProps) {
  return (
    <Table label="Models" heads={[TICK, "Model", "Status", "Name", "#Context", "Tiers", "#Input", "#Output", "Pinned"]}>
      {models.map((model) => (
        <tr key={model.id}>
          <td class="tick"><input type="checkbox" aria-label={`Tick ${model.id}`} checked={ticked.includes(model.id)} onChange={() => onTick(model.id)} /></td>
          <th scope="row">{model.id}{!model.is_active && <small> no longer sold</small>}</th>
          <td><select aria-label={`Status of ${model.id}`} value={model.status} onChange={(e) => propose([model.id], { status: e.currentTarget.value })}>{STATUSES.map((s) => <option>{s}</option>)}</select></td>
          <td><Cell label={`Name of ${model.id}`} value={model.name} onChange={(name) => propose([model.id], { pins: { name } })} /></td>
          <td class="number"><Cell label={`Context of ${model.id}`} value={model.context_length?.toString() ?? ""} onChange={(text) => propose([model.id], { pins: { context_length: text ? Number(text) : null } })} /></td>
          <td>{TIERS.filter((name) => flags(model)[`is_${name}`]).join(", ") || "none"}</td>
          <td class="number"><Known value={model.pricing?.prompt} /></td>
          <td class="number"><Known value={model.pricing?.completion} /></td>
          <td>{Object.keys(model.pins).map((field) => <button type="button" class="link" title="Let it follow the seller again" onClick={() => propose([model.id], { unpin: [field] })}>{field.replaceAll("_", " ")} ✕ </button>)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Cell that is edited in place: Enter or leaving it proposes, Escape takes it back. */
function Cell({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  return (
    <input
      class="cell" aria-label={label} defaultValue={value} key={value}
      onKeyDown={(e) => {
        if (e.key === "Escape") e.currentTarget.value = value;
        if (e.key === "Enter" || e.key === "Escape") e.currentTarget.blur();
      }}
      onBlur={(e) => e.currentTarget.value.trim() !== value && onChange(e.currentTarget.value.trim())}
    />
  );
}
