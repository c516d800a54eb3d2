/** Changes: by day, with direction and size, the biggest movers first, and ways to follow them. */
import { useState } from "preact/hooks";
import { useAddress } from "../data/address";
import { get, withQuery } from "../data/api";
import type { Change } from "../data/types";
import { conditions, day, figure, meterName } from "../data/words";
import { moved } from "../parts/history";
import { useLoad, Wait } from "../parts/load";

const KINDS: [string, string][] = [["", "Everything"], ["price", "Prices"], ["new", "New"], ["removed", "No longer sold"], ["returned", "Sold again"], ["deprecation", "End dates"]];
const DAYS: [string, string][] = [["1", "Last day"], ["7", "Last 7 days"], ["30", "Last 30 days"], ["90", "Last 90 days"]];
const MOST = 200;

export default function Changes() {
  const [params, change] = useAddress();
  const days = Number(params.get("days") ?? 7);
  const since = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const query = { kind: params.get("kind") ?? "", provider: params.get("seller") ?? "", canonical: params.get("canonical") ?? "", since, page_size: MOST };
  const loaded = useLoad(JSON.stringify(query), async () => (await get<Change[]>("/v1/changes", {}, query)).data);
  const sellers = useLoad("sellers", async () => (await get<{ slug: string }[]>("/v1/providers")).data.map((p) => p.slug));
  const select = (name: string, label: string, value: string, options: [string, string][]) => (
    <label>{label} <select value={value} onChange={(e) => change({ [name]: e.currentTarget.value })}>{options.map(([v, text]) => <option value={v}>{text}</option>)}</select></label>
  );
  return (
    <>
      <h1>Changes</h1>
      <div class="form">
        {select("kind", "Show", query.kind, KINDS)}
        {select("days", "Since", String(days), DAYS)}
        {select("seller", "Seller", query.provider, [["", "All sellers"], ...(sellers.value ?? []).map((s): [string, string] => [s, s])])}
      </div>
      {query.canonical && <p>Of <a href={`/m/${query.canonical}`}>{query.canonical}</a> only. <button type="button" class="link" onClick={() => change({ canonical: null })}>Show all models</button></p>}
      <p><a href={withQuery("/v1/changes.atom", { kind: query.kind, provider: query.provider, canonical: query.canonical })}>Follow these in a feed reader (Atom)</a> · <a href={withQuery("/v1/changes", { ...query })}>As JSON</a></p>
      <Wait of={loaded}>{(all) => <Days all={all} sources={params.get("sources") === "1"} onSources={() => change({ sources: params.get("sources") ? null : "1" })} />}</Wait>
    </>
  );
}

type Step = NonNullable<Change["details"]["prices"]>[number];

/** Tell whether another source is believed from now on, which is no move of the price. */
export const switched = (step: Step): boolean =>
  step.previous.source != null && step.current.source != null && step.previous.source !== step.current.source;

/** Return how large a step is, whichever way; what cannot be compared is no step. */
export function size(step: Step): number {
  const [before, after] = [Number(step.previous.amount), Number(step.current.amount)];
  return before > 0 && after > 0 && !switched(step) ? Math.abs(Math.log(after / before)) : 0;
}

/** Leave out what only another source says. */
function moves(changes: Change[]): Change[] {
  return changes.flatMap((change) => {
    const steps = change.details.prices?.filter((step) => !switched(step));
    if (change.kind === "source" || (change.kind === "price" && !steps?.length)) return [];
    return [{ ...change, details: steps ? { ...change.details, prices: steps } : change.details }];
  });
}

function Days({ all, sources, onSources }: { all: Change[]; sources: boolean; onSources: () => void }) {
  const changes = sources ? all : moves(all);
  const steps = changes.flatMap((change) => (change.details.prices ?? []).map((step) => ({ change, step })));
  const biggest = steps.filter(({ step }) => size(step) > 0).sort((a, b) => size(b.step) - size(a.step)).slice(0, 5);
  const byDay = Map.groupBy(changes, (change) => day(change.at));
  const hidden = all.length - moves(all).length;
  return (
    <>
      {biggest.length > 0 && <h2>Biggest moves</h2>}
      <ul class="plain">{biggest.map(({ change, step }) => <li><OfferLink id={change.model_id} /> <StepText step={step} /></li>)}</ul>
      {hidden > 0 && (
        <p class="note">
          {hidden} {hidden === 1 ? "change is" : "changes are"} only of the source that is believed, not of a price.{" "}
          <button type="button" class="link" onClick={onSources}>{sources ? "Leave them out" : "Show them too"}</button>
        </p>
      )}
      {!changes.length && <p class="none">Nothing changed in this time.</p>}
      {[...byDay].map(([date, group]) => <Day key={date} date={date} changes={group} />)}
      {all.length === MOST && <p class="note">These are the newest {MOST}. Choose a seller or fewer days to see the rest, or read the feed.</p>}
    </>
  );
}

function Day({ date, changes }: { date: string; changes: Change[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, 40);
  return (
    <section>
      <h2>{date} <small>{changes.length} {changes.length === 1 ? "change" : "changes"}</small></h2>
      <ul class="plain">
        {shown.map(({ id, model_id, title, details }) => <li key={id}><OfferLink id={model_id} /> {details.prices?.length ? details.prices.map((step) => <StepText step={step} />) : title.replace(model_id, "").trim()}</li>)}
      </ul>
      {shown.length < changes.length && <button type="button" onClick={() => setAll(true)}>All {changes.length}</button>}
    </section>
  );
}

const OfferLink = ({ id }: { id: string }) => <a href={`/?q=${encodeURIComponent(id.slice(id.indexOf("/") + 1))}&v=1`}>{id}</a>;

/** "Input down 50 % to $0.14": direction in words, colour only beside them. */
function StepText({ step }: { step: Step }) {
  const said = moved(step.previous, step.current);
  const to = step.current.amount ? ` to ${figure({ ...step.current, per: step.per })}` : "";
  return (
    <span class="step">
      {meterName(step.meter)} <b class={said.startsWith("down") ? "good" : said.startsWith("up") ? "bad" : undefined}>{said}</b>{to}
      <small> {conditions(step.conditions)}{switched(step) && ` another source is believed: ${step.current.source}`}</small>
    </span>
  );
}
