import type { Layout } from './layout';
import type { Meta } from './meta';

/** The layout that the command line names, or else the description of the model. */
export function layoutBy(option: Layout | undefined, meta?: Meta): Layout | undefined {
  const isFirst = meta?.onnx?.channelsFirst;
  if (option !== undefined || isFirst === undefined) return option;
  return isFirst ? 'channels-first' : 'channels-last';
}
