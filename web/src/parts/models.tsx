/** Table of models: the cheapest standard offer of each, and all its sellers folded beneath. */
import { memo } from "preact/compat";
import { useCallback, useState } from "preact/hooks";
import type { Changes } from "../data/address";
import { list, toggled } from "../data/address";
import { blend, type Offer, type Seen, sellersOf } from "../data/catalogue";
import { rough, tokens, grouped } from "../data/words";
import { readMix } from "./mix";
import { Known, Marks, Price, Unknown } from "./price";
import { SortHeading } from "./sort";
import { Sparkline } from "./sparkline";

type Props = { rows: Seen[]; params: URLSearchParams; change: (changes: Changes) => void; offers: boolean };

const COLUMNS: [string, string][] = [
  ["sellers", "Sellers"], ["input", "Input"], ["output", "Output"], ["cached", "Cached"],
  ["blended", "Blended"], ["context", "Context"], ["max_output", "Max output"], ["released", "Released"], ["change", "30 days"],
];

export function ModelTable({ rows, params, change, offers }: Props) {
  const sort = params.get("sort") ?? "";
  const images = list(params, "out").includes("image");
  const columns = images ? [...COLUMNS.slice(0, 3), ["image", "Per image"] as [string, string], ...COLUMNS.slice(3)] : COLUMNS;
  const onSort = useCallback((by: string) => change({ sort: by, page: null }), []);
  const [opened, setOpened] = useState<string[]>([]);
  const onOpen = useCallback((id: string) => setOpened((ids) => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])), []);
  const onPick = useCallback((id: string) => change({ pick: toggled(list(new URLSearchParams(location.search), "pick"), id) }), []);
  const picked = list(params, "pick");
  return (
    <>
      <table class="rows models fixed" role="table">
        <caption class="hidden">Models and their prices in US dollars per 1M tokens</caption>
        <thead>
          <tr role="row">
            <th scope="col" class="tick"><span class="hidden">Compare</span></th>
            <SortHeading name="name" label="Model" sort={sort} numeric={false} onSort={onSort} />
            {columns.map(([name, label]) => <SortHeading key={name} {...{ name, sort, onSort }} label={offers && name === "sellers" ? "Seller" : label} />)}
          </tr>
        </thead>
        <tbody>
          {rows.map((seen, n) => (
            // a row of the page is drawn over, not made anew, whatever stands in it
            <ModelRow key={n} {...{ seen, images, offers, onOpen, onPick }} mix={params.get("mix")} open={opened.includes(seen.model.id)} picked={picked.includes(seen.model.id)} />
          ))}
        </tbody>
      </table>
      <Marks />
    </>
  );
}

const endsOn = (day: string): string =>
  day < new Date().toISOString().slice(0, 10) ? `ended ${day} at a seller` : `ends ${day}`;

type RowProps = { seen: Seen; images: boolean; offers: boolean; mix: string | null; open: boolean; picked: boolean; onOpen: (id: string) => void; onPick: (id: string) => void };

const ModelRow = memo(function ModelRow({ seen, images, offers, mix, open, picked, onOpen, onPick }: RowProps) {
  const { model, best, blended, shown } = seen;
  const sellers = sellersOf(shown);
  return (
    <>
      <tr>
        <td class="tick"><input type="checkbox" aria-label={`Compare ${model.id}`} checked={picked} onChange={() => onPick(model.id)} /></td>
        <th scope="row" class="model">
          <a href={`/m/${model.id}`}>{model.name}</a>
          <small>{model.id}{model.ends && <em> · {endsOn(model.ends)}</em>}</small>
        </th>
        <td class="number" data-label="Sellers">
          {offers ? <span class="seller">{best?.provider}{best?.variant && ` · ${best.variant}`}</span> : (
            <button type="button" class="fold" aria-expanded={open} aria-label={`${sellers} sellers of ${model.id}`} onClick={() => onOpen(model.id)}>
              {sellers} <span aria-hidden="true">{open ? "▾" : "▸"}</span>
            </button>
          )}
        </td>
        <Prices offer={best} blended={blended} images={images} />
        <td class="number" data-label="Context" title={grouped(model.context)}><Known value={model.context && tokens(model.context)} /></td>
        <td class="number" data-label="Max output" title={grouped(model.maxOutput)}><Known value={model.maxOutput && tokens(model.maxOutput)} /></td>
        <td class="number" data-label="Released"><Known value={model.released} /></td>
        <td class="number" data-label="30 days">{best?.trend ? <Sparkline steps={best.trend} /> : best?.input ? <span class="quiet">no change</span> : <Unknown />}</td>
      </tr>
      {open && !offers && shown.map((offer) => (
        <tr class="sub">
          <td /><td colSpan={2}>{offer.provider}{offer.variant && <small> {offer.variant}</small>}</td>
          <Prices offer={offer} blended={blend(offer, readMix(mix))} images={images} />
          <td colSpan={4} />
        </tr>
      ))}
    </>
  );
});

function Prices({ offer, blended, images }: { offer: Offer | null; blended: number | null; images: boolean }) {
  const state = offer?.state ?? "unknown";
  const cells: [string, string | null | undefined][] = [["Input", offer?.input], ["Output", offer?.output]];
  if (images) cells.push(["Per image", offer?.image]);
  cells.push(["Cached", offer?.cached]);
  return (
    <>
      {cells.map(([label, amount]) => (
        <td class="number" data-label={label}><Price amount={amount} state={amount ? "known" : state} doubt={label === "Cached" ? null : (offer?.standing === "contradicting" ? offer.standing : offer?.doubt)} /></td>
      ))}
      <td class="number" data-label="Blended">{blended === null ? <Unknown /> : blended === 0 ? "free" : rough(blended)}</td>
    </>
  );
}
