/**
 * A table that all copies of this package in one program share, so that what a plugin registers with one copy is
 * known to the others.
 */
export function globalTable<Entry>(name: string, defaults: Record<string, Entry>): Map<string, Entry> {
  const holder = globalThis as unknown as Record<symbol, Map<string, Entry> | undefined>;
  const key = Symbol.for(`relevance-propagation/${name}`);
  const table = holder[key] ?? new Map<string, Entry>();
  holder[key] = table;
  for (const [entry, value] of Object.entries(defaults)) if (!table.has(entry)) table.set(entry, value);
  return table;
}
