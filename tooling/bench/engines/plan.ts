import { secondsOf } from '../measuring/estimate';
import type { Workload } from '../workloads';
import type { EngineName } from './names';
import { takesPart } from './participants';

/** A workload, and who takes part in it. */
export interface Plan {
  workload: Workload;
  engines: EngineName[];
  /** Engines that could, of which a run takes too long. */
  tooLong: EngineName[];
}

/** @param longest in seconds: an engine of which a run takes longer, as estimated, does not take part */
export function planOf(workload: Workload, engines: readonly EngineName[], longest: number): Plan {
  const able = engines.filter((engine) => takesPart(workload, engine));
  const tooLong = able.filter((engine) => secondsOf(workload, engine) > longest);
  return { workload, engines: able.filter((engine) => !tooLong.includes(engine)), tooLong };
}
