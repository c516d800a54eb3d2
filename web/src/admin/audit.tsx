/** Audit: who changed what, with the fields before and after. */
import type { AuditEntry } from "../data/types";
import { Table } from "../parts/table";
import { Filter, Page, useList } from "./parts";
import { Section } from "../parts/section";

export function Audit() {
  const list = useList<AuditEntry>("/v1/admin/audit", ["actor", "subject", "entity", "action"]);
  return (
    <Section title="Audit">
      <div class="form">
        <Filter name="actor" label="Who" />
        <Filter name="subject" label="What" />
        <Filter name="action" label="Action" />
      </div>
      <Page of={list} none="Nobody has changed anything.">
        {(entries) => (
          <Table label="Entries" heads={["When", "Who", "What", "Before", "After", "Reason"]}>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>{entry.at.slice(0, 19).replace("T", " ")}</td><td>{entry.actor}</td>
                <th scope="row">{entry.action} {entry.entity.replaceAll("_", " ")}<small> {entry.subject}</small></th>
                <td><Fields of={entry.before} /></td><td><Fields of={entry.after} /></td><td>{entry.reason}</td>
              </tr>
            ))}
          </Table>
        )}
      </Page>
    </Section>
  );
}

function Fields({ of }: { of: Record<string, unknown> | null }) {
  return <small>{Object.entries(of ?? {}).map(([name, value]) => <span class="why">{name.replaceAll("_", " ")}: {typeof value === "object" ? JSON.stringify(value) : String(value)}</span>)}</small>;
}
