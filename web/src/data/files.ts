/** Files of exactly what is seen, made in the browser. */

/** Return a cell of RFC 4180 that no spreadsheet takes for a formula. */
export function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export type Table = { columns: string[]; rows: (string | number | null)[][] };

export const csv = ({ columns, rows }: Table): string =>
  [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";

export const json = ({ columns, rows }: Table): string =>
  JSON.stringify(rows.map((row) => Object.fromEntries(row.map((value, n) => [columns[n], value]))), null, 1);

export function save(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
