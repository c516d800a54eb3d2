/** Cost of a log: read here, priced in chunks of 1,000, and as if it had gone to another model. */
import { useState } from "preact/hooks";
import { type Bill, bill, type LogLine, readLog } from "../data/cost";
import { rough, grouped } from "../data/words";
import { useAct } from "./load";
import { Picker } from "./picker";
import { Table } from "./table";

export function LogBill() {
  const [log, setLog] = useState<LogLine[]>([]);
  const [instead, setInstead] = useState("");
  const [done, setDone] = useState(0);
  const [bills, setBills] = useState<[string, Bill][]>([]);
  const [said, act] = useAct();
  const read = (file: File | undefined) => act(async () => {
    setLog(file ? readLog(await file.text()) : []);
    return "";
  });
  const price = (model: string) => act(async () => {
    const made = await bill(log, model, setDone);
    setBills((old) => [...old.filter(([name]) => name !== model), [model, made]]);
    return "";
  });
  return (
    <>
      <label class="drop" onDragOver={(e) => e.preventDefault()} onDrop={(e) => (e.preventDefault(), read(e.dataTransfer?.files[0]))}>
        Drop a log here, or choose one: JSON lines with <code>model</code> and <code>usage</code>, or CSV with <code>model</code>, <code>input_tokens</code>, <code>output_tokens</code>. It stays in this browser but for the usage that is priced.
        <input type="file" accept=".csv,.jsonl,.json,.txt" onChange={(e) => read(e.currentTarget.files?.[0])} />
      </label>
      {said}
      {log.length > 0 && (
        <>
          <p>{grouped(log.length)} requests. <button type="button" class="first" disabled={done > 0 && done < log.length} onClick={() => price("")}>What did they cost?</button></p>
          {(!done || done === log.length) && <Picker label="And if all had gone to" onPick={(id) => (setInstead(id), price(id))} />}
          <p role="status"><progress max={log.length} value={done} aria-label="Requests priced" /> <small>{grouped(done)} priced{instead && `, last as ${instead}`}</small></p>
        </>
      )}
      {bills.map(([model, made]) => <BillTable name={model || "As it was"} made={made} first={bills[0]?.[1]} />)}
    </>
  );
}

function BillTable({ name, made, first }: { name: string; made: Bill; first: Bill | undefined }) {
  const saved = first && first !== made ? first.total - made.total : 0;
  return (
    <section>
      <h2>{name}: {rough(made.total)}</h2>
      {saved !== 0 && <p><b>{rough(Math.abs(saved))} {saved > 0 ? "less" : "more"}</b> than before.</p>}
      <p><small>{grouped(made.priced)} of {grouped(made.lines)} requests priced.</small></p>
      <Table label={`Cost by model: ${name}`} heads={["Model", "#Cost"]}>
        {[...made.byModel].sort((a, b) => b[1] - a[1]).map(([model, cost]) => <tr><td>{model}</td><td class="number">{rough(cost)}</td></tr>)}
      </Table>
      {[...made.problems].map(([why, count]) => <p class="bad">{grouped(count)} not priced: {why}</p>)}
    </section>
  );
}
