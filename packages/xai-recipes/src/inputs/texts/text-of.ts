import type { Files } from '../../files/files';
import { readText } from '../../files/read-file';
import type { Item } from '../item';
import { wrongItem } from '../wrong-item';

/** The text that is explained: the item itself, or what is in its file. */
export async function textOf(files: Files, item: Item): Promise<string> {
  if (typeof item === 'string') return item;
  if ('text' in item) return item.text;
  if ('file' in item) return readText(files, item.file, 'the text');
  throw wrongItem('text', 'a text, { text }, or { file }');
}
