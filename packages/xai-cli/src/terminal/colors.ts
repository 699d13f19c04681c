import type { TextOutput } from './streams';

/** Whether pictures in colours may be written: to a terminal, unless `NO_COLOR` is set; anywhere if `FORCE_COLOR` is. */
export function wantsColors(output: TextOutput): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '' } = process.env;
  if (force !== '' && force !== '0') return true;
  return output.isTTY === true && no === '';
}
