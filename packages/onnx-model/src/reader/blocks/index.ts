import type { Nesting } from './block';
import { branches } from './branches';
import { loop } from './loop';
import { scan } from './scan';

/** Operators with graphs inside of them: the attributes that hold these, and what is computed with them. */
export const nestings: Readonly<Record<string, { readonly graphs: readonly string[]; readonly nesting: Nesting }>> = {
  If: { graphs: ['else_branch', 'then_branch'], nesting: branches }, // in the order of false and true
  Loop: { graphs: ['body'], nesting: loop },
  Scan: { graphs: ['body'], nesting: scan },
};
