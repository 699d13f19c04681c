/** The members by a key, the largest group first. */
export function groups<Entry, Key>(entries: readonly Entry[], keyOf: (entry: Entry) => Key): [Key, Entry[], number][] {
  const found = new Map<Key, Entry[]>();
  for (const entry of entries) {
    const members = found.get(keyOf(entry));
    if (members) members.push(entry);
    else found.set(keyOf(entry), [entry]);
  }
  const all = [...found].map(([key, members]): [Key, Entry[], number] => [key, members, members.length]);
  return all.sort(([, , one], [, , other]) => other - one);
}
