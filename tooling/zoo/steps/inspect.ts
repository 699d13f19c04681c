import { open } from 'xai-recipes';
import { diskFiles } from 'xai-recipes/node';
import type { Outcome } from '../report/report';
import { measure } from './measure';

/** Describes a model: what its inputs and outputs seem to mean. */
export const inspect = (file: string): Promise<Outcome> =>
  measure(async () => {
    const { inputs, outputs } = await open(diskFiles(), { source: file });
    const [taken, given] = [inputs, outputs].map((ends) => ends.map(({ meaning }) => meaning).join(', '));
    return { ok: true, note: `${taken} to ${given}` };
  });
