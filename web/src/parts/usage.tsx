/** Cost of one call, from the usage object that a seller's answer carries, as it came. */
import { useState } from "preact/hooks";
import type { Changes } from "../data/address";
import { send } from "../data/api";
import { whole } from "../data/cost";
import type { Quote, SellersQuotes } from "../data/types";
import { conditions, meterName, rough, sentence, grouped } from "../data/words";
import { useAct } from "./load";
import { Picker } from "./picker";
import { Table } from "./table";

type Props = { params: URLSearchParams; change: (changes: Changes, replace?: boolean) => void };
const EXAMPLE = '{"prompt_tokens": 12000, "completion_tokens": 800, "prompt_tokens_details": {"cached_tokens": 8000}}';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("The usage is no JSON object. Paste it as it came.");
  }
}

export function OneUsage({ params, change }: Props) {
  const model = params.get("model") ?? "";
  const text = params.get("usage") ?? EXAMPLE;
  const [quotes, setQuotes] = useState<Quote[]>([]);
  const [said, act] = useAct();
  const ask = () => act(async () => {
    const receipt = params.get("receipt");
    const body = { ...(receipt ? { receipt: parsed(receipt) } : { model }), usage: parsed(text) };
    const { data } = await send<Quote | SellersQuotes>("POST", "/v1/quote", {}, body);
    setQuotes("sellers" in data ? whole(data) : [data]);
    return "";
  });
  return (
    <>
      <Picker label="Model" onPick={(id) => change({ model: id, receipt: null })} />
      <p>{model ? <>Priced as <b>{model}</b></> : "Choose a model."}</p>
      <label class="tall">
        Usage, as the answer had it
        <textarea rows={6} value={text} onInput={(e) => change({ usage: e.currentTarget.value, receipt: null }, true)} />
      </label>
      <p><button type="button" class="first" disabled={!model} onClick={ask}>What did it cost?</button></p>
      {said}
      {quotes.map((quote) => <Receipt quote={quote} usage={text} />)}
    </>
  );
}

function Receipt({ quote, usage }: { quote: Quote; usage: string }) {
  const link = `/cost?${new URLSearchParams({ by: "usage", model: quote.model, usage, receipt: JSON.stringify(quote.receipt), v: "1" })}`;
  return (
    <section>
      <h2>{quote.model}: {quote.total != null ? rough(Number(quote.total), quote.currency) : "not known"}</h2>
      <p><small>Read as {quote.usage_format.replaceAll("_", " ")}. {quote.missing.map((gap) => <span class="bad">{sentence(gap)} </span>)}{quote.assumptions.map(sentence).join(" ")}</small></p>
      <Table label={`Lines of ${quote.model}`} heads={["Meter", "#Quantity", "#Price of one", "#Cost", "Under"]}>
        {quote.lines.map((line) => (
          <tr>
            <td>{meterName(line.meter)}</td><td class="number">{grouped(Number(line.quantity))}</td>
            <td class="number">{line.unit_price ?? line.state}</td><td class="number">{line.amount ?? line.state}</td><td>{conditions(line.conditions ?? {}) || "standard terms"}</td>
          </tr>
        ))}
      </Table>
      <p><a href={link}>Receipt: a link that gives this price for good</a></p>
    </section>
  );
}
