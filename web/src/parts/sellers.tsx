/** Sellers of a model, ranked for a mix; offers under other terms stand apart. */
import { useState } from "preact/hooks";
import { OTHER_TERMS } from "../data/catalogue";
import { doubtOf, saidBy } from "../data/doubt";
import type { PriceRule, SoldOffer } from "../data/types";
import { conditions, day, figure, meterName, rough, sourceName } from "../data/words";
import { Day, Known, Marks, Price, Unknown } from "./price";
import { Table } from "./table";

const HEADINGS = ["Seller", "#Input", "#Output", "#Cached", "#Blended", "Terms", "Seen"];
const REASONS: Record<string, string> = {
  inactive: "no longer sold", unknown: "a price is unknown", dynamic: "the price varies",
  included: "included in a plan", not_offered: "not offered", currency: "no exchange rate is known",
};

export function Sellers({ offers }: { offers: SoldOffer[] }) {
  const groups: [string, SoldOffer[]][] = [
    ["", offers.filter((o) => o.model.is_active && !OTHER_TERMS.has(o.variant ?? ""))],
    ["Under other terms", offers.filter((o) => o.model.is_active && OTHER_TERMS.has(o.variant ?? ""))],
    ["No longer sold", offers.filter((o) => !o.model.is_active)],
  ];
  return (
    <>
      <Table label="Sellers" heads={HEADINGS} bodies>
        {groups.filter(([, group]) => group.length).map(([name, group]) => (
          <tbody>
            {name && <tr><th scope="colgroup" colSpan={HEADINGS.length} class="group">{name}</th></tr>}
            {group.map((offer) => <SellerRow key={offer.model.id} offer={offer} />)}
          </tbody>
        ))}
      </Table>
      <Marks />
    </>
  );
}

function SellerRow({ offer }: { offer: SoldOffer }) {
  const [open, setOpen] = useState(false);
  const { model } = offer;
  const pricing = model.pricing ?? {};
  const rules = model.prices.length;
  const cell = (meter: string, amount: string | undefined) => {
    const rule = model.prices.find((p) => p.meter === meter && !Object.keys(p.conditions).length) ?? model.prices.find((p) => p.meter === meter);
    return <td class="number"><Price amount={amount} state={amount ? "known" : (rule?.state ?? "unknown")} doubt={rule && doubtOf(rule)} /></td>;
  };
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" class="fold" aria-expanded={open} aria-label={`Prices of ${model.id}`} onClick={() => setOpen(!open)}>{open ? "▾" : "▸"}</button>{" "}
          <b>{model.provider}</b> <small>{model.provider_model_id}</small>
        </th>
        {cell("input_tokens", pricing.prompt)}
        {cell("output_tokens", pricing.completion)}
        {cell("cache_read_tokens", pricing.cache_read)}
        <td class="number">{offer.blended_price ? rough(Number(offer.blended_price)) : <span class="unknown">{REASONS[offer.unranked?.reason ?? "unknown"]}</span>}</td>
        <td>{[offer.variant, model.quantization].filter(Boolean).join(", ") || "standard"}{rules > 0 && <small> · {rules} {rules === 1 ? "price" : "prices"}</small>}<Remarks model={model} /></td>
        <td>{model.listed_until ? <>until <Day of={model.listed_until} /></> : model.last_seen_at ? <Day of={model.last_seen_at} /> : <Known value={null} />}</td>
      </tr>
      {open && <tr class="sub"><td colSpan={HEADINGS.length}><Rules prices={model.prices} address={model.source_url} /></td></tr>}
    </>
  );
}

/** What a seller's list and others say of an offer beside its prices. */
function Remarks({ model }: { model: SoldOffer["model"] }) {
  const remarks = [
    model.listed_by && `stated by ${model.listed_by.map(sourceName).join(", ")}, not by the seller`,
    model.health_status && `the seller calls it ${model.health_status.toLowerCase()}`,
    model.prices_incomplete && "the seller states further prices that cannot be read",
    ...(model.under_review ?? []).map((held) => `${meterName(held.meter)} ${figure(held)} is published since ${day(held.since)} and waits for a decision`),
  ].filter(Boolean);
  return <small class="why">{remarks.join("; ")}</small>;
}

/** Return a rule in words: "Input: $2.50 per 1M, above 200,000 prompt tokens". */
export function ruleText(rule: PriceRule): string {
  const terms = conditions(rule.conditions);
  return `${meterName(rule.meter)}: ${figure(rule)}${terms && `, ${terms}`}`;
}

function Rules({ prices, address }: { prices: PriceRule[]; address: string | null | undefined }) {
  if (!prices.length) return <>No price is known. <Unknown /></>;
  return (
    <ul class="rules">
      {prices.map((rule) => <li>{ruleText(rule)} <small class={doubtOf(rule) ? "bad" : undefined}>{saidBy(rule)}, since {day(rule.observed_at)}</small></li>)}
      {address && <li><a href={address} rel="noreferrer">The seller's page</a></li>}
    </ul>
  );
}
