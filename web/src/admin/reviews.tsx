/** Reviews: prices that a guard holds back, as an inbox for the keyboard: a, r, u, x, j, k. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAddress } from "../data/address";
import { get, send } from "../data/api";
import type { CanonicalModel, Model, Review } from "../data/types";
import { conditions, figure, meterName } from "../data/words";
import { moved } from "../parts/history";
import { useLoad, useAct } from "../parts/load";
import { useKeys } from "../parts/keys";
import { Day } from "../parts/price";
import { Table } from "../parts/table";
import { Filter, Page, TICK, useList } from "./parts";
import { RunReviews } from "./run-reviews";
import { Section } from "../parts/section";

type Decision = "approve" | "reject" | "undo";
const DONE: Record<Decision, string> = { approve: "Approved", reject: "Rejected", undo: "Undone" };

export function Reviews() {
  const [params] = useAddress();
  const decision = params.get("decision") ?? "pending";
  const list = useList<Review>("/v1/admin/reviews", ["provider", "reason"], { decision });
  return (
    <Section title="Reviews">
      <RunReviews decision={decision} provider={params.get("provider") ?? ""} again={list.again} />
      <div class="form">
        <Filter name="decision" label="Decision" preset="pending" options={["pending", "approved", "rejected", "superseded", "undone", "any"]} />
        <Filter name="provider" label="Provider" />
        <Filter name="reason" label="Held because" options={["jump", "unit slip", "absurd", "new price", "card", "run"]} />
      </div>
      <p><small>Keys: <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>a</kbd> approves, <kbd>r</kbd> rejects, <kbd>u</kbd> undoes the last, <kbd>x</kbd> ticks; with ticks, <kbd>a</kbd> and <kbd>r</kbd> decide all of them.</small></p>
      <Page of={list} none="Nothing waits. The guards hold what looks wrong; it will stand here.">
        {(reviews) => <Inbox reviews={reviews} again={list.again} />}
      </Page>
    </Section>
  );
}

function Inbox({ reviews, again }: { reviews: Review[]; again: () => void }) {
  const [place, setPlace] = useState(0);
  const [ticked, setTicked] = useState<number[]>([]);
  const [last, setLast] = useState<number[]>([]);
  const [said, act] = useAct(again);
  const box = useRef<HTMLDivElement>(null);
  const current = reviews[Math.min(place, reviews.length - 1)];
  const decide = (what: Decision, ids: number[]) => act(async () => {
    if (what === "undo") for (const review of ids) await send("POST", "/v1/admin/reviews/{review}/undo", { review }, {});
    else await send("POST", `/v1/admin/reviews/${what}`, {}, { ids });
    setLast(what === "undo" ? [] : ids);
    setTicked([]);
    return `${DONE[what]} ${ids.length === 1 ? "1 price" : `${ids.length} prices`}.`;
  });
  const toggle = (id: number) => setTicked((old) => (old.includes(id) ? old.filter((n) => n !== id) : [...old, id]));
  const chosen = ticked.length ? ticked : current ? [current.id] : [];
  const keys: Record<string, () => void> = {
    j: () => setPlace((n) => Math.min(n + 1, reviews.length - 1)),
    k: () => setPlace((n) => Math.max(n - 1, 0)),
    x: () => current && toggle(current.id),
    a: () => decide("approve", chosen),
    r: () => decide("reject", chosen),
    u: () => last.length > 0 && decide("undo", last),
  };
  useKeys((event) => keys[event.key]?.());
  useEffect(() => box.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }), [place]);
  return (
    <div ref={box}>
      {said}
      <p class="acts">
        <button type="button" onClick={keys["a"]}>Approve {ticked.length || ""}</button>
        <button type="button" onClick={keys["r"]}>Reject {ticked.length || ""}</button>
        <button type="button" disabled={!last.length} onClick={keys["u"]}>Undo the last</button>
        <button type="button" class="link" onClick={() => setTicked(ticked.length ? [] : reviews.map((r) => r.id))}>{ticked.length ? "Untick all" : "Tick all on this page"}</button>
      </p>
      <Held reviews={reviews} current={current} ticked={ticked} onTick={toggle} onPlace={setPlace} onUndo={(id) => decide("undo", [id])} />
    </div>
  );
}

type HeldProps = { reviews: Review[]; current: Review | undefined; ticked: number[]; onTick: (id: number) => void; onPlace: (n: number) => void; onUndo: (id: number) => void };

function Held({ reviews, current, ticked, onTick, onPlace, onUndo }: HeldProps) {
  return (
    <Table label="Held prices" kind="cards inbox" heads={[TICK, "Offer", "Price", "#Now", "#Held", "Change", "Why", "Since"]}>
      {reviews.map((review, n) => (
        <>
          <tr key={review.id} aria-current={review === current ? "true" : undefined} onClick={() => onPlace(n)}>
            <td class="tick"><input type="checkbox" aria-label={`Tick ${review.model_id} ${review.meter}`} checked={ticked.includes(review.id)} onChange={() => onTick(review.id)} /></td>
            <th scope="row">{review.model_id}</th>
            <td>{meterName(review.meter)}<small> {conditions(review.conditions)}</small></td>
            <td class="number">{figure({ ...review.old, per: review.per })}</td>
            <td class="number"><b>{figure({ ...review.new, per: review.per })}</b></td>
            <td>{moved(review.old, review.new)}</td>
            <td>{review.status === "pending" ? review.reason : <>{review.status}{["approved", "rejected"].includes(review.status) && <> <button type="button" class="link" onClick={() => onUndo(review.id)}>undo</button></>}</>}</td>
            <td><Day of={review.created_at} /></td>
          </tr>
          {review === current && <Others key={`o${review.id}`} review={review} />}
        </>
      ))}
    </Table>
  );
}

/** What other sellers of the same model charge, which is what a person goes by. */
function Others({ review }: { review: Review }) {
  const loaded = useLoad(review.model_id, async () => {
    const { data } = await get<Model>("/v1/models/{model_id}", { model_id: review.model_id });
    if (!data.canonical_id) return [];
    return (await get<CanonicalModel>("/v1/canonical/{canonical_id}", { canonical_id: data.canonical_id })).data.offers;
  });
  const others = (loaded.value ?? []).flatMap(({ model }) =>
    model.prices.filter((p) => p.meter === review.meter && p.amount && !Object.keys(p.conditions ?? {}).length && model.id !== review.model_id)
      .map((p) => `${model.provider} ${figure({ ...p, per: 0 })}`),
  );
  return (
    <tr class="sub">
      <td />
      <td colSpan={7}>
        {others.length ? <>Others charge: {others.slice(0, 8).join(" · ")}</> : loaded.value ? "Nobody else's price is known." : "…"}
        {review.published && <small> · as published: {review.published}</small>}
        {review.sample && <small> · {review.sample}</small>}
      </td>
    </tr>
  );
}
