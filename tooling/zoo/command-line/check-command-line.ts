import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ModelOutline, Recipe } from 'xai-recipes';
import type { Outcome } from '../report/report';
import { type Family, familiesFor } from './families';
import { itemFor } from './item';
import { xai } from './xai';

/**
 * Takes a model through the command line as a person would: `xai inspect` says what it is and prints a command, and with nothing but its options `xai explain`
 * explains something by a method of each family.
 *
 * @param tell is told what became of it so far, after each family
 */
export async function checkCommandLine(
  file: string,
  tell: (outcome: Outcome) => void = () => undefined,
): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zoo-command-line-'));
  const begin = performance.now();
  const notes: string[] = [];
  let ok = true;
  const outcome = (): Outcome => ({
    ok,
    note: notes.join('; '),
    seconds: Math.round((performance.now() - begin) / 10) / 100,
  });
  try {
    const recipe = JSON.parse(await xai('inspect', file, '--recipe')) as Recipe;
    const outline = JSON.parse(await xai('inspect', file, '--json')) as ModelOutline & { readonly command: string[] };
    const asked = proposedBy(outline.command, itemFor(recipe, outline, folder));
    for (const family of familiesFor(recipe, outline)) {
      const { isExplained, note } = await explained(family, asked, folder);
      ok &&= isExplained;
      notes.push(note);
      tell({ ...outcome(), ok: false });
    }
  } catch (error) {
    ok = false;
    notes.push((error as Error).message);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return outcome();
}

/** The options of the command that `xai inspect` prints, with what there is in the place of the file that it names, and without its method: each family has its own. */
function proposedBy(command: readonly string[], item: readonly string[]): string[] {
  const options = command.slice(2, command.indexOf('--method'));
  const at = options.indexOf(item[0]);
  return options.toSpliced(at, item.length, ...item);
}

/** Whether one of the methods explains the item. */
async function explained({ name, methods, options = [] }: Family, asked: readonly string[], folder: string) {
  const reasons: string[] = [];
  let applies = true; // unless the model has no gradients

  const tries = methods.flatMap((method) => [
    [method],
    ...(name === 'relevance' ? [[method, '--unknown', 'gradient']] : []),
  ]);
  for (const [method, ...more] of tries) {
    if (more.length > 0 && !reasons.at(-1)?.includes(more.join(' '))) continue; // unless that is what was said to be missing
    const samples = ['RISE', 'LIME', 'KernelSHAP'].includes(method) ? ['--samples', '8'] : [];
    const keep = method === 'RISE' ? ['--keep', '0.5'] : [];
    const saved = path.join(folder, `${method}.safetensors`);
    try {
      await xai(
        'explain',
        ...asked,
        ...options,
        '--method',
        method,
        ...more,
        ...samples,
        ...keep,
        '--out',
        path.join(folder, `${method}.html`),
        '--save',
        saved,
      );
      return { isExplained: true, note: [method, ...more].join(' ') };
    } catch (error) {
      const { message } = error as Error;
      applies &&= !/cannot differentiate|has no gradients|needs gradients/.test(message);
      reasons.push(`${method}: ${message}`);
    }
  }
  if (!applies) return { isExplained: true, note: `${name}: none, as it has no gradients` };
  return { isExplained: false, note: `${name}: ${reasons.join(', ')}` };
}
