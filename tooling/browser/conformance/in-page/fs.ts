/** Reads a file of the workspace from the server of the page, at once, as tests do when they are collected. */
export function readFileSync(file: string, encoding?: 'utf8'): string | Buffer {
  const request = new XMLHttpRequest();
  request.open('GET', file, false);
  request.overrideMimeType('text/plain; charset=x-user-defined'); // each byte a letter
  request.send();
  if (request.status !== 200) throw new Error(`${file} is not there: ${request.status}`);
  const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 0xff);
  return encoding ? new TextDecoder().decode(bytes) : (bytes as Buffer);
}

/** What lies in a folder of the workspace. */
export function readdirSync(folder: string) {
  const entries: { name: string; isFolder: boolean }[] = JSON.parse(readFileSync(`${folder}/`, 'utf8') as string);
  return entries.map(({ name, isFolder }) => ({ name, isDirectory: () => isFolder }));
}
