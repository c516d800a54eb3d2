/** Cost: a month of traffic at every seller, one usage object, or a whole log. */
import { list, useAddress } from "../data/address";
import { LogBill } from "../parts/log";
import { Month } from "../parts/month";
import { OneUsage } from "../parts/usage";

const WAYS: [string, string][] = [["", "A month of traffic"], ["usage", "One usage object"], ["log", "A log of usage"]];

export default function CostPage() {
  const [params, change] = useAddress();
  const way = params.get("by") ?? "";
  return (
    <>
      <h1>Cost</h1>
      <p class="lead">What traffic costs, at every seller, with what is assumed and what is not known. Prices are per request, as the API quotes them.</p>
      <fieldset class="choices">
        <legend class="hidden">Cost of</legend>
        {WAYS.map(([name, label]) => (
          <label><input type="radio" name="by" checked={way === name} onChange={() => change({ by: name })} /> {label}</label>
        ))}
      </fieldset>
      {way === "" && <Month models={list(params, "models")} params={params} change={change} />}
      {way === "usage" && <OneUsage params={params} change={change} />}
      {way === "log" && <LogBill />}
    </>
  );
}
