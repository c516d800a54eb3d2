/** Compare: models side by side, what differs first, and what a mix costs at each. */
import { useAddress, list } from "../data/address";
import { get } from "../data/api";
import { type Compared, compared, differs, standard } from "../data/compared";
import type { CanonicalModel } from "../data/types";
import { rough } from "../data/words";
import { useLoad, Wait } from "../parts/load";
import { MixSlider, STANDARD } from "../parts/mix";
import { Picker } from "../parts/picker";
import { Known } from "../parts/price";
import { Table } from "../parts/table";

export default function Compare() {
  const [params, change] = useAddress();
  const ids = list(params, "models");
  const mix = params.get("mix") ?? STANDARD;
  const loaded = useLoad(`${ids.join()} ${mix}`, () =>
    Promise.all(ids.map(async (id) => (await get<CanonicalModel>("/v1/canonical/{canonical_id}", { canonical_id: id }, { mix })).data)),
  );
  const set = (next: string[]) => change({ models: next.join(",") });
  return (
    <>
      <h1>Compare</h1>
      <p class="lead">What differs comes first. Prices are those of the cheapest seller under standard terms; what nobody knows is no difference.</p>
      <div class="toolbar">
        <Picker label="Add a model" onPick={(id) => set([...new Set([...ids, id])])} />
        <MixSlider value={mix} onChange={(value) => change({ mix: value === STANDARD ? null : value }, true)} />
        {ids.length > 0 && <a href={`/cost?models=${ids.join(",")}&v=1`}>What would they cost me?</a>}
      </div>
      {ids.length === 0 ? <p class="none">Add two models or more, or tick them in the <a href="/">catalogue</a>.</p> : (
        <Wait of={loaded}>{(models) => <Comparison models={models} onDrop={(id) => set(ids.filter((other) => other !== id))} />}</Wait>
      )}
    </>
  );
}

function Comparison({ models, onDrop }: { models: CanonicalModel[]; onDrop: (id: string) => void }) {
  const rows = compared(models);
  const equal = rows.filter((row) => !differs(row));
  return (
    <Table label="Comparison" kind="compared" bodies heads={[<span class="hidden">Fact</span>, ...models.map((model) => (
      <>
        <a href={`/m/${model.id}`}>{model.name}</a>
        <button type="button" class="link" onClick={() => onDrop(model.id)}>take out<span class="hidden"> {model.id}</span></button>
      </>
    ))]}>
      <tbody>{rows.filter(differs).map((row) => <Line row={row} />)}</tbody>
      <tbody>
        <tr class="sum">
          <th scope="row">Per 1M tokens of the mix</th>
          {models.map((model) => <td>{standard(model)?.blended_price ? rough(Number(standard(model)?.blended_price)) : <Known value={null} />}</td>)}
        </tr>
      </tbody>
      {models.length > 1 && <Equal rows={equal} />}
      {models.length === 1 && <tbody>{equal.map((row) => <Line row={row} />)}</tbody>}
    </Table>
  );
}

function Equal({ rows }: { rows: Compared[] }) {
  const [params, change] = useAddress();
  const open = params.get("equal") === "1";
  return (
    <tbody>
      <tr>
        <td colSpan={21}><button type="button" class="link" aria-expanded={open} onClick={() => change({ equal: open ? null : "1" })}>{open ? "Fold" : "Show"} {rows.length} rows that do not differ</button></td>
      </tr>
      {open && rows.map((row) => <Line row={row} />)}
    </tbody>
  );
}

function Line({ row }: { row: Compared }) {
  return (
    <tr>
      <th scope="row">{row.label}</th>
      {row.values.map((value, n) => <td>{row.lowest === n ? <b>{value} <small>lowest</small></b> : <Known value={value} />}</td>)}
    </tr>
  );
}
