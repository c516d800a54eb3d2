/** Ready lines for programs that want what this page shows. */
import { useState } from "preact/hooks";
import { Section } from "./section";

const LINES: [string, (site: string, id: string) => string][] = [
  ["curl", (site, id) => `curl '${site}/v1/canonical/${id}'`],
  ["Python", (site, id) => `import httpx\n\nmodel = httpx.get("${site}/v1/canonical/${id}").json()["data"]`],
  ["LiteLLM", (site) => `export LITELLM_MODEL_COST_MAP_URL=${site}/feeds/litellm/model_prices_and_context_window.json`],
  ["Atom", (site, id) => `${site}/v1/changes.atom?canonical=${id}`],
  ["a README", (site, id) => `[![Price of ${id}](${site}/v1/badge/${id}.svg)](${site}/m/${id})`],
];

export function Copies({ id }: { id: string }) {
  const [copied, setCopied] = useState("");
  const copy = async (name: string, text: string) => {
    await navigator.clipboard.writeText(text);
    setCopied(name);
  };
  return (
    <Section title="For programs">
      {LINES.map(([name, line]) => {
        const text = line(location.origin, id);
        return (
          <div class="copy">
            <pre>{text}</pre>
            <button type="button" onClick={() => void copy(name, text)}>Copy for {name}</button>
          </div>
        );
      })}
      <p><img src={`/v1/badge/${id}.svg`} height={20} alt={`Badge with the price of ${id}`} /></p>
      <p><a href={`/v1/changes.atom?canonical=${id}`}>Follow this model in a feed reader</a>: new sellers, new prices, ends. <a href={`/changes?canonical=${id}&days=90&v=1`}>Its changes of 90 days</a></p>
      <p role="status" class="hidden">{copied && `Copied the line for ${copied}.`}</p>
    </Section>
  );
}
