/** What a reader is told after a copy. */
export type Copied = 'copied' | 'saved as a file';

/** Puts a picture on the clipboard; where the page has none, it is saved as a file. */
export async function copy(content: Promise<Blob>, name: string): Promise<Copied> {
  try {
    const { type } = await content;
    const item: Record<string, Promise<Blob>> = type === 'image/png'
      ? { [type]: content }
      : { 'text/plain': asText(content) };
    await navigator.clipboard.write([new ClipboardItem(item)]);
    return 'copied';
  } catch {
    save(await content, name);
    return 'saved as a file';
  }
}

async function asText(content: Promise<Blob>): Promise<Blob> {
  return new Blob([await (await content).text()], { type: 'text/plain' });
}

function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
