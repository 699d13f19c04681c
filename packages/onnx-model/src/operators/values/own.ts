/** What a table has under a name from a file, which may also be that of a property of all objects. */
export const own = <Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
