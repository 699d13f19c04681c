import { short } from 'xai-recipes';
import type { Checked } from '../../state/dashboard-state';
import type { Note } from './note';

/** Whether an explanation looks at what the model learned, or why that cannot be said. */
export function sanityNote(checked: Checked): Note {
  if ('problem' in checked) return { text: `no sanity check: ${checked.problem}` };
  const alike = `${short(Number(checked.similarity.toFixed(2)))} correlated with those of models that forgot what they learned`;
  return checked.passes
    ? { text: `✓ sane: ${alike}` }
    : { text: `⚠ fails its sanity check: ${alike}`, isFailure: true };
}
