import type { Outcomes } from '../report/report';

/** Tells what became of a model so far, whenever a step is done: a process that is ended for taking too long has said something then. */
export type Tell = (outcomes: Outcomes) => void;

/** Outcomes that tell of themselves when a step is added. */
export const recorded = (tell: Tell): Outcomes =>
  new Proxy<Outcomes>(
    {},
    {
      set(outcomes, step, outcome) {
        Reflect.set(outcomes, step, outcome);
        tell(outcomes);
        return true;
      },
    },
  );
