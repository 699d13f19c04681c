import type { Remote } from 'comlink';
import type { Analysis } from '../analysis/analysis';

/** Who computes: the worker's analysis, or the same in Node. */
export type Analyst = Remote<Analysis>;
