/** Sellers of a model, ranked for a mix; offers under other terms stand apart. */
import { useState } from "preact/hooks";
import { OTHER_TERMS } from "../data/catalogue";
import type { PriceRule, SoldOffer } from "../data/types";
import { conditions, day, meterName, money, per, rough } from "../data/words";
import { Known, Price, Unknown } from "./price";
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
    <Table label="Sellers" heads={HEADINGS}>
      {groups.filter(([, group]) => group.length).map(([name, group]) => (
        <tbody>
          {name && <tr><th scope="colgroup" colSpan={HEADINGS.length} class="group">{name}</th></tr>}
          {group.map((offer) => <SellerRow key={offer.model.id} offer={offer} />)}
        </tbody>
      ))}
    </Table>
  );
}

function SellerRow({ offer }: { offer: SoldOffer }) {
  const [open, setOpen] = useState(false);
  const { model } = offer;
  const pricing = model.pricing ?? {};
  const state = (meter: string) => model.prices.find((p) => p.meter === meter)?.state ?? "unknown";
  const rules = model.prices.length;
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" class="fold" aria-expanded={open} aria-label={`Prices of ${model.id}`} onClick={() => setOpen(!open)}>{open ? "▾" : "▸"}</button>{" "}
          <b>{model.provider}</b> <small>{model.provider_model_id}</small>
        </th>
        <td class="number"><Price amount={pricing.prompt} state={pricing.prompt ? "known" : state("input_tokens")} /></td>
        <td class="number"><Price amount={pricing.completion} state={pricing.completion ? "known" : state("output_tokens")} /></td>
        <td class="number"><Price amount={pricing.cache_read} state={pricing.cache_read ? "known" : state("cache_read_tokens")} /></td>
        <td class="number">{offer.blended_price ? rough(Number(offer.blended_price)) : <span class="unknown">{REASONS[offer.unranked?.reason ?? "unknown"]}</span>}</td>
        <td>{[offer.variant, model.quantization].filter(Boolean).join(", ") || "standard"}{rules > 0 && <small> · {rules} {rules === 1 ? "price" : "prices"}</small>}</td>
        <td><Known value={model.last_seen_at && day(model.last_seen_at)} /></td>
      </tr>
      {open && <tr class="sub"><td colSpan={HEADINGS.length}><Rules prices={model.prices} address={model.source_url} /></td></tr>}
    </>
  );
}

/** Return a rule in words: "Input: $2.50 per 1M, above 200,000 prompt tokens". */
export function ruleText(rule: PriceRule): string {
  const amount = rule.amount ? `${money(rule.amount, rule.currency ?? "USD")} ${per(rule.per ?? 1)}` : rule.state;
  const terms = conditions(rule.conditions ?? {});
  return `${meterName(rule.meter)}: ${amount}${terms && `, ${terms}`}`;
}

function Rules({ prices, address }: { prices: PriceRule[]; address: string | null | undefined }) {
  if (!prices.length) return <>No price is known. <Unknown /></>;
  return (
    <ul class="rules">
      {prices.map((rule) => <li>{ruleText(rule)} <small>{rule.source}, {day(rule.observed_at ?? "")}</small></li>)}
      {address && <li><a href={address} rel="noreferrer">The seller's page</a></li>}
    </ul>
  );
}
