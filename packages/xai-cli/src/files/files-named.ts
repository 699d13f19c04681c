import type { Files } from 'xai-recipes';
import { userFiles } from 'xai-recipes/node';
import type { Console } from '../terminal/printable-output';
import { ProgressLine } from '../terminal/progress';

/** The files that a user names: those of the disk, and those at addresses, which are downloaded once, or not at all with `--offline`. */
export function filesNamed({ offline }: { readonly offline?: boolean }, { stderr, signal }: Console): Files {
  const progress = new ProgressLine(stderr);
  return userFiles({
    ...{ offline, signal },
    onProgress(state) {
      if (state.done < state.total) progress.show('downloaded', state);
      else progress.clear();
    },
  });
}
