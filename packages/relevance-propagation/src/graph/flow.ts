import { add, clone, mul, reshape, sub, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type PassageReport, reportParts, reportPassage } from '../propagation/passage-report';
import type { RelevanceDivision } from '../rules/linear-propagation';
import { Arrivals, type Form } from './arrivals';
import { passNode, takesRelevance } from './pass-node';
import type { Share } from './passage';
import { type RuledOperator, ruleOf } from './ruled-operator';
import type { RuledRecording } from './ruled-recording';

/** Relevance on its way back through a recorded model. A value that is used twice gets the relevances of both uses; what has been passed on is freed. */
export class Flow {
  readonly arrivals = new Arrivals();
  /** The nodes that relevance came to and that are refused, as no rule is known for them. */
  readonly unknown = new Set<RuledOperator>();

  constructor(private readonly model: RuledRecording) {}

  /**
   * Passes on what has arrived at the outputs of a node.
   *
   * @returns where it went, if that is asked for
   */
  pass(node: RuledOperator, report = false): PassageReport | undefined {
    const { nonNegative, options } = this.model;
    const { gates = 'constant' } = options;
    const isRefused = node.verdict.kind === 'unknown' && !node.product && options.unknown !== 'gradient';
    const reports = this.arrivedAt(node).map(({ form, arrived }) => {
      if (isRefused) this.unknown.add(node);
      const passed = tidy(() => {
        const divisions: RelevanceDivision[] = [];
        const observe = report ? (division: RelevanceDivision) => void divisions.push(division) : undefined;
        const passage = { node, rule: ruleOf(node), arrived, form, gates, nonNegative, observe };
        const shares = (isRefused ? [] : passNode(passage)).map((share) => ({ ...share, tensor: clone(share.tensor) })); // which may be what arrived, freed below
        return {
          shares: shares as never,
          report: report ? reportOf(node, form, arrived, shares, divisions) : undefined,
        };
      });
      for (const tensor of arrived) tensor?.dispose();
      for (const { to, form, tensor } of passed.shares as Share[]) this.arrivals.add(to, form, tensor);
      return passed.report;
    });
    return reports.reduce((one, other) => (one && other ? sumOf(one, other) : (one ?? other)), undefined);
  }

  /** Takes what has arrived at a node, in the forms in which the node takes it. */
  private arrivedAt(node: RuledOperator): { form: Form; arrived: readonly (Tensor | undefined)[] }[] {
    const { outputs } = node;
    const of = (form: Form) => outputs.map((value) => this.arrivals.at(value)[form]).map((one) => one && clone(one));
    const forms: Form[] = ['relevance', 'factor'];
    const taken = takesRelevance(node)
      ? [{ form: forms[0], arrived: outputs.map((value) => this.arrivals.relevanceAt(value)) }]
      : forms.map((form) => ({ form, arrived: of(form) }));
    for (const value of outputs) this.arrivals.free(value);
    return taken.filter(({ arrived }) => arrived.some(Boolean));
  }
}

/** Where the relevance of a node went; where no rule divided it, what is missing are the constants that the node adds. */
function reportOf(
  { outputs, product, operation }: RuledOperator,
  form: Form,
  arrived: readonly (Tensor | undefined)[],
  shares: readonly Share[],
  divisions: readonly RelevanceDivision[],
): PassageReport {
  const asRelevance = (tensor: Tensor, value: Tensor, of: Form) => (of === 'relevance' ? tensor : mul(tensor, value));
  const came = arrived.flatMap((one, index) => (one ? [perSample(asRelevance(one, outputs[index].tensor, form))] : []));
  const relevance = came.reduce((total, one) => add(total, one));
  const received = shares.map(({ to, tensor, form: of }) => asRelevance(tensor, to.tensor, of));
  const report = reportPassage(relevance, rearranging.has(operation.kernel) ? [relevance] : received, divisions);
  return product && form === 'relevance'
    ? report
    : { ...report, bias: sub(sub(relevance, report.received), report.stabilizer) };
}

/** Operations that keep every element: all of the relevance is received, also where the first axis of the input is not that of the samples, but of time. */
const rearranging = new Set(['Reshape', 'Transpose', 'Unpack']);

/** The sum of each sample. */
function perSample(x: Tensor): Tensor {
  return sum(reshape(x, [x.shape[0], -1]), 1);
}

function sumOf(one: PassageReport, other: PassageReport): PassageReport {
  const parts = reportParts.map((part) => [part, add(one[part], other[part])] as const);
  return Object.fromEntries(parts) as unknown as PassageReport;
}
