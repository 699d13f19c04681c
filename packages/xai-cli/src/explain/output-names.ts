import path from 'node:path';
import type { Item } from 'xai-recipes';
import { STANDARD_INPUT } from '../files/with-standard-input';

/** What stands between folders, and what names of files may not have everywhere. */
const FORBIDDEN = /[\\/:*?"<>|]+/;

/**
 * What the files are called that a command writes about its items: each its own name, whatever the items are called. Files of one name in different formats keep its
 * ending, those of different folders the names of these; what is the same still gets a number.
 */
export class OutputNames {
  private readonly files: readonly string[];
  private readonly taken = new Set<string>();

  constructor(items: readonly Item[]) {
    this.files = [...new Set(items.map(fileOf).filter((file) => file !== undefined))];
  }

  /**
   * @param name what the item is called: the name of its file without ending, and perhaps more
   * @param method that explains it
   */
  of(item: Item, name: string, method: string): string {
    const file = fileOf(item);
    const stem = file === undefined ? '' : path.parse(file).name;
    const own = file !== undefined && name.startsWith(stem) ? this.distinct(file) + name.slice(stem.length) : name;
    for (let number = 1; ; number++) {
      const whole = `${own}${number === 1 ? '' : `-${number}`}-${method}`;
      if (this.taken.has(whole.toLowerCase())) continue; // some disks know no capitals
      this.taken.add(whole.toLowerCase());
      return whole;
    }
  }

  private distinct(file: string): string {
    if (file === STANDARD_INPUT) return 'stdin';
    const { name, base } = path.parse(file);
    const isAlone = (part: (one: string) => string) =>
      this.files.every((other) => other === file || part(other).toLowerCase() !== part(file).toLowerCase());
    if (isAlone((one) => path.parse(one).name)) return name;
    const whole = isAlone((one) => path.parse(one).base) ? base : path.normalize(file);
    return whole
      .split(FORBIDDEN)
      .filter((part) => part !== '' && part !== '..')
      .join('-');
  }
}

function fileOf(item: Item): string | undefined {
  return typeof item === 'object' && 'file' in item ? item.file : undefined;
}
