/** Table of models: the cheapest standard offer of each, and all its sellers folded beneath. */
import { useState } from "preact/hooks";
import type { Changes } from "../data/address";
import { list, toggled } from "../data/address";
import { blend, type Offer, type Seen } from "../data/catalogue";
import { rough, tokens } from "../data/words";
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
  const onSort = (by: string) => change({ sort: by, page: null });
  return (
    <>
      <table class="rows models" role="table">
        <caption class="hidden">Models and their prices in US dollars per 1M tokens</caption>
        <thead>
          <tr role="row">
            <th scope="col" class="tick"><span class="hidden">Compare</span></th>
            <SortHeading name="name" label="Model" sort={sort} numeric={false} onSort={onSort} />
            {columns.map(([name, label]) => <SortHeading key={name} {...{ name, sort, onSort }} label={offers && name === "sellers" ? "Seller" : label} />)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <ModelRow key={`${row.id} ${offers ? n : ""}`} {...{ row, params, change, images, offers }} />
          ))}
        </tbody>
      </table>
      <Marks />
    </>
  );
}

const endsOn = (day: string): string =>
  day < new Date().toISOString().slice(0, 10) ? `ended ${day} at a seller` : `ends ${day}`;

type RowProps = { row: Seen; params: URLSearchParams; change: (changes: Changes) => void; images: boolean; offers: boolean };

function ModelRow({ row, params, change, images, offers }: RowProps) {
  const [open, setOpen] = useState(false);
  const picked = list(params, "pick");
  const sellers = new Set(row.shown.map((offer) => offer.provider)).size;
  const mix = readMix(params.get("mix"));
  return (
    <>
      <tr>
        <td class="tick">
          <input type="checkbox" aria-label={`Compare ${row.id}`} checked={picked.includes(row.id)} onChange={() => change({ pick: toggled(picked, row.id) })} />
        </td>
        <th scope="row" class="model">
          <a href={`/m/${row.id}`}>{row.name}</a>
          <small>{row.id}{row.ends && <em> · {endsOn(row.ends)}</em>}</small>
        </th>
        <td class="number" data-label="Sellers">
          {offers ? <span class="seller">{row.best?.provider}{row.best?.variant && ` · ${row.best.variant}`}</span> : (
            <button type="button" class="fold" aria-expanded={open} aria-label={`${sellers} sellers of ${row.id}`} onClick={() => setOpen(!open)}>
              {sellers} <span aria-hidden="true">{open ? "▾" : "▸"}</span>
            </button>
          )}
        </td>
        <Prices offer={row.best} blended={row.blended} images={images} />
        <td class="number" data-label="Context" title={row.context?.toLocaleString("en")}><Known value={row.context && tokens(row.context)} /></td>
        <td class="number" data-label="Max output" title={row.maxOutput?.toLocaleString("en")}><Known value={row.maxOutput && tokens(row.maxOutput)} /></td>
        <td class="number" data-label="Released"><Known value={row.released} /></td>
        <td class="number" data-label="30 days">{row.best?.trend ? <Sparkline steps={row.best.trend} /> : row.best?.input ? <span class="quiet">no change</span> : <Unknown />}</td>
      </tr>
      {open && row.shown.map((offer) => (
        <tr class="sub">
          <td /><td colSpan={2}>{offer.provider}{offer.variant && <small> {offer.variant}</small>}</td>
          <Prices offer={offer} blended={blend(offer, mix)} images={images} />
          <td colSpan={4} />
        </tr>
      ))}
    </>
  );
}

function Prices({ offer, blended, images }: { offer: Offer | null; blended: number | null; images: boolean }) {
  const state = offer?.state ?? "unknown";
  const cells: [string, string | null | undefined][] = [["Input", offer?.input], ["Output", offer?.output]];
  if (images) cells.push(["Per image", offer?.image]);
  cells.push(["Cached", offer?.cached]);
  return (
    <>
      {cells.map(([label, amount]) => (
        <td class="number" data-label={label}><Price amount={amount} state={amount ? "known" : state} doubt={label === "Cached" ? null : offer?.doubt} /></td>
      ))}
      <td class="number" data-label="Blended">{blended === null ? <Unknown /> : blended === 0 ? "free" : rough(blended)}</td>
    </>
  );
}
