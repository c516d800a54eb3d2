/** Benchmarks of a model, each with its source and date. */
import { get } from "../data/api";
import type { ModelDetail, SoldOffer } from "../data/types";
import { day } from "../data/words";
import { useLoad } from "./load";
import { Table } from "./table";
import { Section } from "./section";

export function Benchmarks({ offers }: { offers: SoldOffer[] }) {
  const id = offers[0]?.model.id;
  const loaded = useLoad(id ?? "", async () => (id ? (await get<ModelDetail>("/v1/models/{model_id}", { model_id: id })).data.benchmarks : []));
  if (!loaded.value?.length) return null;
  return (
    <Section title="Benchmarks">
      <Table label="Scores" heads={["Benchmark", "#Score", "Measured"]}>
        {loaded.value.map((row) => (
          <tr><td><a href={row.source_url} rel="noreferrer">{row.benchmark_name}</a></td><td class="number">{row.score}</td><td>{row.measured_at ? day(row.measured_at) : "unknown"}</td></tr>
        ))}
      </Table>
    </Section>
  );
}
