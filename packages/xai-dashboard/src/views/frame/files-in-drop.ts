/** The files that were dropped, with those in folders. */
export async function filesIn({ items, files }: DataTransfer): Promise<File[]> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) return [...files];
  return (await Promise.all(entries.map((entry) => (entry ? inEntry(entry) : [])))).flat();
}

async function inEntry(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at a time
    if (some.length === 0) break;
    all.push(...some);
  }
  return (await Promise.all(all.map(inEntry))).flat();
}
