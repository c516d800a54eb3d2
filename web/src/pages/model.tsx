/** Model: who sells it, for how much, since when, and who says so. */
import { useEffect } from "preact/hooks";
import { useAddress } from "../data/address";
import { embedded, get } from "../data/api";
import type { CanonicalModel, SoldOffer } from "../data/types";
import { tokens } from "../data/words";
import { Benchmarks } from "../parts/benchmarks";
import { Copies } from "../parts/copies";
import { useLoad, usePainted, Wait } from "../parts/load";
import { MixSlider, STANDARD } from "../parts/mix";
import { PriceHistory } from "../parts/history";
import { OnDay } from "../parts/on-day";
import { Known } from "../parts/price";
import { Sellers } from "../parts/sellers";
import { Sources } from "../parts/sources";

export default function ModelPage() {
  const id = decodeURIComponent(location.pathname.slice("/m/".length));
  const [params, change] = useAddress();
  const mix = params.get("mix") ?? STANDARD;
  const loaded = useLoad(`${id} ${mix}`, async () =>
    (await get<CanonicalModel>("/v1/canonical/{canonical_id}", { canonical_id: id }, { mix, include_inactive: true })).data, () => embedded<{ data: CanonicalModel }>("first")?.data ?? null,
  );
  const painted = usePainted();
  useEffect(() => {
    if (loaded.value) document.title = `${loaded.value.name} · Pricebook`;
  }, [loaded.value]);
  return (
    <Wait of={loaded}>
      {(model) => (
        <>
          <Heading model={model} />
          <h2 id="sellers">Sellers</h2>
          <MixSlider value={mix} onChange={(value) => change({ mix: value === STANDARD ? null : value }, true)} />
          <Sellers offers={model.offers} />
          {painted && (
            <>
              <PriceHistory key={id} offers={model.offers.filter((o) => o.model.is_active)} params={params} change={change} />
              <OnDay id={model.id} params={params} change={change} />
              <Sources offers={model.offers.filter((o) => o.model.is_active)} params={params} change={change} />
              <Benchmarks offers={model.offers} />
              <Copies id={model.id} />
            </>
          )}
        </>
      )}
    </Wait>
  );
}

/** Return what most sellers agree on: the largest of what they say, and every word of any. */
function facts(offers: SoldOffer[]) {
  const models = offers.map((offer) => offer.model);
  const most = (of: (m: SoldOffer["model"]) => number | null | undefined) => Math.max(0, ...models.map((m) => of(m) ?? 0)) || null;
  const words = (of: (m: SoldOffer["model"]) => string[] | undefined) => [...new Set(models.flatMap((m) => of(m) ?? []))];
  return {
    context: most((m) => m.context_length),
    output: most((m) => m.max_output_tokens),
    takes: words((m) => m.input_modalities),
    gives: words((m) => m.output_modalities),
    can: words((m) => m.capabilities),
    released: models.map((m) => m.release_date).filter(Boolean).sort()[0] ?? null,
    ending: models.filter((m) => m.is_active && m.deprecation_date).sort((a, b) => ((a.deprecation_date ?? "") < (b.deprecation_date ?? "") ? -1 : 1)),
  };
}

function Heading({ model }: { model: CanonicalModel }) {
  const known = facts(model.offers);
  return (
    <>
      <h1>{model.name}</h1>
      <p class="lead">{model.id} · <a href={`/?creator=${model.creator}&v=1`}>all of {model.creator}</a></p>
      {known.ending.map((m) => (
        <p class="note">
          <b>{m.provider}</b> {(m.deprecation_date ?? "") < new Date().toISOString() ? "ended" : "ends"} it on <b>{m.deprecation_date}</b>.
          {m.replacement && <> It names <a href={`/?q=${encodeURIComponent(m.replacement)}&v=1`}>{m.replacement}</a> as the replacement.</>}
        </p>
      ))}
      <dl class="facts">
        <dt>Context</dt><dd><Known value={known.context && `${tokens(known.context)} tokens`} />{known.output && `, of which up to ${tokens(known.output)} come out`}</dd>
        <dt>Takes</dt><dd><Known value={known.takes.join(", ")} /></dd>
        <dt>Gives</dt><dd><Known value={known.gives.join(", ")} /></dd>
        <dt>Can do</dt><dd><Known value={known.can.join(", ").replaceAll("_", " ")} /></dd>
        <dt>Released</dt><dd><Known value={known.released} /></dd>
      </dl>
    </>
  );
}
