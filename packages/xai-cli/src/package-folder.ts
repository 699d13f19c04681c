import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of this package, which holds `package.json` and the models, wherever its code was built to. */
export function packageFolder(from: string = __dirname): string {
  return existsSync(path.join(from, 'package.json')) ? from : packageFolder(path.dirname(from));
}

/** The version of this package. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(path.join(packageFolder(), 'package.json'), 'utf8')).version;
}
