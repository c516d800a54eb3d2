/** Manual prices: what an operator states, from and until a day; tried first, then stated. */
import { useState } from "preact/hooks";
import { useAddress } from "../data/address";
import { get, send } from "../data/api";
import type { StatedPrices } from "../data/types";
import { conditions, day, figure, meterName } from "../data/words";
import { useLoad, Wait, useAct } from "../parts/load";
import { Section } from "../parts/section";

const METERS = ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens", "output_images", "requests"];
const FIELDS: [string, string, "text" | "date", string][] = [
  ["amount", "US dollars, per 1M tokens or each", "text", "1.25"],
  ["valid_from", "From", "date", ""],
  ["valid_to", "Until", "date", ""],
  ["reason", "Reason", "text", "As our contract says."],
];

export function Prices() {
  const [params, change] = useAddress();
  const model = params.get("model") ?? "";
  const [entry, setEntry] = useState<Record<string, string>>({ meter: "input_tokens" });
  const loaded = useLoad(model, async () => (model.includes("/") ? (await get<StatedPrices>("/v1/prices/{model_id}", { model_id: model })).data : null));
  const [said, act] = useAct(loaded.again);
  const put = (dryRun: boolean) => act(async () => {
    const body = { prices: [Object.fromEntries(Object.entries({ ...entry, currency: "USD" }).filter(([, value]) => value))] };
    const { data } = await send<StatedPrices>("PUT", "/v1/admin/prices/{model_id}", { model_id: model }, body, { dry_run: dryRun });
    return `${dryRun ? "It would be" : "It is"} stated: ${data.manual.map(line).join("; ")}`;
  });
  return (
    <Section title="Manual prices">
      <form class="form" onSubmit={(e) => (e.preventDefault(), put(false))}>
        <label>Offer, as seller/model<input value={model} onInput={(e) => change({ model: e.currentTarget.value }, true)} placeholder="openai/gpt-4o" /></label>
        <label>Price<select value={entry["meter"]} onChange={(e) => setEntry({ ...entry, meter: e.currentTarget.value })}>{METERS.map((m) => <option value={m}>{meterName(m)}</option>)}</select></label>
        {FIELDS.map(([name, label, type, hint]) => (
          <label>{label}<input type={type as "text"} placeholder={hint} value={entry[name] ?? ""} onInput={(e) => setEntry({ ...entry, [name]: e.currentTarget.value })} /></label>
        ))}
        <button type="button" onClick={() => put(true)}>What would it do?</button>
        <button class="first">State it</button>
      </form>
      {said}
      {model && <Wait of={loaded}>{(now) => (now ? <ul class="rules">{now.prices.map((p) => <li>{meterName(p.meter)} {figure(p)} {conditions(p.conditions ?? {})} <small>{p.source}</small></li>)}</ul> : null)}</Wait>}
    </Section>
  );
}

const line = (price: StatedPrices["manual"][number]): string =>
  `${meterName(price.meter)} ${figure({ ...price, per: 0 })} from ${day(price.valid_from)}${price.valid_to ? ` until ${day(price.valid_to)}` : ""}`;
