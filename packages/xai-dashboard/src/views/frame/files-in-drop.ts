/** The files of a drop, those in folders too; these are named from their folder on. */
export async function filesIn(transfer: DataTransfer): Promise<File[]> {
  // all entries are taken at once: after the event they are gone
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files];
  return (await Promise.all(entries.map((entry) => filesOf(entry)))).flat();
}

async function filesOf(entry: FileSystemEntry, folder = ''): Promise<File[]> {
  const name = `${folder}${entry.name}`;
  if (entry.isFile) return [named(await fileOf(entry as FileSystemFileEntry), name)];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: FileSystemEntry[] = [];
  for (let part = await next(reader); part.length > 0; part = await next(reader)) inside.push(...part);
  return (await Promise.all(inside.map((one) => filesOf(one, `${name}/`)))).flat();
}

/** A reader gives a hundred entries at a time. */
function next(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function named(file: File, name: string): File {
  return file.name === name ? file : new File([file], name, { type: file.type });
}
